"""A digest of the project's own files, which changes with the code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Set
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("archive", "camps", "marches")


def digest_files(folders: Iterable[str] = APPS, suffixes: Set[str] = frozenset({".py"})) -> hashlib._Hash:
    """Return a SHA-256 over the names and contents of the project's files.

    They are below ``folders`` and have one of ``suffixes``.
    """
    digest = hashlib.sha256()
    for path in sorted(path for name in folders for path in (ROOT / name).rglob("*") if path.suffix in suffixes):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT)} {len(content)} ".encode() + content)
    return digest
