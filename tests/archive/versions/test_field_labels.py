"""Every field of the published records has a label in both languages; an unknown one is shown by its name."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from django.utils.translation import override
from pydantic import BaseModel

from archive.fixtures.records.authorities import AuthorityFileRecord
from archive.fixtures.records.claims import ClaimRecord, QuestionRecord
from archive.fixtures.records.primer import StoryRecord, TermRecord
from archive.fixtures.records.sources import MentionsRecord, SentenceRecord, SourceRecord
from archive.fixtures.records.types import Quote
from archive.versions.differences import Path
from archive.versions.field_labels import CODE_LABELS, FIELD_LABELS, label_code, label_field, label_part
from camps.records import PlaceRecord
from marches.records import MovementRecord, RouteRecord
from tests.support.repository import ROOT

KINDS: list[tuple[str, type[BaseModel]]] = [
    ("source", SourceRecord),
    ("source", MentionsRecord),
    ("sentence", SentenceRecord),
    ("claim", ClaimRecord),
    ("camp", PlaceRecord),
    ("place", PlaceRecord),
    ("route", RouteRecord),
    ("movement", MovementRecord),
    ("question", QuestionRecord),
    ("term", TermRecord),
    ("story", StoryRecord),
    ("authority", AuthorityFileRecord),
]
# Fields of the ledger that fixture records lack, and of fixtures that the ledger lacks.
COMPUTED_FIELDS = ("start", "end", "text", "status")
LEDGER_PATHS: list[tuple[str, Path]] = [
    ("source", ("paragraphs",)),
    *(("source", ("paragraphs", 0, name)) for name in ("ref", "start", "end")),
    *(("sentence", path) for path in [("source",), ("text",), ("readings",), ("readings", 0)]),
    *(("sentence", ("readings", 0, name)) for name in ("language", "status", "text")),
    *(("sentence", ("readings", 0, name, language)) for name in ("note", "by") for language in ("ar", "en")),
    ("story", ("line",)),
    *((kind, ("follows",)) for kind in ("question", "term", "story", "authority")),
]
FIXTURE_ONLY = {("sentence", "reading"), ("sentence", "note"), ("sentence", "other_readings")}


def walk_type(annotation: Any) -> Iterator[Path]:
    """Yield the paths in a value of a type; of a list, those of its first item."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from walk_type(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for choice in get_args(annotation):
            yield from walk_type(choice)
    elif origin is list:
        yield (0,)
        yield from ((0, *path) for path in walk_type(get_args(annotation)[0]))
    elif origin is not Literal and isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield (name,)
            yield from ((name, *path) for path in walk_type(field.annotation))
        yield from ((name,) for name in COMPUTED_FIELDS if issubclass(annotation, Quote))


def list_paths() -> list[tuple[str, Path]]:
    paths = [(kind, path) for kind, record_type in KINDS for path in walk_type(record_type)]
    return [(kind, path) for kind, path in paths if "draft" not in path and (kind, path[0]) not in FIXTURE_ONLY] + LEDGER_PATHS


