"""Links of a baked site: file names of addresses, links that are followed, and pages whose links lead from file to file."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape, unescape
from html.parser import HTMLParser
from posixpath import dirname, relpath
from typing import TypeVar
from urllib.parse import quote, unquote, urldefrag, urljoin

from archive.formats import strip_parameters
from archive.vocabulary import LANGUAGES
from archive.web.wsgi_client import WsgiResponse

PASSAGE_COLON = re.compile(r"^((?:/qr)?/id/passage/[^:/]+|/[a-z]+/embed/passage/[^:/]+):")
INVALID_CHARACTER = re.compile(r"[^A-Za-z0-9._@=&%,+~-]")
EXTENSIONS = {"text/html": ".html", "application/json": ".json", "application/json+oembed": ".json"}
MAX_NAME_LENGTH = 240


def make_file_name(address: str, media_type: str) -> str:
    """Return the name, relative and with ``/``, of the file of an address; valid on every file system, FAT included.

    A folder's page is its ``index.html``; a query follows ``@``, with ``%2F`` for its ``/``: ``/en/map/?time=1945`` is
    ``en/map/index@time=1945.html``; the colon in a passage's name is a ``/``. Raises ValueError if a part would climb out of its folder,
    is too long, or has a character that is not allowed in names.
    """
    path, mark, query = address.partition("?")
    parts = unquote(PASSAGE_COLON.sub(r"\1/", path)).lstrip("/").split("/")
    stem = parts[-1] or "index"
    ending = EXTENSIONS.get(strip_parameters(media_type), "") if mark or not parts[-1] else ""
    name = f"{stem}{f'@{query}'.replace('/', '%2F') if mark else ''}{ending}"
    if any(not part.strip(".") or len(part) > MAX_NAME_LENGTH or INVALID_CHARACTER.search(part) for part in [*parts[:-1], name]):
        raise ValueError(address)
    return "/".join([*parts[:-1], name])


# Addresses below those of records, and pages of histories, versions and editions: as many as there are editions.
HISTORY_ADDRESS = re.compile(rf"/id/[a-z]+/[^/]+/|/(?:{'|'.join(LANGUAGES)})/(?:.+/versions/|editions/\d+/)")
HEADER_LINK = re.compile(r"<([^>]*)>")
LINK_ATTRIBUTES = {"href", "src"}
Item = TypeVar("Item")


class _LinkParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in LINK_ATTRIBUTES and value]


def parse_links(page: str) -> list[str]:
    """Return the addresses in HTML as written: of links, pictures, scripts."""
    parser = _LinkParser()
    parser.feed(page)
    parser.close()
    return parser.links


def follow(
    starts: Iterable[str], fetch: Callable[[str], Item], links: Callable[[str, Item], Iterable[str]]
) -> Iterator[tuple[str, Item]]:
    """Yield each address reachable from ``starts`` once, with its response, breadth first. ``links``: the addresses a response links to."""
    waiting = deque(dict.fromkeys(starts))
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        item = fetch(address)
        yield address, item
        following = [link for link in dict.fromkeys(links(address, item)) if link not in seen]
        seen.update(following)
        waiting.extend(following)


def described(response: WsgiResponse) -> list[str]:
    """Return the addresses that the ``Link`` header names."""
    return HEADER_LINK.findall(response.header("Link"))


def leading(response: WsgiResponse) -> list[str]:
    """Return the addresses that a response leads to: of its redirect, and in its HTML."""
    return [*filter(None, [response.header("Location")]), *(parse_links(response.body.decode()) if is_html(response) else ())]


def within(origin: str, address: str, links: Iterable[str]) -> Iterator[str]:
    """Yield the links on the page ``address`` that are at ``origin``, as path and query, without fragments; some twice."""
    for link in links:
        url = urldefrag(urljoin(origin + address, link)).url
        if url.startswith(f"{origin}/"):
            yield url.removeprefix(origin)


def is_of_history(address: str) -> bool:
    """Return True for an address of a version, a history or an edition, which are neither baked nor warmed because a page links to them."""
    return HISTORY_ADDRESS.match(address) is not None


def is_html(response: WsgiResponse) -> bool:
    """Return True if a response is HTML."""
    return response.header("Content-Type").startswith("text/html")


USE_ELEMENT = re.compile(r'<use class="([^"]*)" href="(/[^"#]*)#([^"]*)"/>')
PATH_ELEMENT = re.compile(r'<path id="([^"]*)" (d="[^"]*")/>')
# Of addresses of the site, which begin with a path or a query; those with a scheme, and fragments of the page, are left as they are
URL_ATTRIBUTE = re.compile(r'(?<= )(href|src|action)="((?![a-z]+:)[^"#]+)(#[^"]*)?"')


def make_links_relative(page: str, page_address: str, files: Mapping[str, str], origin: str) -> str:
    """Return the HTML of the page at an address with every address of the site made relative to its file.

    ``files``: the file of each address. An address without a file becomes absolute, at ``origin``. Absolute addresses are unchanged:
    permanent addresses are shown as they are.
    """
    name, path = files[page_address], page_address.partition("?")[0]

    def replace_address(match: re.Match[str]) -> str:
        address, fragment = unescape(match[2]), match[3] or ""
        if address.startswith("?"):
            address = path + address.removesuffix("?")
        elif not address.startswith("/"):
            address = urljoin(path, address)
        file = files.get(address)
        target = quote(relpath(file, dirname(name) or "."), safe="/.@=&,+~-") if file else origin + address
        return f'{match[1]}="{escape(target)}{fragment}"'

    return URL_ATTRIBUTE.sub(replace_address, page)


def inline_drawings(page: str, drawings: Mapping[str, str]) -> str:
    """Return the HTML with the SVG paths that it uses from other files drawn in it: browsers do not use them from local files.

    ``drawings``: the SVG at each address. Raises KeyError if a page uses a path that is in none of them.
    """
    paths = {address: dict(PATH_ELEMENT.findall(drawing)) for address, drawing in drawings.items()}
    return USE_ELEMENT.sub(lambda use: f'<path class="{use[1]}" {paths[use[2]][use[3]]}/>', page)
