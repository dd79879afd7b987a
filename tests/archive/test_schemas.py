"""The schemas accept every published record, and refuse what the archive refuses for its shape."""

import json
import re
from io import StringIO

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as some
from jsonschema import Draft202012Validator

from archive.management import desk
from archive.schemas import schema_of
from tests.archive import test_collect
from tests.broken import Case, copy
from tests.camps import test_checks as camps
from tests.marches import test_checks as marches

ROOT = settings.FIXTURES_ROOT
FILES = [(kind, path.relative_to(ROOT).as_posix()) for kind, (_, files) in desk.SHAPES.items() for path in sorted(ROOT.glob(files))]
SHAPE = ("record.missing-field", "record.missing-translation", "record.unknown-field", "record.wrong-value")
BROKEN = [case for case in (*test_collect.CASES, *camps.CASES, *marches.CASES) if case.id in SHAPE]
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


def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema_of(desk.SHAPES[kind][0], kind), format_checker=Draft202012Validator.FORMAT_CHECKER)


def kind_of(file: str) -> str:
    return next(kind for kind, one in FILES if one == file)


def errors(root, file: str) -> list[str]:
    data = yaml.load((root / file).read_text("utf-8"), Loader=Yaml)  # noqa: S506 - a SafeLoader
    return [error.message for error in validator(kind_of(file)).iter_errors(data)]


@pytest.mark.parametrize("kind", desk.SHAPES)
def test_it_is_a_schema_of_every_kind(kind):
    schema = schema_of(desk.SHAPES[kind][0], kind)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "null" not in json.dumps(schema)


def test_every_yaml_file_has_its_kind():
    assert sorted(file for _, file in FILES) == sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.yaml"))


@pytest.mark.parametrize(("kind", "file"), FILES, ids=str)
def test_a_published_record_is_accepted(kind, file):
    assert errors(ROOT, file) == []


@pytest.mark.parametrize("case", [case for case in BROKEN if not {*case.found} & {*BEYOND}], ids=str)
def test_a_broken_shape_is_refused(case: Case, tmp_path):
    root = copy(tmp_path)
    case.edit(root / case.file)
    assert errors(root, case.file)


def test_what_no_schema_can_say_is_left_to_the_check():
    assert sum(bool({*case.found} & {*BEYOND}) for case in BROKEN) == len(BEYOND)


def test_a_field_called_title_is_kept():
    schema = schema_of(desk.SHAPES["source"][0], "sources/*/source.yaml")
    assert schema["title"] == "sources/*/source.yaml"
    assert schema["properties"]["title"] == {"$ref": "#/$defs/Title"}
    assert "title" not in schema["properties"]["source"]


JSON = some.recursive(
    some.none() | some.text(max_size=3) | some.integers(), lambda one: some.dictionaries(some.text(max_size=3), one)
)


@given(JSON, some.sampled_from(sorted(desk.SHAPES)))
def test_what_a_schema_accepts_has_the_shape(data, kind):
    if validator(kind).is_valid(data):
        desk.SHAPES[kind][0].model_validate(data)


def test_the_command_writes_a_file_a_kind(tmp_path):
    out = StringIO()
    call_command("write_schemas", tmp_path / "new" / "schemas", stdout=out)
    written = {path.name: json.loads(path.read_text("utf-8")) for path in (tmp_path / "new" / "schemas").iterdir()}
    assert written == {f"{kind}.schema.json": schema_of(shape, files) for kind, (shape, files) in desk.SHAPES.items()}
    assert len(out.getvalue().splitlines()) == len(written) == 8
