"""Files written whole, with their compressed forms beside them (``.br``, ``.gz``) where those are smaller, and the list of all digests."""

from __future__ import annotations

import gzip
from hashlib import sha256
from pathlib import Path

import brotli

SUMS = "SHA256SUMS"
WORTH_IT = 0.95
COMPRESSED_ALREADY = (".woff2", ".png", ".br", ".gz")


def write(root: Path, name: str, body: bytes) -> None:
    """Writes ``body`` to ``name`` below ``root``, and its compressed forms."""
    target = root / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(body)
    if target.suffix not in COMPRESSED_ALREADY:
        for suffix, packed in ((".br", brotli.compress(body)), (".gz", gzip.compress(body, 9, mtime=0))):
            if len(packed) < len(body) * WORTH_IT:
                target.with_name(target.name + suffix).write_bytes(packed)


def sums(root: Path) -> str:
    """A line for every file below ``root`` but the list itself, in the order of names, as ``sha256sum --check`` reads them."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and path.name != SUMS)
    return "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(root).as_posix()}\n" for path in files)
