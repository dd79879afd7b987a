"""Take the screenshots in ``docs/pictures``: ``make screenshots``. Both languages and themes, phone, desktop and paper."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from tests.support.chromium import FLAGS, find_chromium
from tests.support.page_kinds import SOURCE
from tests.support.repository import ROOT
from tests.support.temporary_site import print_line, serve_temporary_site

FOLDER = ROOT / "docs" / "pictures"
DESKTOP, PHONE, PAPER = (1160, 720), (390, 844), (794, 1123)
LARGEST = 250_000
# Times that a page is loaded on a busy machine until its fonts come in time
MAX_LOADS = 5
# Origin shown in the pictures; nothing is requested from it
ORIGIN = "http://shawahid.example"


@dataclass(frozen=True)
class Picture:
    """A screenshot: ``path`` begins with the language, ``size`` is in CSS pixels."""

    name: str
    path: str
    size: tuple[int, int]
    theme: str = "light"

    def take(self, browser: Browser, origin: str) -> None:
        """Write the picture. The page is loaded again, with its fonts in the cache, until it is shown in them."""
        width, height = self.size
        media = "print" if self.size == PAPER else "screen"
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=self.theme, reduced_motion="reduce")
        page.emulate_media(media=media)
        page.goto(origin + self.path, wait_until="networkidle")
        for _ in range(MAX_LOADS):
            page.reload(wait_until="networkidle")
            if not page.evaluate("document.documentElement.classList.contains('plain')"):
                break
        page.screenshot(path=FOLDER / f"{self.name}.png")
        page.context.close()


PICTURES = (
    Picture("home-ar", "/ar/", DESKTOP),
    Picture("home-en-phone-dark", "/en/", PHONE, "dark"),
    Picture("reading-room-en", f"/en/sources/{SOURCE}/#s3.4", DESKTOP),
    Picture("reading-room-ar-dark", f"/ar/sources/{SOURCE}/?claim=evacuation-winter-1944-1945#s3.4", DESKTOP, "dark"),
    Picture("camp-en", "/en/camps/sachsenhausen/", DESKTOP),
    Picture("route-ar-phone", "/ar/routes/winter-1944-1945-westward/", PHONE),
    Picture("map-en-dark", "/en/map/", DESKTOP, "dark"),
    Picture("timeline-ar", "/ar/timeline/", DESKTOP),
    Picture("claim-ar-phone-dark", "/ar/claims/evacuation-last-weeks-baltic/", PHONE, "dark"),
    Picture("sentence-en-paper", f"/en/sources/{SOURCE}/3.5/", PAPER),
)


def main() -> None:
    """Take all pictures. Raises RuntimeError if one is too large for the repository."""
    for old in FOLDER.glob("*.png"):
        old.unlink()
    with serve_temporary_site(origin=ORIGIN) as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for picture in PICTURES:
            picture.take(browser, address)
        browser.close()
    for file in sorted(FOLDER.glob("*.png")):
        print_line(f"{file.stat().st_size:8,}  {file.relative_to(ROOT)}")
        if file.stat().st_size > LARGEST:
            raise RuntimeError(f"{file.name} is larger than {LARGEST:,} bytes")


if __name__ == "__main__":
    main()
