"""Files of a baked site: redirects by language, compressed forms (``.br``, ``.gz``) and checksums."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import brotli

from archive.formats import MEDIA_TYPES
from archive.vocabulary import LANGUAGES
from archive.web.wsgi_client import WsgiResponse

Fetch = Callable[..., WsgiResponse]
REDIRECT_STATUSES = (301, 302, 303)
# Statuses of a record that was withdrawn, and of a version that a law forbids to show
REFUSAL_STATUSES = (410, 451)


@dataclass
class Redirect:
    """An address without a page: its status, and the address that it leads to, by the reader's language."""

    status: int
    targets: dict[str, str]


@dataclass
class Refusal:
    """An address whose record is no longer shown: the status, the file with the reasons, and the response without its body.

    In the name of the file and in the headers, ``$reader`` is the reader's language.
    """

    file: str
    response: WsgiResponse


def merge_by_reader(responses: dict[str, WsgiResponse]) -> WsgiResponse:
    """Return one of the responses to readers of each language, with ``$reader`` in place of a header that is the language."""
    first = next(iter(responses.values()))
    is_language = {
        name: all(response.header(name) == language for language, response in responses.items()) for name, _value in first.headers
    }
    return first._replace(headers=tuple((name, "$reader" if is_language[name] else value) for name, value in first.headers))


def fetch_redirect(fetch: Fetch, address: str) -> Redirect:
    """Return the redirect at an address, with its target for readers of each language."""
    targets = {language: fetch(address, HTTP_ACCEPT_LANGUAGE=language).header("Location") for language in LANGUAGES}
    return Redirect(fetch(address).status, targets)


# A link to a TimeGate in a header or a TimeMap, with what separates it from the next one.
TIMEGATE_LINK = re.compile(r'<[^>]*>; rel="timegate",\s*')


def remove_timegate(response: WsgiResponse) -> WsgiResponse:
    """Return a response without links to a TimeGate: files cannot choose by a header."""
    headers = tuple((name, TIMEGATE_LINK.sub("", value) if name.lower() == "link" else value) for name, value in response.headers)
    is_timemap = response.header("Content-Type") == MEDIA_TYPES["link"]
    body = TIMEGATE_LINK.sub("", response.body.decode()).encode() if is_timemap else response.body
    return response._replace(headers=headers, body=body)


CHECKSUM_FILE = "SHA256SUMS"
MAX_COMPRESSED_RATIO = 0.95
COMPRESSED_SUFFIXES = (".woff2", ".png", ".br", ".gz")


def write_compressed(root: Path, name: str, body: bytes) -> None:
    """Write ``body`` to ``name`` below ``root``, and its compressed forms where they are smaller."""
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(body)
    if target.suffix not in COMPRESSED_SUFFIXES:
        for suffix, packed in ((".br", brotli.compress(body)), (".gz", gzip.compress(body, 9, mtime=0))):
            if len(packed) < len(body) * MAX_COMPRESSED_RATIO:
                target.with_name(target.name + suffix).write_bytes(packed)


def list_checksums(root: Path) -> str:
    """Return a line for each file below ``root`` but the list itself, sorted, in the format of ``sha256sum --check``."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != CHECKSUM_FILE)
    return "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n" for path in files)
