"""A fixture file is read to the letter or refused with its place; never repaired, and never any other failure."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.excerpts import excerpt, lines_of
from archive.fixturefiles import Refused, decode, nearest, read_bytes
from archive.problems import Spot
from archive.records import ClaimRecord, PassagesRecord, SourceRecord
from archive.recordtypes import as_record
from archive.reports import as_text
from archive.yamlfiles import BREAK, Document, parse_yaml
from camps.records import PlaceRecord
from marches.records import RouteRecord
from tests.support.corrupted_fixtures import MARK
from tests.support.yaml_document import read_yaml

NAME = "record.yaml"
YAMLISH = st.text(alphabet="ab: -\n\t'\"[]{}&*!|>#%?,@`~\\0x7f\x00\x07\x85\ufeff\u2028😀عربي", max_size=60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


def read(folder, content: bytes) -> Document:
    (folder / NAME).write_bytes(content)
    return read_yaml(folder, NAME)


def refusal(folder, marked: str) -> tuple[str, bool]:
    """The problem's id, and whether its place is where MARK stands."""
    before, _, after = marked.partition(MARK)
    with pytest.raises(Refused) as refused:
        read(folder, (before + after).encode(errors="surrogateescape"))
    problem = refused.value.problem
    return problem.id, problem.spot == Spot(NAME, before.count("\n") + 1, len(before) - before.rfind("\n"))


@pytest.mark.parametrize(
    ("content", "id_"),
    [
        ("a: ⌖&x b\n", "yaml.not-allowed"),
        ("a: ⌖*x\n", "yaml.not-allowed"),
        ("a: ⌖!!int 5\n", "yaml.not-allowed"),
        ("a: ⌖!x [b]\n", "yaml.not-allowed"),
        ("? ⌖[a, b]\n: c\n", "yaml.not-allowed"),
        ("⌖\ufeffa: b\n", "yaml.not-allowed"),
        ("a: ب\nعربي: 😀⌖\x07\n", "yaml.not-allowed"),
        ("a: b⌖\x00", "yaml.not-allowed"),
        ("a: ⌖\ufffe\n", "yaml.not-allowed"),
        ('a: ⌖"\\0"\n', "yaml.not-allowed"),
        ("a: b\nعربي: c\n⌖a: d\n", "yaml.duplicate-key"),
        ("a: {b: c, ⌖b: d}\n", "yaml.duplicate-key"),
        ("a: b\n⌖---\na: b\n", "yaml.syntax"),
        ("a: b\n⌖\tc: d\n", "yaml.syntax"),
        ("a: b⌖: c\n", "yaml.syntax"),
        ("a: [b\nc⌖: d\n", "yaml.syntax"),
        ("عربي: ع⌖\udce1\n", "file.not-utf8"),
        ("⌖\udcff\udcfea\x00", "file.not-utf8"),
        ("[" * 12 + "⌖" + "[" * 50_000, "yaml.too-deep"),
        ("- " * 12 + "⌖" + "- " * 5_000 + "a\n", "yaml.too-deep"),
        ("{a: " * 12 + "⌖" + "{a: " * 5_000, "yaml.too-deep"),
    ],
)
def test_it_is_refused_at_its_place(folder, content, id_):
    assert refusal(folder, content) == (id_, True)


