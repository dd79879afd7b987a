"""Files of a baked site: redirects by language, compressed forms (``.br``, ``.gz``) and checksums."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import brotli

from archive.vocabulary import LANGUAGES
from archive.web.wsgi_client import WsgiResponse

Fetch = Callable[..., WsgiResponse]
REDIRECT_STATUSES = (301, 302, 303)


@dataclass
class Redirect:
    """An address without a page: its status, and the address that it leads to, by the reader's language."""

    status: int
    targets: dict[str, str]


def fetch_redirect(fetch: Fetch, address: str) -> Redirect:
    """Return the redirect at an address, with its target for readers of each language."""
    targets = {language: fetch(address, HTTP_ACCEPT_LANGUAGE=language).header("Location") for language in LANGUAGES}
    return Redirect(fetch(address).status, targets)


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
