"""What every fixture record is made of: the field types, and the one way from plain data to a typed record or its problems."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from archive import expectations
from archive.drafts import Path_, filled, is_draft
from archive.labels import LANGUAGES
from archive.problems import Problem
from archive.record_keys import PassageKey, RecordKey
from archive.yamlfiles import Document

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
SentenceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+:[1-9][0-9]*\.[1-9][0-9]*$", max_length=120)]
PlaceId = Annotated[str, StringConstraints(pattern=r"^(camp|place):[a-z0-9]+(-[a-z0-9]+)*$", max_length=90)]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Ref = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*(\.[1-9][0-9]*)?$", max_length=20)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[!#-;=?-\[\]_a-z~]+$", max_length=500)]
EncodingName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]+$", max_length=40)]
Status = Literal["plain", "emended", "supplied", "uncertain"]
TRUTHS = {"true": True, "false": False}
Truth = Annotated[bool, BeforeValidator(lambda value: TRUTHS.get(value, value) if isinstance(value, str) else value), Strict()]
DAY, NUMBER, DECIMAL = (
    re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    re.compile(r"\d+", re.ASCII),
    re.compile(r"-?\d+(\.\d+)?", re.ASCII),
)


def written_as(shape: re.Pattern, expected: str, read: Callable[[str], object] = str) -> BeforeValidator:
    """Lets through only text of that shape, so that ``1_0``, ``+5`` or a week's date is no number and no day.

    What is refused is told by what is ``expected``, one of EXPECTATIONS.
    """

    def check(value: object) -> object:
        if not isinstance(value, str):
            return value
        if not shape.fullmatch(value):
            raise ValueError(expected)
        try:
            return read(value)
        except ValueError as error:
            raise ValueError(expected) from error

    return BeforeValidator(check)


ReadOn = Annotated[date, written_as(DAY, expectations.DAY, date.fromisoformat)]
Words = Annotated[str, StringConstraints(min_length=1, pattern=r"\w")]


class Record(BaseModel):
    """A fixture record or a part of one: no field unknown, none changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def key(self) -> str:
        """``kind:identifier`` of a record that stands in a file of its own."""
        return ""

    def rests_on(self) -> set[str]:
        """``kind:identifier`` of all that the record must agree with."""
        return set()


class Draftable(Record):
    """A record that is not published while it says ``draft: true``."""

    draft: Truth = False


class Bilingual(Record):
    """The same text in both languages of the archive."""

    ar: Words
    en: Words


def source_of(passage: str) -> str:
    """``source:<source>`` of a passage's identifier."""
    return str(RecordKey("source", PassageKey.parse(passage).source))


class Quote(Record):
    """Words of a sentence, exactly; prefix and suffix where the words alone stand there more than once."""

    passage: SentenceId
    quote: Text
    prefix: str = ""
    suffix: str = ""


AnyRecord = TypeVar("AnyRecord", bound=Record)


def _pattern(kind: object) -> str:
    constraints = (one.pattern for one in get_args(kind)[1:] if isinstance(one, StringConstraints))
    return next(pattern for pattern in constraints if isinstance(pattern, str))


# What belongs where a text must have the pattern of its type.
PATTERNS = {
    _pattern(one): expected
    for one, expected in (
        (Identifier, expectations.IDENTIFIER),
        (SentenceId, expectations.SENTENCE),
        (PlaceId, expectations.PLACE),
        (FileName, expectations.FILE_NAME),
        (Ref, expectations.REF),
        (Language, expectations.LANGUAGE),
        (Sha256, expectations.DIGEST),
        (WebAddress, expectations.ADDRESS),
        (EncodingName, expectations.ENCODING),
        (Text, expectations.TEXT),
        (Words, expectations.WORDS),
    )
}


# How deep parts left out may lie within parts left out.
ROUNDS = 4


def as_record(kind: type[AnyRecord], document: Document) -> tuple[AnyRecord | None, list[Problem], list[Path_]]:
    """``document`` as a record of ``kind``, or None and every problem of its shape; and what a draft has still to be given."""
    data = document.data
    unwritten: list[Path_] = []
    for _round in range(ROUNDS):
        try:
            return kind.model_validate(data), [], unwritten
        except ValidationError as error:
            faults = error.errors()
        more = filled(kind, data, faults) if is_draft(data) else None
        if more is None:
            break
        data, unwritten = more[0], [*unwritten, *more[1]]
    return None, [_problem(document, fault["loc"], fault) for fault in faults], []


def _problem(document: Document, path: Path_, fault: ErrorDetails) -> Problem:
    name = str(path[-1]) if path else ""
    if fault["type"] == "missing":
        id_ = "record.missing-translation" if name in LANGUAGES else "record.missing-field"
        return Problem(id_, document.spot(*path[:-1]), {"field": name})
    if fault["type"] == "extra_forbidden":
        return Problem("record.unknown-field", document.spot(*path, "<key>"), {"field": name})
    if name in LANGUAGES and fault["input"] == "":
        return Problem("record.missing-translation", document.spot(*path), {"field": name})
    return Problem("record.wrong-value", document.spot(*path), expectations.values_of(fault, PATTERNS))
