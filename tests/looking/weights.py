"""What each kind of page weighs on the wire: ``make weights``. HTML and the style that holds up its first drawing, compressed by Brotli.

As ``manage.py warm`` has them compressed; a page that is made when it is asked for is some tenth heavier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

import brotli

from tests.support.live_server import fetch
from tests.support.page_kinds import LANGUAGES, PUBLISHED, PageKind
from tests.support.temporary_site import print_line, serve_temporary_site

# One round trip on a new connection carries ten segments; 14 KiB of content leave room for the headers.
ROUND_TRIP = 14 * 1024
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


@dataclass(frozen=True)
class Weight:
    """Bytes as sent: the page, and its style sheets. A sheet for paper alone holds nothing up and is not counted."""

    html: int
    css: int

    @property
    def total(self) -> int:
        return self.html + self.css


def sent(address: str, language: str) -> tuple[int, str]:
    """How many bytes an address takes by Brotli, and its text. Where the server leaves compression to what stands before it, it is done here."""
    _, headers, body = fetch(address, language, **{"Accept-Encoding": "br"})
    if headers.get("content-encoding") == "br":
        return len(body), brotli.decompress(body).decode()
    return len(brotli.compress(body)), body.decode()


def weigh(origin: str, kind: PageKind, language: str) -> Weight:
    """The weight of one page that is served."""
    address = origin + kind.address(language)
    html, page = sent(address, language)
    return Weight(html, sum(sent(urljoin(address, sheet), language)[0] for sheet in SHEET.findall(page)))


def main() -> None:
    """Prints the table, heaviest last."""
    with serve_temporary_site(warm=True) as (origin, _):
        weights = {(kind.name, language): weigh(origin, kind, language) for kind in PUBLISHED for language in LANGUAGES}
    print_line(f"{'page':28} {'':4} {'HTML':>8} {'CSS':>8} {'total':>8}")
    for (name, language), one in sorted(weights.items(), key=lambda pair: pair[1].total):
        print_line(
            f"{name:28} {language:4} {one.html:8,} {one.css:8,} {one.total:8,}{'  over 14 KiB' if one.total > ROUND_TRIP else ''}"
        )


if __name__ == "__main__":
    main()
