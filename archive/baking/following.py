"""The pages of a site by what leads to them: links of HTML and of ``Link`` headers, and redirects."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import TypeVar
from urllib.parse import urldefrag, urljoin

from archive.baking.asking import Answer

LINK = re.compile(r"<([^>]*)>")
LEADING = {"href", "src"}
Item = TypeVar("Item")


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


def follow(
    starts: Iterable[str], ask: Callable[[str], Item], links: Callable[[str, Item], Iterable[str]]
) -> Iterator[tuple[str, Item]]:
    """Ask every address that ``starts`` lead to, each once, breadth first. ``links``: where an answer to an address leads."""
    waiting = deque(dict.fromkeys(starts))
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        item = ask(address)
        yield address, item
        following = [link for link in dict.fromkeys(links(address, item)) if link not in seen]
        seen.update(following)
        waiting.extend(following)


def described(answer: Answer) -> list[str]:
    """Return the addresses that the ``Link`` header names."""
    return LINK.findall(answer.header("Link"))


def leading(answer: Answer) -> list[str]:
    """Return the addresses that an answer leads its reader to: of its redirect, and of its HTML."""
    return [*filter(None, [answer.header("Location")]), *(linked(answer.body.decode()) if is_page(answer) else ())]


def within(origin: str, address: str, links: Iterable[str]) -> Iterator[str]:
    """The links of an answer to ``address`` that lead within ``origin``, without fragments, as path and query; some twice."""
    for link in links:
        whole = urldefrag(urljoin(origin + address, link)).url
        if whole.startswith(f"{origin}/"):
            yield whole.removeprefix(origin)


def is_page(answer: Answer) -> bool:
    """Whether an answer is HTML."""
    return answer.header("Content-Type").startswith("text/html")
