"""Lines of the ledger: what they hold, and which are refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from archive.addresses import RecordKey
from archive.ledger.canonical import digest_line, encode_line
from archive.ledger.lines import (
    RECORD,
    RENAMED,
    SUPPRESSED,
    WITHDRAWN,
    EditionHeader,
    InvalidLine,
    VersionLine,
    encode_suppressed_text,
    format_instant,
    name_version,
    parse_header,
    parse_instant,
    parse_suppressed_text,
    parse_version_line,
)
from tests.support.ledgers import NOTE, REASON

DIGEST, OTHER = "a" * 64, "b" * 64
HEADER = EditionHeader(1, 2, "2026-11-29T12:00:00Z", NOTE, {"claim": 1}, DIGEST, OTHER, DIGEST)
LINES = [
    VersionLine("claim", "arrival", None, RECORD, {"words": "نص"}),
    VersionLine("claim", "arrival", DIGEST, RECORD, {}, REASON),
    VersionLine("sentence", "letter:1.1", DIGEST, WITHDRAWN, "2026-11-28", REASON),
    VersionLine("camp", "x", DIGEST, RENAMED, "place:x"),
    VersionLine("claim", "arrival", None, SUPPRESSED, DIGEST, REASON),
]


def test_header_is_read_as_it_was_written():
    assert parse_header(HEADER.encode().removesuffix(b"\n")) == HEADER
    assert HEADER.instant == datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.outcome)
def test_line_is_read_as_it_was_written(line):
    content = line.encode().removesuffix(b"\n")
    assert parse_version_line(content) == line
    assert name_version(line, content) == (DIGEST if line.outcome == SUPPRESSED else digest_line(content))
    assert ("previous" in json.loads(content)) == (line.outcome != SUPPRESSED)


def test_key_of_a_line():
    assert LINES[2].key == RecordKey("sentence", "letter:1.1")


@pytest.mark.parametrize(
    "fields",
    [
        {"format": 0},
        {"format": "1"},
        {"edition": True},
        {"published": "2026-11-29"},
        {"published": "2026-11-29T12:00:00+00:00"},
        {"published": "2026-1-29T12:00:00Z"},
        {"published": None},
        {"note": "A note"},
        {"note": {"en": "A note"}},
        {"note": {"ar": 1, "en": "A note"}},
        {"counts": []},
        {"previous": "0001"},
        {"previous": 1},
        {"changes": DIGEST.upper()},
        {"state": None},
        {"signature": "x"},
    ],
    ids=str,
)
def test_invalid_header_is_refused(fields):
    with pytest.raises(InvalidLine):
        parse_header(encode_line(json.loads(HEADER.encode()) | fields)[:-1])


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"\xff", b"{", b"[" * 100_000, HEADER.encode()[:-1] + b" "], ids=len
)
def test_line_that_is_no_header_is_refused(content):
    with pytest.raises(InvalidLine):
        parse_header(content)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": ""},
        {"kind": ["claim"]},
        {"identifier": 5},
        {"identifier": ""},
        {"previous": [DIGEST]},
        {"previous": "x"},
        {"record": "words"},
        {"record": None},
        {"withdrawn": "2026-11-28"},
        {"reason": "A reason"},
        {"reason": {"en": "A reason"}},
        {"date": "2026-11-28"},
    ],
    ids=str,
)
def test_invalid_version_line_is_refused(fields):
    with pytest.raises(InvalidLine):
        parse_version_line(encode_line(json.loads(LINES[0].encode()) | fields)[:-1])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b'{"identifier":"a","kind":"claim","previous":null}',
        b'{"identifier":"a","kind":"claim","record":{}}',
        b'{"identifier":"a","kind":"camp","previous":null,"renamed":"x"}',
        b'{"identifier":"a","kind":"claim","suppressed":"x"}',
        LINES[4].encode()[:-1].replace(b":", b": ", 1),
        LINES[4].encode()[:-1].replace(b'"kind"', b'"previous":null,"kind"'),
    ],
)
def test_line_that_is_no_version_is_refused(content):
    with pytest.raises(InvalidLine):
        parse_version_line(content)


def test_note_in_place_of_a_text():
    note = encode_suppressed_text(DIGEST, REASON)
    assert note == b'{"reason":{"ar":"%s","en":"A reason"},"suppressed":"%s"}\n' % (REASON["ar"].encode(), DIGEST.encode())
    assert parse_suppressed_text(note[:-1]) == DIGEST
    for other in (b"{}", note, note.replace(b'"en"', b'"fr"')[:-1], note.replace(b"aaa", b"xxx")[:-1]):
        with pytest.raises(InvalidLine):
            parse_suppressed_text(other)


def test_instants_are_stated_in_utc():
    instant = datetime(2026, 11, 29, 13, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=1)))
    assert format_instant(instant) == "2026-11-29T12:00:00Z"
    assert parse_instant("2026-11-29T12:00:00Z") == instant.replace(microsecond=0)
