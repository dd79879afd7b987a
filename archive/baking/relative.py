"""A page that leads from file to file and needs no other to be drawn, for reading without a server."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from posixpath import dirname, relpath
from urllib.parse import quote

USE = re.compile(r'<use class="([^"]*)" href="(/[^"#]*)#([^"]*)"/>')
PATH = re.compile(r'<path id="([^"]*)" (d="[^"]*")/>')
ATTRIBUTE = re.compile(r'(?<= )(href|src|action)="(/[^"#]*)(#[^"]*)?"')


def relative(page: str, name: str, files: Mapping[str, str], origin: str) -> str:
    """The HTML of the file ``name`` with every address within the site made relative to it.

    ``files``: the file of each address. What has no file keeps its address, at ``origin``. Addresses given whole are left as they are:
    permanent addresses are shown as what they are.
    """

    def turned(match: re.Match[str]) -> str:
        address, fragment = unescape(match[2]), match[3] or ""
        known = files.get(address)
        to = quote(relpath(known, dirname(name) or "."), safe="/.@=&,+~-") if known else origin + address
        return f'{match[1]}="{escape(to)}{fragment}"'

    return ATTRIBUTE.sub(turned, page)


def drawn_within(page: str, drawings: Mapping[str, str]) -> str:
    """The HTML of a page with the paths that it uses from other files drawn in it, for browsers use nothing from files beside a file.

    ``drawings``: the SVG at each address; KeyError if a page uses what is in none of them.
    """
    paths = {address: dict(PATH.findall(drawing)) for address, drawing in drawings.items()}
    return USE.sub(lambda use: f'<path class="{use[1]}" {paths[use[2]][use[3]]}/>', page)
