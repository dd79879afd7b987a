"""The lines of a ledger file: the header of an edition, and a line for each version that is new in it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from archive.addresses import RecordKey
from archive.ledger.canonical import encode_line

VERSION_PATTERN = re.compile(r"[0-9a-f]{64}")
INSTANT_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
# Outcomes, each named like the field that a line of it has.
RECORD, WITHDRAWN, RENAMED, SUPPRESSED = "record", "withdrawn", "renamed", "suppressed"
OUTCOMES = (RECORD, WITHDRAWN, RENAMED, SUPPRESSED)


class InvalidLine(ValueError):
    """A line that is not what the ledger demands; its argument says why, in English."""


@dataclass(frozen=True)
class EditionHeader:
    """The first line of a ledger file.

    ``published``: UTC, with seconds. ``note``: by language. ``counts``: the lines of each kind. ``previous``: SHA-256 of the
    previous file's header; None in edition 1. ``changes`` and ``state``: digests over the versions of this file, and over all in force.
    """

    format: int
    edition: int
    published: str
    note: dict[str, str]
    counts: dict[str, int]
    previous: str | None
    changes: str
    state: str

    def encode(self) -> bytes:
        """Return the header as a line of the ledger."""
        return encode_line(asdict(self))

    @property
    def instant(self) -> datetime:
        """The instant of publication."""
        return parse_instant(self.published)


class VersionLine(NamedTuple):
    """A version of a record, or what became of the record.

    ``outcome``: the name of the field that has ``value``. This is a record (dict), the day of a withdrawal (ISO 8601), the key
    of the record that a renamed one became, or the version that was suppressed. ``reason``: by language, or None.
    """

    kind: str
    identifier: str
    previous: str | None
    outcome: str
    value: dict | str
    reason: dict[str, str] | None = None

    @property
    def key(self) -> RecordKey:
        """Kind and identifier of the record."""
        return RecordKey(self.kind, self.identifier)

    def encode(self) -> bytes:
        """Return the version as a line of the ledger."""
        fields: dict[str, object] = {"kind": self.kind, "identifier": self.identifier, self.outcome: self.value}
        if self.outcome != SUPPRESSED:
            fields["previous"] = self.previous
        if self.reason is not None:
            fields["reason"] = self.reason
        return encode_line(fields)


def parse_instant(text: str) -> datetime:
    """Return the instant that ``text`` states. Raises ValueError."""
    return datetime.strptime(text, INSTANT_FORMAT).replace(tzinfo=UTC)


def format_instant(instant: datetime) -> str:
    """Return an instant as the ledger states it: UTC, with seconds."""
    return instant.astimezone(UTC).strftime(INSTANT_FORMAT)


def parse_header(line: bytes) -> EditionHeader:
    """Return the header that a line states. Raises InvalidLine."""
    fields = _parse_object(line)
    try:
        header = EditionHeader(**fields)
        parse_instant(header.published)
    except (TypeError, ValueError) as error:
        raise InvalidLine(str(error)) from error
    digests = [header.changes, header.state, *([] if header.previous is None else [header.previous])]
    if not all(isinstance(digest, str) and VERSION_PATTERN.fullmatch(digest) for digest in digests):
        raise InvalidLine("changes, state and previous are SHA-256 digests")
    if not all(type(number) is int and number > 0 for number in (header.format, header.edition)):
        raise InvalidLine("format and edition are numbers from 1")
    return header


def parse_version_line(line: bytes) -> VersionLine:
    """Return the version that a line states. Raises InvalidLine."""
    fields = _parse_object(line)
    outcome = next((name for name in OUTCOMES if name in fields), "")
    expected = {"kind", "identifier", outcome} | ({"previous"} if outcome != SUPPRESSED else set())
    if not outcome or not expected <= fields.keys() <= expected | {"reason"}:
        raise InvalidLine("a line has kind, identifier, previous and one of " + ", ".join(OUTCOMES))
    previous = fields.get("previous")
    if outcome == SUPPRESSED and not VERSION_PATTERN.fullmatch(str(fields[SUPPRESSED])):
        raise InvalidLine("suppressed is a SHA-256 digest")
    if not isinstance(fields[outcome], dict if outcome == RECORD else str):
        raise InvalidLine(f"{outcome} has another type")
    return VersionLine(str(fields["kind"]), str(fields["identifier"]), previous, outcome, fields[outcome], fields.get("reason"))


def _parse_object(line: bytes) -> dict:
    try:
        fields = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidLine(str(error)) from error
    if not isinstance(fields, dict):
        raise InvalidLine("a line is a JSON object")
    return fields
