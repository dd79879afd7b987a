"""Contact sheets of every kind of page: ``python -m tests.looking.contact_sheets ORIGIN FOLDER``. They are for looking at, and not committed.

One sheet for each language, width, theme and for paper, with the first screens of each page. Run it with the settings of the archive
(``DJANGO_SETTINGS_MODULE``), because the addresses of the pages are read from the ledger.
"""

from __future__ import annotations

import argparse
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.chromium import FLAGS, find_chromium
from tests.support.page_kinds import LANGUAGES, PUBLISHED, PageKind, select_kinds

# Width of the window, height of what is shown of a page, and scale of the pictures, by the name of a sheet
LOOKS = {"phone": (390, 1300, 0.5), "desktop": (1440, 1500, 0.3), "paper": (794, 1123, 0.4)}
COLUMNS = {"phone": 10, "desktop": 5, "paper": 6}
STYLE = "body{{margin:8px;display:grid;grid-template-columns:repeat({columns},max-content);gap:10px;font:12px sans-serif;background:#999}}figure{{margin:0}}img{{display:block}}"


def take_picture(page: Page, origin: str, kind: PageKind, language: str, height: int) -> bytes:
    """Return the beginning of a page as JPEG."""
    page.goto(origin + kind.address(language), wait_until="load")
    page.evaluate("document.fonts.ready")
    clip = {"x": 0, "y": 0, "width": page.viewport_size["width"], "height": height}
    return page.screenshot(type="jpeg", quality=80, clip=clip, full_page=True)


def write_sheet(
    browser: Browser, origin: str, folder: Path, kinds: Sequence[PageKind], look: str, language: str, theme: str
) -> None:
    """Write one sheet."""
    width, height, scale = LOOKS[look]
    context = browser.new_context(locale=language, viewport={"width": width, "height": height}, color_scheme=theme)
    page = context.new_page()
    page.emulate_media(media="print" if look == "paper" else "screen")
    page.goto(f"{origin}/{language}/", wait_until="networkidle")  # its fonts are in the cache from here on
    figures = []
    for kind in kinds:
        picture = b64encode(take_picture(page, origin, kind, language, height)).decode()
        image = f'<img src="data:image/jpeg;base64,{picture}" width="{width * scale:.0f}">'
        figures.append(f"<figure>{image}<figcaption>{escape(kind.name)}</figcaption></figure>")
    sheet = context.new_page()
    sheet.set_viewport_size({"width": 2400, "height": 1000})
    sheet.set_content(f"<style>{STYLE.format(columns=COLUMNS[look])}</style>{''.join(figures)}")
    sheet.locator("body").screenshot(path=folder / f"{look}-{language}-{theme}.png")
    context.close()


def main() -> None:
    """Write the sheets: of all kinds of pages and all looks, or of those chosen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("origin")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--look", choices=LOOKS, action="append")
    parser.add_argument("--kind", action="append", help="name of a kind in tests/support/page_kinds.py")
    arguments = parser.parse_args()
    kinds = select_kinds(*arguments.kind) if arguments.kind else PUBLISHED
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for look, language in product(arguments.look or LOOKS, LANGUAGES):
            for theme in ("light",) if look == "paper" else ("light", "dark"):
                write_sheet(browser, arguments.origin, arguments.folder, kinds, look, language, theme)
        browser.close()


if __name__ == "__main__":
    main()
