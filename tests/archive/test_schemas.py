"""The schemas accept every published record and every draft, refuse what the archive refuses for its shape, and say what belongs where."""

import json
import os
import re
from copy import deepcopy
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

from archive.fieldwords import EXAMPLES, FIELDS
from archive.management import desk
from archive.recordtypes import as_record
from archive.schemas import line, schema_of
from archive.yamlfiles import Document
from tests.support.accession import GERMAN_TEXT, run_accession, write_document
from tests.support.corrupted_fixtures import BELARUS, MENTIONS, PASSAGES, SOURCE, Case, copy_fixtures, replace_text
from tests.support.example_fixtures import EXAMPLE
from tests.support.shape_cases import PLACE_CASES, RECORD_CASES

ROOT = settings.FIXTURES_ROOT
FILES = [(kind, path.relative_to(ROOT).as_posix()) for kind, (_, files) in desk.SHAPES.items() for path in sorted(ROOT.glob(files))]
SHAPE = ("record.missing-field", "record.missing-translation", "record.unknown-field", "record.wrong-value")
BROKEN = [case for case in (*RECORD_CASES, *PLACE_CASES) if case.id in SHAPE]
MISTAKES = [
    replace_text("", BELARUS, "statement:", "statment:"),
    replace_text("", BELARUS, "    A massive offensive took place in eastern Belarus in the summer of 1944.\n", ""),
    replace_text("", BELARUS, "place:eastern-belarus", "eastern-belarus"),
    replace_text("", BELARUS, '"1944-22"', "1944"),
    replace_text("", BELARUS, "claim: b", "draft: yes\nclaim: b"),
    replace_text("", SOURCE, "accessioned: 2026-11-23", "accessioned: 23.11.2026"),
    replace_text("", SOURCE, "accessioned: 2026-11-23", "accessioned: 2026-13-23"),
    replace_text("", SOURCE, "accessioned: 2026-11-23\n", ""),
    replace_text("", SOURCE, "https://rights", "rights"),
]
# JSON Schema has no number of decimals.
BEYOND = ("54.30001",)


class Yaml(yaml.SafeLoader):
    """Plain values as YAML 1.2 reads them: days and “yes” are texts."""


BOOL, DAY = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"
Yaml.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag not in (BOOL, DAY)]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Yaml.add_implicit_resolver(BOOL, re.compile("^(true|false)$"), ["t", "f"])


def schema(kind: str) -> dict:
    return schema_of(desk.SHAPES[kind][0], kind, desk.SHAPES[kind][1])


VALIDATORS = {kind: Draft202012Validator(schema(kind), format_checker=Draft202012Validator.FORMAT_CHECKER) for kind in desk.SHAPES}


def kind_of(file: str) -> str:
    return next(kind for kind, (_, files) in desk.SHAPES.items() if Path(file).match(files))


def data_of(path: Path) -> object:
    return yaml.load(path.read_text("utf-8"), Loader=Yaml)  # noqa: S506 - a SafeLoader


def errors(root, file: str) -> list[str]:
    return [error.message for error in VALIDATORS[kind_of(file)].iter_errors(data_of(root / file))]


