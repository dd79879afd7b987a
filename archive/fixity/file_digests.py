"""SHA-256 of whole files, stored beside them in the format of ``sha256sum --check``."""

from __future__ import annotations

from hashlib import file_digest
from pathlib import Path

DIGEST_SUFFIX = ".sha256"


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a file, as hex. Raises OSError."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def get_digest_path(path: Path) -> Path:
    """Return the path of the file that has the digest of another one."""
    return path.with_name(path.name + DIGEST_SUFFIX)


def store_digest(path: Path, digest: str = "") -> None:
    """Write the digest of a file beside it: ``digest``, or that of its bytes. Raises OSError."""
    get_digest_path(path).write_text(f"{digest or digest_file(path)}  {path.name}\n", encoding="utf-8")


def forget_digest(path: Path) -> None:
    """Delete the digest of a file that is about to change. Raises OSError."""
    get_digest_path(path).unlink(missing_ok=True)


def is_changed(path: Path) -> bool:
    """Return whether a file, or the digest beside it, has changed since it was stored; False if none is stored. Raises OSError."""
    try:
        stored = get_digest_path(path).read_bytes()
    except FileNotFoundError:
        return False
    return stored != f"{digest_file(path)}  {path.name}\n".encode()
