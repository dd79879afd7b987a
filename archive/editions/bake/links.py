"""Which file an address is kept in, in names that every file system takes, FAT included.

The pages of a site by what leads to them: links of HTML and of ``Link`` headers, and redirects.

A page that leads from file to file and needs no other to be drawn, for reading without a server.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape, unescape
from html.parser import HTMLParser
from posixpath import dirname, relpath
from typing import TypeVar
from urllib.parse import quote, unquote, urldefrag, urljoin

from archive.web.wsgi_client import WsgiResponse

PASSAGE_COLON = re.compile(r"^(/id/passage/[^:/]+|/[a-z]+/embed/passage/[^:/]+):")
INVALID_CHARACTER = re.compile(r"[^A-Za-z0-9._@=&%,+~-]")
EXTENSIONS = {"text/html": ".html", "application/json": ".json", "application/json+oembed": ".json"}
MAX_NAME_LENGTH = 240


def make_file_name(address: str, media_type: str) -> str:
    """The name, relative and with ``/``, of the file that holds the answer to ``address``.

    A folder's page is its ``index.html``; a query stands after ``@``, with ``%2F`` for its ``/``: ``/en/map/?time=1945`` is
    ``en/map/index@time=1945.html``; the colon in a passage's name is a ``/``. ValueError if a part
    would climb out of its folder, is too long, or has a character not let into names.
    """
    path, mark, query = address.partition("?")
    parts = unquote(PASSAGE_COLON.sub(r"\1/", path)).lstrip("/").split("/")
    stem = parts[-1] or "index"
    ending = EXTENSIONS.get(media_type.partition(";")[0], "") if mark or not parts[-1] else ""
    name = f"{stem}{f'@{query}'.replace('/', '%2F') if mark else ''}{ending}"
    if any(not part.strip(".") or len(part) > MAX_NAME_LENGTH or INVALID_CHARACTER.search(part) for part in [*parts[:-1], name]):
        raise ValueError(address)
    return "/".join([*parts[:-1], name])


HEADER_LINK = re.compile(r"<([^>]*)>")
LINK_ATTRIBUTES = {"href", "src"}
Item = TypeVar("Item")


class _LinkParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in LINK_ATTRIBUTES and value]


def parse_links(page: str) -> list[str]:
    """The addresses that HTML names, as it names them: of links, pictures, scripts."""
    reader = _LinkParser()
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


def described(answer: WsgiResponse) -> list[str]:
    """Return the addresses that the ``Link`` header names."""
    return HEADER_LINK.findall(answer.header("Link"))


def leading(answer: WsgiResponse) -> list[str]:
    """Return the addresses that an answer leads its reader to: of its redirect, and of its HTML."""
    return [*filter(None, [answer.header("Location")]), *(parse_links(answer.body.decode()) if is_html(answer) else ())]


def within(origin: str, address: str, links: Iterable[str]) -> Iterator[str]:
    """The links of an answer to ``address`` that lead within ``origin``, without fragments, as path and query; some twice."""
    for link in links:
        whole = urldefrag(urljoin(origin + address, link)).url
        if whole.startswith(f"{origin}/"):
            yield whole.removeprefix(origin)


def is_html(answer: WsgiResponse) -> bool:
    """Whether an answer is HTML."""
    return answer.header("Content-Type").startswith("text/html")


USE_ELEMENT = re.compile(r'<use class="([^"]*)" href="(/[^"#]*)#([^"]*)"/>')
PATH_ELEMENT = re.compile(r'<path id="([^"]*)" (d="[^"]*")/>')
URL_ATTRIBUTE = re.compile(r'(?<= )(href|src|action)="(/[^"#]*)(#[^"]*)?"')


def make_links_relative(page: str, name: str, files: Mapping[str, str], origin: str) -> str:
    """The HTML of the file ``name`` with every address within the site made relative to it.

    ``files``: the file of each address. What has no file keeps its address, at ``origin``. Addresses given whole are left as they are:
    permanent addresses are shown as what they are.
    """

    def turned(match: re.Match[str]) -> str:
        address, fragment = unescape(match[2]), match[3] or ""
        known = files.get(address)
        to = quote(relpath(known, dirname(name) or "."), safe="/.@=&,+~-") if known else origin + address
        return f'{match[1]}="{escape(to)}{fragment}"'

    return URL_ATTRIBUTE.sub(turned, page)


def inline_drawings(page: str, drawings: Mapping[str, str]) -> str:
    """The HTML of a page with the paths that it uses from other files drawn in it, for browsers use nothing from files beside a file.

    ``drawings``: the SVG at each address; KeyError if a page uses what is in none of them.
    """
    paths = {address: dict(PATH_ELEMENT.findall(drawing)) for address, drawing in drawings.items()}
    return USE_ELEMENT.sub(lambda use: f'<path class="{use[1]}" {paths[use[2]][use[3]]}/>', page)
