"""Which file an address is kept in, in names that every file system takes, FAT included."""

from __future__ import annotations

import re
from urllib.parse import unquote

COLON = re.compile(r"^(/id/passage/[^:/]+|/[a-z]+/embed/passage/[^:/]+):")
REFUSED = re.compile(r"[^A-Za-z0-9._@=&%,+~-]")
ENDINGS = {"text/html": ".html", "application/json": ".json", "application/json+oembed": ".json"}
LONGEST = 240


def file_of(address: str, media_type: str) -> str:
    """The name, relative and with ``/``, of the file that holds the answer to ``address``.

    A folder's page is its ``index.html``; a query stands after ``@``, with ``%2F`` for its ``/``: ``/en/map/?time=1945`` is
    ``en/map/index@time=1945.html``; the colon in a passage's name is a ``/``. ValueError if a part
    would climb out of its folder, is too long, or has a character not let into names.
    """
    path, mark, query = address.partition("?")
    parts = unquote(COLON.sub(r"\1/", path)).lstrip("/").split("/")
    stem = parts[-1] or "index"
    ending = ENDINGS.get(media_type.partition(";")[0], "") if mark or not parts[-1] else ""
    name = f"{stem}{f'@{query}'.replace('/', '%2F') if mark else ''}{ending}"
    if any(not part.strip(".") or len(part) > LONGEST or REFUSED.search(part) for part in [*parts[:-1], name]):
        raise ValueError(address)
    return "/".join([*parts[:-1], name])
