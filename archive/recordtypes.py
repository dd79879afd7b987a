"""What every fixture record is made of: the field types, and the one way from plain data to a typed record or its problems."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict, StringConstraints, ValidationError

from archive.fixturefiles import Document
from archive.problems import Problem

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
PassageId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+:[1-9][0-9]*(\.[1-9][0-9]*)?$", max_length=120)]
PlaceId = Annotated[str, StringConstraints(pattern=r"^(camp|place):[a-z0-9]+(-[a-z0-9]+)*$", max_length=90)]
FileName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
Ref = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*(\.[1-9][0-9]*)?$", max_length=20)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)]
Status = Literal["plain", "emended", "supplied", "uncertain"]
TRUTHS = {"true": True, "false": False}
Truth = Annotated[bool, BeforeValidator(lambda value: TRUTHS.get(value, value) if isinstance(value, str) else value), Strict()]
ReadOn = Annotated[date, BeforeValidator(lambda value: date.fromisoformat(value) if isinstance(value, str) else value)]


class Record(BaseModel):
    """A fixture record or a part of one: no field unknown, none changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bilingual(Record):
    """The same text in both languages of the archive."""

    ar: Text
    en: Text


class Quote(Record):
    """Words of a passage, exactly; prefix and suffix where the words alone stand there more than once."""

    passage: PassageId
    quote: Text
    prefix: str = ""
    suffix: str = ""


AnyRecord = TypeVar("AnyRecord", bound=Record)

EXPECTED = {
    "string_pattern_mismatch": "%(pattern)s",
    "literal_error": "%(expected)s",
    "greater_than_equal": "≥ %(ge)s",
    "less_than_equal": "≤ %(le)s",
    "string_too_short": "≥ 1",
    "string_too_long": "≤ %(max_length)s",
    "int_parsing": "0, 1, 2 …",
    "int_type": "0, 1, 2 …",
    "decimal_parsing": "52.7662",
    "decimal_max_places": "52.7662",
    "value_error": "2026-11-23",
    "bool_type": "true, false",
    "bool_parsing": "true, false",
    "model_type": "field: value",
    "list_type": "- …",
    "string_type": "“…”",
}


def as_record(
    kind: type[AnyRecord], document: Document, path: tuple[str | int, ...] = ()
) -> tuple[AnyRecord | None, list[Problem]]:
    """The part of ``document`` at ``path`` as a record of ``kind``; or None and every problem of its shape."""
    data = document.data
    for step in path:
        data = data[step]
    try:
        return kind.model_validate(data), []
    except ValidationError as error:
        return None, [_problem(document, (*path, *fault["loc"]), fault) for fault in error.errors()]


def _problem(document: Document, path: tuple, fault: dict) -> Problem:
    name = str(path[-1]) if path else ""
    if fault["type"] == "missing":
        id_ = "record.missing-translation" if name in ("ar", "en") else "record.missing-field"
        return Problem(id_, document.spot(*path[:-1]), {"field": name})
    if fault["type"] == "extra_forbidden":
        return Problem("record.unknown-field", document.spot(*path, "<key>"), {"field": name})
    if name in ("ar", "en") and fault["input"] == "":
        return Problem("record.missing-translation", document.spot(*path), {"field": name})
    expected = EXPECTED.get(fault["type"], "%(msg)s") % {**fault.get("ctx", {}), "msg": fault["msg"]}
    found = fault["input"] if isinstance(fault["input"], str) else type(fault["input"]).__name__
    return Problem("record.wrong-value", document.spot(*path), {"found": found[:80], "expected": expected})