def walk_value(value: Any) -> Iterator[Path]:
    """Yield the paths in a value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in items:
        yield (name,)
        yield from ((name, *path) for path in walk_value(item))


def list_published_paths() -> Iterator[tuple[str, Path]]:
    """Yield the paths in the records of the ledger."""
    for file in sorted((ROOT / "fixtures" / "editions").glob("*.jsonl")):
        lines = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
        yield from ((line["kind"], path) for line in lines if "record" in line for path in walk_value(line["record"]))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_field_has_a_label(language):
    with override(language):
        labels = {(kind, path): label_field(kind, path) for kind, path in [*list_paths(), *list_published_paths()]}
    assert len(labels) > 300
    assert [key for key, label in labels.items() if "<code>" in label or not label or "None" in label] == []


@pytest.mark.parametrize("kind", FIELD_LABELS)
def test_fields_of_a_kind_have_different_labels(kind):
    assert len({str(label) for label in FIELD_LABELS[kind].values()}) == len(FIELD_LABELS[kind])


@pytest.mark.parametrize(
    ("kind", "path", "english", "arabic"),
    [
        ("claim", ("statement", "ar"), "Statement (Arabic)", "نص المستخلَص (العربية)"),
        ("claim", ("evidence", 1, "quote"), "Evidence 2: quotation", "الشاهد 2: الاقتباس"),
        ("claim", ("evidence", 1), "Evidence 2", "الشاهد 2"),
        ("claim", ("date", "edtf"), "Date: EDTF", "التاريخ: EDTF"),
        ("claim", ("date", "note", "en"), "Date: note (English)", "التاريخ: الحاشية (الإنجليزية)"),
        ("claim", ("about", 3), "What it is about", "موضوع المستخلَص"),
        ("sentence", ("readings", 0, "note", "ar"), "Reading 1: note (Arabic)", "القراءة 1: الحاشية (العربية)"),
        ("sentence", ("readings", 0, "text"), "Reading 1: text", "القراءة 1: النص"),
        ("camp", ("names", "de"), "Name (German)", "الاسم (الألمانية)"),
        ("camp", ("names", "uk"), "Name (Ukrainian)", "الاسم (الأوكرانية)"),
        ("camp", ("variants", 0, "met", "en"), "Other name 1: where it was met (English)", "اسم آخر 1: أين وُجد (الإنجليزية)"),
        ("term", ("forms", "ar", 2), "Forms of the term (Arabic)", "صيغ اللفظ (العربية)"),
        ("source", ("text", "sha256"), "Text file: SHA-256", "ملف النص: SHA-256"),
        ("claim", ("numbers", 0, "of_it"), "<code>numbers</code>: <code>of_it</code>", "<code>numbers</code>: <code>of_it</code>"),
        ("claim", ("quantities", 0, "of"), "Number stated 1: whom it counts", "العدد المذكور 1: من يعدّهم"),
        ("claim", ("quantities", 0, "unit"), "Number stated 1: unit", "العدد المذكور 1: الوحدة"),
        ("movement", ("certainty",), "Certainty", "درجة اليقين"),
        ("claim", ("quantities", 0, "note", "ar"), "Number stated 1: note (Arabic)", "العدد المذكور 1: الحاشية (العربية)"),
        ("claim", ("a<b",), "<code>a&lt;b</code>", "<code>a&lt;b</code>"),
        ("ship", ("name",), "<code>name</code>", "<code>name</code>"),
    ],
)
def test_label_of_field(kind, path, english, arabic):
    labels = []
    for language in ("en", "ar"):
        with override(language):
            labels.append(label_field(kind, path))
    assert labels == [english, arabic]


@pytest.mark.parametrize(
    ("path", "within", "label"),
    [
        (("evidence", 1, "quote"), ("evidence", 1), "quotation"),
        (("statement", "ar"), ("statement",), "Arabic"),
        (("date", "note", "en"), ("date",), "note (English)"),
        (("about",), ("about",), ""),
    ],
)
def test_label_within_a_part(path, within, label):
    with override("en"):
        assert label_part(path, within) == label


@pytest.mark.parametrize(
    ("kind", "path", "value", "words"),
    [
        ("claim", ("evidence", 0, "status"), "emended", "Emended"),
        ("claim", ("evidence", 0, "reading"), None, ""),
        ("claim", ("differs_from", 0, "matters", 1), "place", "the place"),
        ("route", ("direction", "value"), "west", "west"),
        ("route", ("means", 0, "value"), "rail", "by rail"),
        ("route", ("form",), "sets", "sets of places"),
        ("source", ("mentions", 0, "form"), "name", "by its name"),
        ("source", ("title", "supplied"), True, "yes"),
        ("camp", ("variants", 0, "language"), "pl", "Polish"),
        ("camp", ("names", "pl"), "camp", ""),
        ("place", ("kind",), "sea", "Sea"),
        ("place", ("kind",), "volcano", ""),
        ("claim", ("quantities", 0, "unit"), "percent-of-march", "per cent of those on the march"),
        ("movement", ("certainty",), "probable", "probable"),
        ("claim", ("quantities",), ["a"], ""),
    ],
)
def test_words_of_code(kind, path, value, words):
    with override("en"):
        assert label_code(kind, path, value) == words


def test_code_tables_are_used_by_a_field():
    names = {".".join(part for part in path if isinstance(part, str)) for _kind, path in list_paths()}
    of_kinds = {f"{kind}.{path[0]}" for kind, path in list_paths()}
    assert [key for key in CODE_LABELS if key not in of_kinds and not any(f".{name}".endswith(f".{key}") for name in names)] == []
