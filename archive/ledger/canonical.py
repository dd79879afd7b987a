"""The canonical form of JSON (RFC 8785), and the digests that are computed over it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import rfc8785


def encode_line(value: dict) -> bytes:
    """Return the canonical form of a JSON object as one line, with its line feed."""
    return rfc8785.dumps(value) + b"\n"


def digest_line(line: bytes) -> str:
    """Return the SHA-256, as hex, of a line without its line feed."""
    return sha256(line.removesuffix(b"\n")).hexdigest()


def digest_versions(versions: Iterable[tuple[str, str, str]]) -> str:
    """Return the SHA-256, as hex, of a list of versions: triples of version, kind and identifier, in any order."""
    digest = sha256()
    for line in sorted(map(format_checksum, versions)):  # one by one: together they are tens of megabytes
        digest.update(line.encode())
    return digest.hexdigest()


def format_checksum(version: tuple[str, str, str]) -> str:
    """Return a line as ``sha256sum`` writes it: the version, two spaces and the name of the record's file."""
    digest, kind, identifier = version
    return f"{digest}  {kind}/{identifier}.json\n"
