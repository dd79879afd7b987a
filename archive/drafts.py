"""Drafts: records that are not to be published yet, and what may still be unwritten in them. Pure.

A draft says ``draft: true``. It is checked like any other record, but a text or an address that is empty or left out is no fault
in it: a filler stands in its place, so that the record can be looked at, and the place is remembered as still to be written.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

Path_ = tuple[str | int, ...]

UNWRITTEN = {"ar": "لم يُكتب بعد", "en": "not yet written"}
NO_ADDRESS = "https://not-yet-written.invalid/"
# Faults of a value that is empty or not there; the last is an empty part where a mapping should be.
EMPTY = ("missing", "string_too_short", "string_pattern_mismatch", "model_type")


def is_draft(data: object) -> bool:
    """Whether plain data of a fixture file carries the mark."""
    return isinstance(data, Mapping) and data.get("draft") == "true"


def filled(kind: type[BaseModel], data: object, faults: Iterable[ErrorDetails]) -> tuple[object, list[Path_]] | None:
    """A copy of ``data`` with fillers where ``faults``, as pydantic tells them, are of the unwritten; and the paths of these.

    None if any fault is another. Parts filled in may have faults of their own: validate again.
    """
    whole, paths = copy.deepcopy(data), []
    for fault in faults:
        path = fault["loc"]
        filler = _filler(kind, path) if _is_empty(fault) else None
        if filler is None:
            return None
        around: Any = whole
        for step in path[:-1]:
            around = around[step]
        around[path[-1]] = filler
        paths.append(path)
    return whole, paths


def _is_empty(fault: ErrorDetails) -> bool:
    return fault["type"] == "missing" or (fault["type"] in EMPTY and fault["input"] == "")


def _filler(kind: type[BaseModel] | None, path: Path_) -> object | None:
    """What stands at ``path`` until it is written; None if nothing may."""
    field = None
    for step in path:
        field = _field(kind, step) if isinstance(step, str) else None
        kind = _record_in(field.annotation) if field else kind
    if field is None or kind is not None:
        return {} if field else None
    told = [*field.metadata, *(one for choice in get_args(field.annotation) for one in get_args(choice)[1:])]
    patterns = {one.pattern for one in told if isinstance(one, StringConstraints)}
    if patterns & {r"\S", r"\w"}:
        return UNWRITTEN["ar" if path[-1] == "ar" else "en"]
    return NO_ADDRESS if any(isinstance(one, str) and one.startswith("^https?:") for one in patterns) else None


def _field(kind: type[BaseModel] | None, name: str) -> FieldInfo | None:
    return kind.model_fields.get(name) if kind else None


def _record_in(annotation: object) -> type[BaseModel] | None:
    """The record type that an annotation names, in a list or beside None or not."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for one in get_args(annotation) if (found := _record_in(one))), None)
