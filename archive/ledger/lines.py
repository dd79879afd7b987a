"""The lines of a ledger file: the header of an edition, and a line for each version that is new in it."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from pydantic_core import from_json

from archive.addresses import RecordKey
from archive.ledger.canonical import digest_line, encode_line
from archive.vocabulary import LANGUAGES

VERSION_PATTERN = re.compile(r"[0-9a-f]{64}")
# How a line with the version of a record begins in canonical form; identifiers and kinds have no escaped characters
LINE_KEY = re.compile(rb'\{"identifier":"([^"\\]+)","kind":"([a-z]+)",')
INSTANT_FORMAT = "%Y-%m-%dT%H:%M:%SZ"
# Outcomes, each named like the field that a line of it has.
RECORD, WITHDRAWN, RENAMED, SUPPRESSED = "record", "withdrawn", "renamed", "suppressed"
OUTCOMES = (RECORD, WITHDRAWN, RENAMED, SUPPRESSED)
# Outcomes of lines that are versions, and do not say that the record was given up
VERSION_OUTCOMES = (RECORD, SUPPRESSED)


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


def name_version(line: VersionLine, content: bytes) -> str:
    """Return the name of the version on a line, ``content``: the SHA-256 that the line has, or had before it was suppressed."""
    return str(line.value) if line.outcome == SUPPRESSED else digest_line(content)


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
        instant = parse_instant(header.published)
    except (TypeError, ValueError) as error:
        raise InvalidLine(str(error)) from error
    if format_instant(instant) != header.published:
        raise InvalidLine("published is an instant such as 2026-11-29T12:00:00Z")
    if not (_is_digest(header.changes) and _is_digest(header.state) and (header.previous is None or _is_digest(header.previous))):
        raise InvalidLine("changes, state and previous are SHA-256 digests")
    if not all(type(number) is int and number > 0 for number in (header.format, header.edition)):
        raise InvalidLine("format and edition are numbers from 1")
    if not (_is_translated(header.note) and isinstance(header.counts, dict)):
        raise InvalidLine("note is a text in each language, counts a number for each kind")
    _require_canonical(fields, line)
    return header


def parse_version_line(line: bytes) -> VersionLine:
    """Return the version that a line states. Raises InvalidLine."""
    fields = _parse_object(line)
    outcome = next((name for name in OUTCOMES if name in fields), "")
    expected = {"kind", "identifier", outcome} | ({"previous"} if outcome != SUPPRESSED else set())
    if not outcome or not expected <= fields.keys() <= expected | {"reason"}:
        raise InvalidLine("a line has kind, identifier, previous and one of " + ", ".join(OUTCOMES))
    value, previous, reason = fields[outcome], fields.get("previous"), fields.get("reason")
    if not isinstance(value, dict if outcome == RECORD else str):
        raise InvalidLine(f"{outcome} has another type")
    if not all(fields[name] and isinstance(fields[name], str) for name in ("kind", "identifier")):
        raise InvalidLine("kind and identifier are texts")
    if not (previous is None or _is_digest(previous)) or (outcome == SUPPRESSED and not _is_digest(value)):
        raise InvalidLine("previous and suppressed are SHA-256 digests")
    if outcome == RENAMED and not all(RecordKey.parse(str(value))):
        raise InvalidLine("renamed is a kind and an identifier")
    if reason is not None and not _is_translated(reason):
        raise InvalidLine("reason is a text in each language")
    if outcome == SUPPRESSED:
        _require_canonical(fields, line)  # no digest is over these lines
    return VersionLine(fields["kind"], fields["identifier"], previous, outcome, value, reason)


def read_version_line(line: bytes) -> VersionLine:
    """Return the version that a verified line states. Raises ValueError if it is no JSON; nothing else is checked again."""
    fields = from_json(line)
    outcome = RECORD if RECORD in fields else next(name for name in OUTCOMES if name in fields)
    return VersionLine(fields["kind"], fields["identifier"], fields.get("previous"), outcome, fields[outcome], fields.get("reason"))


def read_key(line: bytes) -> RecordKey:
    """Return the key of the record that a verified line is about, without reading the rest of it."""
    match = LINE_KEY.match(line)
    return RecordKey(match[2].decode(), match[1].decode()) if match else read_version_line(line).key


def encode_suppressed_text(digest: str, reason: dict[str, str]) -> bytes:
    """Return the note that is in place of a suppressed text, given by its SHA-256."""
    return encode_line({SUPPRESSED: digest, "reason": reason})


def parse_suppressed_text(line: bytes) -> str:
    """Return the SHA-256 of the text in whose place the note is. Raises InvalidLine."""
    fields = _parse_object(line)
    if fields.keys() != {SUPPRESSED, "reason"} or not (_is_digest(fields[SUPPRESSED]) and _is_translated(fields["reason"])):
        raise InvalidLine("a note has the SHA-256 of the suppressed text and a reason in each language")
    _require_canonical(fields, line)
    return fields[SUPPRESSED]


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and VERSION_PATTERN.fullmatch(value) is not None


def _is_translated(value: object) -> bool:
    return isinstance(value, dict) and set(LANGUAGES) <= value.keys() and all(isinstance(text, str) for text in value.values())


def _require_canonical(fields: dict, line: bytes) -> None:
    try:
        canonical = encode_line(fields)
    except ValueError as error:
        raise InvalidLine(str(error)) from error
    if canonical.removesuffix(b"\n") != line:
        raise InvalidLine("a line is in canonical form (RFC 8785)")


def _parse_object(line: bytes) -> dict:
    try:
        fields = from_json(line)
    except ValueError:
        fields = _explain_invalid_json(line)
    if not isinstance(fields, dict):
        raise InvalidLine("a line is a JSON object")
    return fields


def _explain_invalid_json(line: bytes) -> object:
    """Raise InvalidLine with the reason that Python's own parser states, or return what it reads nevertheless."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidLine(str(error)) from error
