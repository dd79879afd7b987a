"""Removal of versions and texts by law: a reason is in their place, and the digests and the chain still verify."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from archive.addresses import RecordKey
from archive.ledger.chain import SUPPRESSED_TEXT, TEXTS_FOLDER, Ledger
from archive.ledger.lines import (
    RECORD,
    SUPPRESSED,
    VersionLine,
    encode_suppressed_text,
    name_version,
    parse_version_line,
)
from archive.ledger.writing import write_file


class SuppressionRefused(Exception):
    """A version or text that cannot be suppressed. ``code`` says why; ``values`` are for its message."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}")
        self.code, self.values = code, values


class StoredVersion(NamedTuple):
    """A version and its line. ``number``: of the line in its file, from 1."""

    version: str
    line: VersionLine
    edition: int
    number: int

    @property
    def key(self) -> RecordKey:
        """Kind and identifier of the record."""
        return self.line.key


def suppress_version(ledger: Ledger, name: str, reason: dict[str, str]) -> StoredVersion:
    """Put a reason in place of the version whose name begins with ``name``, and return it; the caller holds the lock.

    Raises SuppressionRefused unless exactly one version has the name, is a record, and is not in force; OSError.
    """
    matches = [stored for stored in iterate_versions(ledger) if stored.version.startswith(name)]
    if len(matches) != 1:
        raise SuppressionRefused("ambiguous" if matches else "unknown", version=name, count=len(matches))
    stored = matches[0]
    values = {"version": stored.version, "key": stored.key}
    if stored.line.outcome == SUPPRESSED:
        raise SuppressionRefused("suppressed", **values)
    if stored.line.outcome != RECORD:
        raise SuppressionRefused("no-record", **values)
    if stored.version == ledger.last_lines[stored.key].version:
        raise SuppressionRefused("in-force", **values)
    path = ledger.editions[stored.edition - 1].path
    lines = path.read_bytes().split(b"\n")
    suppressed = VersionLine(*stored.key, None, SUPPRESSED, stored.version, reason)
    lines[stored.number - 1] = suppressed.encode().removesuffix(b"\n")
    write_file(path, b"\n".join(lines))
    return stored


def suppress_text(ledger: Ledger, digest: str, reason: dict[str, str]) -> list[StoredVersion]:
    """Put a note in place of a text, and return the versions that quote it still; the caller holds the lock.

    Raises SuppressionRefused if there is no such text, or a version in force is of it; OSError.
    """
    path = ledger.folder / TEXTS_FOLDER / digest
    if not path.exists():
        raise SuppressionRefused("suppressed-text" if ledger.is_text_suppressed(digest) else "unknown-text", digest=digest)
    quoting = [stored for stored in iterate_versions(ledger, containing=digest) if stored.line.outcome == RECORD]
    for stored in quoting:
        if stored.version == ledger.last_lines[stored.key].version:
            raise SuppressionRefused("text-in-force", digest=digest, key=stored.key)
    write_file(path.with_name(f"{digest}{SUPPRESSED_TEXT}"), encode_suppressed_text(digest, reason))
    path.unlink()
    return quoting


def iterate_versions(ledger: Ledger, *, containing: str = "") -> Iterator[StoredVersion]:
    """Yield the versions of all editions in their order; with ``containing``, those whose line has these characters."""
    for edition in range(1, ledger.number + 1):
        for number, content in enumerate(ledger.iterate_lines(edition), 2):
            if containing.encode() in content:
                line = parse_version_line(content)
                yield StoredVersion(name_version(line, content), line, edition, number)
