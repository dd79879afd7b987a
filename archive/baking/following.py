"""Where an answer leads: the links of its HTML, of its ``Link`` header, and the address it sends the reader on to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from archive.baking.asking import Answer

LINK = re.compile(r"<([^>]*)>")
LEADING = {"href", "src"}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in LEADING and value]


def linked(page: str) -> list[str]:
    """The addresses that HTML names, as it names them: of links, pictures, scripts."""
    reader = _Links()
    reader.feed(page)
    reader.close()
    return reader.found


def links(answer: Answer, address: str, origin: str) -> Iterator[str]:
    """The addresses within ``origin`` that an answer to ``address`` leads to, without fragments, as path and query; some twice."""
    found = LINK.findall(answer.header("Link")) + list(filter(None, [answer.header("Location")]))
    if is_page(answer):
        found += linked(answer.body.decode())
    for one in found:
        whole = urldefrag(urljoin(origin + address, one)).url
        if whole.startswith(f"{origin}/"):
            yield whole.removeprefix(origin)


def is_page(answer: Answer) -> bool:
    """Whether an answer is HTML."""
    return answer.header("Content-Type").startswith("text/html")