def test_what_is_missing_or_no_file_is_refused(tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    for name, id_ in (("none.yaml", "file.missing"), ("folder.yaml", "file.unreadable"), ("folder.yaml/none.yaml", "file.missing")):
        with pytest.raises(Refused) as refused:
            read_bytes(tmp_path, name)
        assert (refused.value.problem.id, refused.value.problem.spot) == (id_, Spot(name))


@pytest.mark.parametrize("content", ["", "\n", "# nothing\n"])
def test_an_empty_file_lacks_its_fields(folder, content):
    record, problems, _unwritten = as_record(ClaimRecord, read(folder, content.encode()))
    assert record is None
    assert {problem.values["field"] for problem in problems} == {"claim", "statement", "evidence"}


def test_every_value_is_the_text_that_stands_there(folder):
    document = read(folder, b"a: 012\nb: yes\nc: 2026-11-23\nd: ~\ne: 1_000\nf: 0x1F\n<<: g\n")
    assert document.data == {"a": "012", "b": "yes", "c": "2026-11-23", "d": "~", "e": "1_000", "f": "0x1F", "<<": "g"}


def test_every_value_has_its_place_in_code_points(folder):
    document = read(folder, "عربي: [😀, 'é', {x: ي}]\n".encode())
    assert document.spot("عربي", 0) == Spot(NAME, 1, 8)
    assert document.spot("عربي", 2, "x") == Spot(NAME, 1, 20)
    assert document.spot("عربي", "<key>") == Spot(NAME, 1, 1)
    assert document.spot("عربي", 2, "y", 7) == document.spot("عربي", 2) == Spot(NAME, 1, 16)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ('"قول آخر"', "1:9"),
        ("'قول آخر'", "1:9"),
        ("قول آخر", "1:8"),
        ('"قول\\u0020آخر"', "1:14"),
        ('"\\u0642ول\\x20آخر"', "1:17"),
        (">-\n  قول\n  آخر", "3:3"),
        ("|- # so\n  قول آخر", "2:7"),
        ('"قول\n  آخر"', "2:3"),
        ('"قول \\\n  آخر"', "2:3"),
    ],
)
def test_a_place_within_a_text_is_told_where_it_stands_as_it_reads(written, place, folder):
    document = read(folder, f"a: {written}\n".encode())
    assert document.data == {"a": "قول آخر"}
    assert str(document.inside("قول آخر", 4, "a")) == f"{NAME}:{place}"


@given(st.text(alphabet=[*list("قا'\\ \n\xa0\x85#-:"), '"'], min_size=1), st.data())
def test_every_character_that_is_seen_is_found_where_it_is_written(value, data):
    style = data.draw(st.sampled_from(['"', "'", "|", ">"]))
    text = yaml.dump({"a": value}, default_style=style, allow_unicode=True, width=4)
    document = parse_yaml(NAME, text)
    if document.data == {"a": value}:  # CR and the like are read as line ends
        for at in (at for at, one in enumerate(value) if not one.isspace()):
            spot = document.inside(value, at, "a")
            stands = BREAK.split(text)[spot.line - 1][spot.column - 1 :]
            assert stands.startswith((value[at], "\\"))


@pytest.mark.parametrize("unusual", ["\u2028", "\u2029", "\x85"])
def test_lines_are_those_of_an_editor(unusual, folder):
    (folder / NAME).write_text(f'a: "x{unusual}y"\nb: &c d\n', "utf-8")
    with pytest.raises(Refused) as refused:
        read_yaml(folder, NAME)
    assert str(refused.value.problem.spot) == f"{NAME}:2:4"
    assert excerpt(lines_of(folder, NAME), refused.value.problem.spot).line == "b: &c d"
    document = read(folder, f'a: "x{unusual}y"\nb: d\n'.encode())
    assert document.spot("b") == Spot(NAME, 2, 4)


def test_nothing_of_a_text_is_changed():
    content = "\ufeffسطر\r\nسطر\u2028\x85\tآخر \n".encode()
    assert decode("a.txt", content).encode() == content


@settings(max_examples=400)
@given(st.one_of(st.binary(max_size=80), YAMLISH.map(str.encode)))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfea\x00:\x00 \x00b\x00")
def test_any_bytes_are_read_or_refused(folder, content):
    try:
        document = read(folder, content)
    except Refused as refused:
        assert as_text([refused.problem], folder, "ar").startswith(f"{NAME}:")
        return
    for kind in (ClaimRecord, PassagesRecord, SourceRecord, PlaceRecord, RouteRecord):
        record, problems, _unwritten = as_record(kind, document)
        assert record is None
        assert problems


def test_the_nearest_name_is_offered_and_no_far_one():
    assert "majdanek" in nearest("maidanek", ["dachau", "majdanek"])
    assert nearest("xyz", ["dachau", "majdanek"]) == ""
