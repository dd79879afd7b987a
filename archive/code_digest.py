"""A digest of the project's own files: another state of the code has another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Set
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("archive", "camps", "marches")


def digest_files(folders: Iterable[str] = APPS, suffixes: Set[str] = frozenset({".py"})) -> hashlib._Hash:
    """Return a SHA-256 over the names and contents of the files with these suffixes below folders of the project."""
    total = hashlib.sha256()
    for path in sorted(path for name in folders for suffix in suffixes for path in (ROOT / name).rglob(f"*{suffix}")):
        content = path.read_bytes()
        total.update(f"{path.relative_to(ROOT)} {len(content)} ".encode() + content)
    return total
