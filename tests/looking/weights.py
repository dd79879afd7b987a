"""Size of each kind of page as sent after a load: ``make page-weights``. HTML and the style sheets that block its first rendering.

The pages that a load stores are compressed best, the others on request. A sheet that is linked below, where its part begins, blocks only that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin

import brotli

from tests.support.live_server import fetch
from tests.support.page_kinds import LANGUAGES, PUBLISHED, PageKind
from tests.support.temporary_site import print_line, serve_temporary_site

# Content of one round trip on a new connection: ten segments without the headers.
ROUND_TRIP = 14 * 1024
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)">')


@dataclass(frozen=True)
class Weight:
    """Bytes sent of a page and of the style sheets in its head."""

    html: int
    css: int

    @property
    def total(self) -> int:
        """Return the sum, in bytes."""
        return self.html + self.css


def measure_response(address: str, language: str) -> tuple[int, str]:
    """Return the size of a response in bytes, as a browser receives it, and its text."""
    _, headers, body = fetch(address, language, **{"Accept-Encoding": "br"})
    return len(body), (brotli.decompress(body) if headers.get("content-encoding") == "br" else body).decode()


def weigh(origin: str, kind: PageKind, language: str) -> Weight:
    """Return the weight of a page."""
    address = origin + kind.address(language)
    html, page = measure_response(address, language)
    sheets = SHEET.findall(page.partition("</head>")[0])
    return Weight(html, sum(measure_response(urljoin(address, sheet), language)[0] for sheet in sheets))


def main() -> None:
    """Print the table, sorted by weight."""
    with serve_temporary_site() as (origin, _):
        weights = {(kind.name, language): weigh(origin, kind, language) for kind in PUBLISHED for language in LANGUAGES}
    print_line(f"{'page':28} {'':4} {'HTML':>8} {'CSS':>8} {'total':>8}")
    for (name, language), weight in sorted(weights.items(), key=lambda pair: pair[1].total):
        print_line(
            f"{name:28} {language:4} {weight.html:8,} {weight.css:8,} {weight.total:8,}{'  over 14 KiB' if weight.total > ROUND_TRIP else ''}"
        )


if __name__ == "__main__":
    main()