def as_texts(data):
    """The data as the archive reads it: every plain value a text, nothing an empty one."""
    if isinstance(data, dict):
        return {key: as_texts(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_texts(value) for value in data]
    return str(data).lower() if isinstance(data, bool) else "" if data is None else str(data)


def has_the_shape(kind: str, data: object) -> bool:
    return as_record(desk.SHAPES[kind][0], Document("", as_texts(data), str))[0] is not None


def nodes(node):
    """Every mapping within a schema."""
    if isinstance(node, dict):
        yield node
    for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from nodes(one)


# What they are


@pytest.mark.parametrize("kind", desk.SHAPES)
def test_it_is_a_schema_of_every_kind(kind):
    Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema(kind)["$id"] == f"{kind}.schema.json"
    assert schema(kind)["title"] == desk.SHAPES[kind][1]


@pytest.mark.parametrize("kind", desk.SHAPES)
def test_no_pattern_is_of_latin_letters_alone_where_arabic_may_stand(kind):
    assert [node["pattern"] for node in nodes(schema(kind)) if re.search(r"\\[wWdDbB]", str(node.get("pattern")))] == []


def test_a_field_called_title_is_kept():
    assert schema("source")["properties"]["title"]["$ref"] == "#/$defs/Title"
    assert "title" not in schema("source")["properties"]["source"]


def test_the_committed_files_are_what_the_command_writes(tmp_path):
    out = StringIO()
    call_command("write_schemas", tmp_path / "new" / "schemas", stdout=out)
    written, committed = (
        {path.name: path.read_bytes() for path in folder.iterdir()} for folder in (tmp_path / "new" / "schemas", settings.SCHEMAS)
    )
    assert committed == written, "make schemas"
    assert {name: json.loads(content) for name, content in written.items()} == {f"{k}.schema.json": schema(k) for k in desk.SHAPES}
    assert len(out.getvalue().splitlines()) == len(written) == len(desk.SHAPES)


@pytest.mark.parametrize("root", [ROOT, EXAMPLE], ids=["fixtures", "example"])
def test_every_fixture_file_begins_by_naming_its_schema(root):
    files = sorted(root.rglob("*.yaml"))
    assert len(files) > 9
    first = {path: path.read_text("utf-8").splitlines()[0] for path in files}
    assert first == {path: line(os.path.relpath(settings.SCHEMAS, path.parent), kind_of(str(path))) for path in files}


# What they say of the fields


def records() -> set[type]:
    """Every type of record and part of one."""
    found, waiting = set(), [shape for shape, _ in desk.SHAPES.values()]
    while waiting:
        record = waiting.pop()
        found.add(record)
        names = record.model_json_schema().get("$defs", {})
        waiting += [one for one in subclasses(desk.Record) if one.__name__ in names and one not in found]
    return found


def subclasses(record: type) -> set[type]:
    return {record}.union(*(subclasses(one) for one in record.__subclasses__()))


def test_every_field_is_explained_and_nothing_else():
    spoken = set()
    for record in records():
        for name in record.model_fields:
            spoken.add(next((key for one in record.__mro__ if (key := f"{one.__name__}.{name}") in FIELDS), f"{record}.{name}"))
    assert spoken == set(FIELDS)
    assert set(EXAMPLES) <= set(FIELDS)


@pytest.mark.parametrize("kind", desk.SHAPES)
def test_every_field_is_explained_in_both_languages(kind):
    parts = [part for name, part in schema(kind)["$defs"].items() if not name.startswith("Written")]
    for name, field in [pair for part in [schema(kind), *parts] for pair in part["properties"].items()]:
        english, arabic = field["description"].split("\n\n")
        assert re.fullmatch(r"[^\u0600-\u06ff]+[.]", english), name
        assert re.fullmatch("\u2067.*[\u0621-\u064a].*\u2069", arabic), name


@pytest.mark.parametrize("kind", desk.SHAPES)
def test_every_example_is_accepted(kind):
    whole = schema(kind)
    for node in nodes(whole):
        checked = Draft202012Validator({"$defs": whole.get("$defs", {}), **node})
        assert [one for one in node.get("examples", ()) if not checked.is_valid(one)] == []


# What they accept and refuse


@pytest.mark.parametrize(("kind", "file"), FILES, ids=str)
def test_a_published_record_is_accepted(kind, file):
    assert errors(ROOT, file) == []


def test_the_example_is_accepted():
    assert {path: found for path in EXAMPLE.rglob("*.yaml") if (found := errors(EXAMPLE, str(path)))} == {}


@pytest.mark.parametrize("case", [*MISTAKES, *(case for case in BROKEN if not {*case.found} & {*BEYOND})], ids=str)
def test_a_broken_shape_is_refused(case: Case, tmp_path):
    root = copy_fixtures(tmp_path)
    case.edit(root / case.file)
    assert errors(root, case.file)


def test_what_no_schema_can_say_is_left_to_the_check():
    assert sum(bool({*case.found} & {*BEYOND}) for case in BROKEN) == len(BEYOND)


JSON = some.recursive(
    some.none() | some.text("abقل1", max_size=3) | some.integers(), lambda one: some.dictionaries(some.text(max_size=3), one)
)


@given(JSON, some.sampled_from(sorted(desk.SHAPES)))
def test_what_a_schema_accepts_has_the_shape(data, kind):
    if VALIDATORS[kind].is_valid(data):
        assert has_the_shape(kind, data)


# Drafts


def paths(data, so_far=()):
    """The path of every value, those within it first; of a list, its first item stands for the others."""
    for key, value in data.items() if isinstance(data, dict) else [(0, data[0])] if isinstance(data, list) and data else ():
        yield from paths(value, (*so_far, key))
        yield (*so_far, key)


def without(data, path, instead):
    """A copy of the data with something else at ``path``, or nothing."""
    whole = around = deepcopy(data)
    for step in path[:-1]:
        around = around[step]
    around[path[-1]] = instead
    if instead is GONE:
        del around[path[-1]]
    return whole


GONE = object()
FULL = {
    "source": {
        "author": {"ar": "كاتب", "en": "An author"},
        "published": "1945",
        "received": {"file": "a.xml", "encoding": "tei", "sha256": "0" * 64, "bytes": 1},
    },
    "claim": {"differs_from": [{"claim": "thousands-died", "matters": ["number"]}], "answers": ["when"]},
}
DRAFTED = [
    SOURCE,
    PASSAGES,
    "claims/himmler-evacuation-order.yaml",
    "places/majdanek.yaml",
    "routes/last-weeks-1945-to-baltic.yaml",
]


@pytest.mark.parametrize("draft", [True, False])
@pytest.mark.parametrize("file", DRAFTED)
def test_whatever_is_left_unwritten_the_schema_says_what_the_archive_says(file, draft):
    kind = kind_of(file)
    data = {**data_of(ROOT / file), **FULL.get(kind, {}), **({"draft": True} if draft else {})}
    assert VALIDATORS[kind].is_valid(data)
    assert has_the_shape(kind, data)
    told = {}
    for path in paths(data):
        for instead in ("", None, GONE):
            changed = without(data, path, instead)
            if path != ("draft",) and VALIDATORS[kind].is_valid(changed) != has_the_shape(kind, changed):
                told[path, instead] = [error.message for error in VALIDATORS[kind].iter_errors(changed)]
    assert told == {}


def test_a_draft_may_be_all_but_empty_and_what_is_published_may_not():
    claim = {"claim": "one", "evidence": [{"passage": "ushmm-death-marches:1.1", "quote": ""}], "statement": {"ar": "", "en": None}}
    assert VALIDATORS["claim"].is_valid({"draft": True, **claim})
    assert not VALIDATORS["claim"].is_valid({"draft": False, **claim})
    assert not VALIDATORS["claim"].is_valid(claim)
    assert not VALIDATORS["claim"].is_valid({"draft": True, **claim, "statment": ""})


def test_the_drafts_of_an_accession_are_accepted(tmp_path):
    root = copy_fixtures(tmp_path)
    run_accession(root, write_document(tmp_path, GERMAN_TEXT))
    drafts = [SOURCE, PASSAGES, MENTIONS, "claims/new-source-1-1.yaml"]
    files = [file.replace("ushmm-death-marches", "new-source") for file in drafts]
    assert {file: errors(root, file) for file in files} == {file: [] for file in files}
