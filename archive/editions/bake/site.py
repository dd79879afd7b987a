"""What becomes of an answer in a baked site: a file, or a redirect in the language of its reader.

Files written whole, with their compressed forms beside them (``.br``, ``.gz``) where those are smaller, and the list of all digests.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import brotli

from archive.editions.bake.links import make_file_name
from archive.vocabulary import LANGUAGES
from archive.web.wsgi_client import WsgiResponse

Fetch = Callable[..., WsgiResponse]
REDIRECT_STATUSES = (301, 302, 303)


@dataclass
class Redirect:
    """An address that has no answer of its own: ``status`` and, by the reader's language, where it leads."""

    status: int
    targets: dict[str, str] = field(default_factory=dict)


def fetch_redirect(ask: Fetch, address: str) -> Redirect:
    """Where an address that redirects sends the readers of each language."""
    found = Redirect(ask(address).status)
    for language in LANGUAGES:
        found.targets[language] = ask(address, HTTP_ACCEPT_LANGUAGE=language).header("Location")
    return found


def make_response_name(address: str, answer: WsgiResponse) -> str:
    """The file of an answer."""
    return make_file_name(address, answer.header("Content-Type"))


CHECKSUM_FILE = "SHA256SUMS"
MAX_COMPRESSED_RATIO = 0.95
COMPRESSED_SUFFIXES = (".woff2", ".png", ".br", ".gz")


def write_compressed(root: Path, name: str, body: bytes) -> None:
    """Writes ``body`` to ``name`` below ``root``, and its compressed forms."""
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(body)
    if target.suffix not in COMPRESSED_SUFFIXES:
        for suffix, packed in ((".br", brotli.compress(body)), (".gz", gzip.compress(body, 9, mtime=0))):
            if len(packed) < len(body) * MAX_COMPRESSED_RATIO:
                target.with_name(target.name + suffix).write_bytes(packed)


def list_checksums(root: Path) -> str:
    """A line for every file below ``root`` but the list itself, in the order of names, as ``sha256sum --check`` reads them."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != CHECKSUM_FILE)
    return "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n" for path in files)
