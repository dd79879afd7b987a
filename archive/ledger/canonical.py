"""The canonical form of JSON (RFC 8785), and the digests that are computed over it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from hashlib import sha256

import rfc8785

from archive.addresses import RecordKey


def encode_line(value: dict) -> bytes:
    """Return the canonical form of a JSON object as one line, with its line feed."""
    return rfc8785.dumps(value) + b"\n"


def digest_line(line: bytes) -> str:
    """Return the SHA-256, as hex, of a line without its line feed."""
    return sha256(line.removesuffix(b"\n")).hexdigest()


def digest_versions(keys: Iterable[RecordKey], read_version: Callable[[RecordKey], str]) -> str:
    """Return the SHA-256, as hex, of a list of versions: the sorted checksums of records, whose keys may come in any order."""
    parts = defaultdict[str, list[RecordKey]](list)
    for key in keys:
        parts[read_version(key)[:2]].append(key)
    digest = sha256()
    for _start, part in sorted(parts.items()):  # part by part: all checksums together are tens of megabytes
        for checksum in sorted(format_checksum(read_version(key), *key) for key in part):
            digest.update(checksum.encode())
    return digest.hexdigest()


def format_checksum(version: str, kind: str, identifier: str) -> str:
    """Return a line as ``sha256sum`` writes it: the version, two spaces and the name of the record's file."""
    return f"{version}  {kind}/{identifier}.json\n"
