"""Whatever is wrong in a field, the archivist is told in words, in either language, what belongs there and never what a program calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.utils.translation import gettext, override

from archive.expectations import EXPECTATIONS, SHAPED
from archive.management.desk import SHAPES
from archive.problems import Problem, Spot
from archive.recordtypes import as_record
from archive.yamlfiles import Document
from tests.support.yaml_document import read_yaml

WRONG = ["", "  ", "?!", "x" * 2000, "-1", "9" * 400, "1e9", "1.23456", "2026-02-30", "٣", [], {}, [[]], [{}], {"a": "b"}, "draft"]
ARABIC = re.compile(r"[\u0621-\u064a]{2,}")
CLAIM = {"statement": {"ar": "قول", "en": "A claim."}, "evidence": []}
RECEIVED = {"file": "a.txt", "encoding": "utf-16", "sha256": "0" * 64, "bytes": "1"}


def paths(data: object, path: tuple = ()) -> Iterator[tuple]:
    yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data[:1]) if isinstance(data, list) else ()
    for key, value in inner:
        yield from paths(value, (*path, key))


def put(data: object, path: tuple, value: object) -> object:
    if not path:
        return value
    if isinstance(data, dict):
        return {**data, path[0]: put(data[path[0]], path[1:], value)}
    return [put(one, path[1:], value) if at == path[0] else one for at, one in enumerate(data)]


def problems(kind: str) -> Iterator[Problem]:
    shape, files = SHAPES[kind]
    for file in sorted(settings.FIXTURES_ROOT.glob(files))[:3]:
        data = read_yaml(settings.FIXTURES_ROOT, file.relative_to(settings.FIXTURES_ROOT).as_posix()).data
        data = {**data, **({"received": RECEIVED, "published": "1945"} if kind == "source" else {})}
        for path in paths(data):
            for wrong in WRONG:
                yield from as_record(shape, Document("a.yaml", put(data, path, wrong), lambda: ""))[1]


@pytest.mark.parametrize("kind", SHAPES)
def test_what_belongs_in_a_field_is_told_in_words(kind):
    told = {one.values["expected"] for one in problems(kind) if one.id == "record.wrong-value"}
    assert told
    assert told <= EXPECTATIONS


@pytest.mark.parametrize("expected", sorted(EXPECTATIONS))
def test_the_words_speak_arabic(expected):
    with override("ar"):
        assert ARABIC.search(gettext(expected))


@pytest.mark.parametrize(("language", "choice"), [("en", "one of these words: camp, sea"), ("ar", "camp, sea")])
def test_the_words_are_filled(language, choice):
    values = {"found": "a list", SHAPED: "yes", "expected": "one of these words: %(choices)s", "choices": "camp, sea"}
    found, expected, _remedy = Problem("record.wrong-value", Spot("a.yaml"), values).words(language)
    assert choice in expected
    assert ("a list" in found) == (language == "en")


@pytest.mark.parametrize(
    "written", ["at most %(bound)s characters", "one of these words: %(choices)s", "100 %", "a list", "syntax error"]
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_the_archivist_wrote_is_shown_as_it_stands(written, language):
    (problem,) = as_record(SHAPES["claim"][0], Document("a.yaml", {**CLAIM, "claim": written}, lambda: ""))[1]
    assert written in problem.words(language)[0]
