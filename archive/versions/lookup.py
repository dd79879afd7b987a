"""Records and versions by what a reader has of them: a version's name, an old identifier, or a permanent address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, get_args

from archive.addresses import RecordKey, RegisteredKind
from archive.models import RecordVersion
from archive.versions.history import (
    VERSION_PATTERN,
    AmbiguousVersion,
    UnknownVersion,
    find_version,
    find_versions_of_any_record,
    follow_renames,
)

# Maximum versions that a name leads to
MAX_VERSIONS = 5
SENTENCE_KINDS = ("passage", "sentence")
KINDS = (*get_args(RegisteredKind), *SENTENCE_KINDS)
KEY_PATTERN = re.compile(
    rf"(?:(?:https?://[^/\s]+)?/?id/)?(?P<kind>{'|'.join(KINDS)})[/:](?P<identifier>[a-z0-9-]+(?::\d+\.\d+)?)"
    r"(?:/(?P<version>[0-9a-f]{8,64})|/versions|/edition/\d+)?(?:\.[a-z.]+)?/?"
)
IDENTIFIER_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class NamedLine(NamedTuple):
    """A line of the ledger; ``is_version``: it was named itself, and not its record."""

    line: RecordVersion
    is_version: bool


def find_named_lines(text: str) -> list[NamedLine]:
    """Return the versions that a text names, or the last lines of the records; none if it names none.

    A version is named by 8 hexadecimal digits or more; a record by its permanent address, by ``kind:identifier``, or, if it was given
    up, by its identifier alone.
    """
    text = text.strip().lower()
    if VERSION_PATTERN.fullmatch(text):
        return [NamedLine(version, is_version=True) for version in find_versions_of_any_record(text, MAX_VERSIONS)]
    if match := KEY_PATTERN.fullmatch(text):
        return list(_find_keyed_lines(match["kind"], match["identifier"], match["version"] or ""))
    if not IDENTIFIER_PATTERN.fullmatch(text):
        return []
    retired = RecordVersion.objects.filter(kind__in=get_args(RegisteredKind), identifier=text, outcome__in=("withdrawn", "renamed"))
    lines = (follow_renames(RecordKey(kind, text))[1] for kind in sorted(set(retired.values_list("kind", flat=True))))
    return [
        NamedLine(line, is_version=False)
        for line in lines
        if line and (line.identifier != text or line.outcome == RecordVersion.Outcome.WITHDRAWN)
    ]


def _find_keyed_lines(kind: str, identifier: str, version: str) -> Iterator[NamedLine]:
    if (":" in identifier) != (kind in SENTENCE_KINDS):
        return
    key = RecordKey("sentence" if kind in SENTENCE_KINDS else kind, identifier)
    last = follow_renames(key)[1]
    if last is None:
        return
    try:
        yield NamedLine(find_version(key, version), is_version=True) if version else NamedLine(last, is_version=False)
    except AmbiguousVersion as error:
        yield from (NamedLine(line, is_version=True) for line in error.versions)
    except UnknownVersion:
        yield NamedLine(last, is_version=False)
