"""fixtures/README.md is the reference: it names every field that a record may have, every word and every limit that a field takes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, get_args, get_origin

import pytest
from annotated_types import Ge, Le, MaxLen
from django.conf import settings
from pydantic import BaseModel, StringConstraints

from archive.management.desk import SHAPES

REFERENCE = (settings.FIXTURES_ROOT / "README.md").read_text("utf-8")
CODE = set(re.findall(r"`([^`]+)`", REFERENCE))


def parts(annotation: object) -> Iterator[object]:
    """The annotation and all that it is made of."""
    yield annotation
    for one in get_args(annotation):
        yield from parts(one)
    for one in getattr(annotation, "__metadata__", ()):
        yield one


def records(shape: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A record type, and those of its parts."""
    yield shape
    for field in shape.model_fields.values():
        for one in parts(field.annotation):
            if isinstance(one, type) and issubclass(one, BaseModel):
                yield from records(one)


def named(shape: type[BaseModel]) -> Iterator[str]:
    """What the reference must name of a record type: its fields, the words they take, their bounds."""
    for name, field in shape.model_fields.items():
        yield name
        for one in (*parts(field.annotation), *field.metadata):
            if get_origin(one) is Literal:
                yield from get_args(one)
            elif isinstance(one, Ge | Le) and (bound := getattr(one, "ge", getattr(one, "le", 0))):
                yield str(bound)


@pytest.mark.parametrize("kind", SHAPES)
def test_every_field_and_every_word_is_named(kind):
    words = {word for shape in records(SHAPES[kind][0]) for word in named(shape)}
    assert sorted(words - CODE) == []


@pytest.mark.parametrize("kind", SHAPES)
def test_every_length_is_named(kind):
    lengths = set()
    for shape in records(SHAPES[kind][0]):
        for field in shape.model_fields.values():
            for one in (*parts(field.annotation), *field.metadata):
                if isinstance(one, StringConstraints | MaxLen) and one.max_length:
                    lengths.add(one.max_length)
    assert sorted(length for length in lengths if not re.search(rf"\b{length}\b", REFERENCE)) == []
