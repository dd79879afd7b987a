"""Identifiers of texts as Software Heritage computes them from the content alone (SWHID, ISO/IEC 18670)."""

from __future__ import annotations

from hashlib import sha1


def compute_swhid(content: bytes) -> str:
    """Return the SWHID of a file's content, which ends with the SHA-1 that ``git hash-object`` prints."""
    blob = b"blob %d\0" % len(content) + content
    return f"swh:1:cnt:{sha1(blob, usedforsecurity=False).hexdigest()}"
