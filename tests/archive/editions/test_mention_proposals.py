"""Names of new places are looked for in sources that are there already; nothing is proposed twice, or over a mention."""

import shutil

import pytest
import yaml

from archive.editions import pipeline
from tests.support.accession import run_accession, write_document
from tests.support.commands import run_command
from tests.support.corrupted_fixtures import MENTIONS, copy_fixtures

PLACE = """draft: true
place: invented-dorf
kind: village
names: {ar: "", en: "Inventeddorf"}
variants:
  - {language: de, name: "Erfundendorf"}
"""
SOURCE = "sources/new-source/mentions.yaml"
TEXT = "Von Dachau ging er nach Erfundendorf. In Erfundendorf und Dachau war Ruhe.\n\nErfundendorf."


@pytest.fixture
def root(tmp_path):
    """Fixtures with a source that names a place which the archive got later."""
    root = copy_fixtures(tmp_path)
    assert run_accession(root, write_document(tmp_path, TEXT)).status == 0
    (root / "places/invented-dorf.yaml").write_text(PLACE, "utf-8")
    return root


def propose(root, *places, language="en", **options):
    return run_command("propose_mentions", root, language, places=list(places), **options)


def list_mentions(root, place="place:invented-dorf", name=SOURCE):
    entries = yaml.safe_load((root / name).read_text("utf-8"))["mentions"]
    return [(entry["passage"], entry["quote"], entry.get("draft", False)) for entry in entries if entry["place"] == place]


EXPECTED = [(f"new-source:{ref}", "Erfundendorf", True) for ref in ("1.1", "1.2", "2.1")]


def test_a_new_place_is_proposed_wherever_it_is_named(root):
    dachau, before = list_mentions(root, "camp:dachau"), (root / SOURCE).read_text("utf-8")
    status, printed = propose(root, "place:invented-dorf")
    assert status == 0, printed
    assert "sources/new-source/mentions.yaml: 3" in printed
    assert "Proposed mentions: 3, in sources: 1; sources searched: 2." in printed
    assert list_mentions(root) == EXPECTED
    assert list_mentions(root, "camp:dachau") == dachau
    assert (root / SOURCE).read_text("utf-8").startswith(before)
    assert pipeline.read_fixtures(root)[1] == []


def test_nothing_is_proposed_twice_even_if_it_was_deleted(root):
    propose(root, "place:invented-dorf")
    once = (root / SOURCE).read_text("utf-8")
    assert "Proposed mentions: 0, in sources: 0" in propose(root, "place:invented-dorf")[1]
    assert (root / SOURCE).read_text("utf-8") == once
    start = once.index("  - draft: true\n    place: place:invented-dorf")
    end = once.index("# propose_mentions")
    (root / SOURCE).write_text(once[:start] + once[end:], "utf-8")
    assert "Proposed mentions: 0, in sources: 0" in propose(root, "place:invented-dorf")[1]


def test_a_renamed_place_is_proposed_by_its_new_name_after_the_former_proposals(root):
    propose(root, "place:invented-dorf")
    (root / "places/invented-dorf.yaml").write_text(PLACE.replace("Inventeddorf", "Ruhe"), "utf-8")
    assert propose(root)[0] == 0
    assert list_mentions(root) == [*EXPECTED, ("new-source:1.2", "Ruhe", True)]
    assert pipeline.read_fixtures(root)[1] == []
    assert "Proposed mentions: 0, in sources: 0" in propose(root)[1]


def test_words_of_a_mention_are_not_proposed_for_another_place(root):
    (root / "places/invented-dorf.yaml").write_text(PLACE.replace("Inventeddorf", "Dachau"), "utf-8")
    propose(root, "place:invented-dorf")
    assert list_mentions(root) == EXPECTED


def test_mentions_are_added_to_an_empty_list_and_before_other_fields(root):
    (root / SOURCE).write_text("mentions: []\n# a comment\nsource: new-source\n", "utf-8")
    assert propose(root, "place:invented-dorf")[0] == 0
    assert list_mentions(root) == EXPECTED
    assert "# a comment\nsource: new-source\n" in (root / SOURCE).read_text("utf-8")
    (root / "places/invented-dorf.yaml").write_text(PLACE.replace("Inventeddorf", "Ruhe"), "utf-8")
    assert propose(root, "place:invented-dorf")[0] == 0
    assert len(list_mentions(root)) == 4


def test_a_list_in_brackets_is_refused_and_nothing_is_written(root):
    entry = "{place: camp:dachau, passage: new-source:1.1, quote: Dachau, form: name}"
    (root / SOURCE).write_text(f"source: new-source\nmentions: [{entry}]\n", "utf-8")
    before = (root / SOURCE).read_bytes()
    status, printed = propose(root, "place:invented-dorf")
    assert status == 1
    assert f"{SOURCE}:2:11: mention.list-in-brackets" in printed
    assert (root / SOURCE).read_bytes() == before


def test_an_unknown_place_is_refused_in_both_languages(root):
    assert "“place:nowhere”" in propose(root, "place:nowhere")[1]
    status, printed = propose(root, "place:nowhere", language="ar")
    assert status == 1
    assert "ليس في الأرشيف موضع" in printed


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"source: new-source\nmentions: [", "2:12: yaml.syntax"),
        (b"\xff", "1:1: file.not-utf8"),
        (b"", "1:1: record.missing-field"),
    ],
)
def test_a_source_that_cannot_be_read_is_told_and_not_left_out(root, content, problem):
    (root / SOURCE).write_bytes(content)
    status, printed = propose(root, "place:invented-dorf")
    assert status == 1
    assert f"{SOURCE}:{problem}" in printed
    assert (root / SOURCE).read_bytes() == content


@pytest.mark.parametrize("end", ["999999999", "9" * 5000])
def test_a_record_of_a_proposal_that_was_edited_by_hand_harms_nothing(root, end):
    with open(root / SOURCE, "a", encoding="utf-8") as file:
        file.write(f"# propose_mentions: 60-{end} “x”\n")
    assert propose(root, "place:invented-dorf")[0] == 0


def test_a_dry_run_writes_nothing(root, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(root, copy)
    status, printed = propose(root, dry_run=True)
    assert (status, "Nothing was written." in printed) == (0, True)
    assert {path: path.read_bytes() for path in root.rglob("*.yaml")} == {
        root / path.relative_to(copy): path.read_bytes() for path in copy.rglob("*.yaml")
    }


def test_what_a_draft_has_not_written_yet_is_no_name(root, tmp_path):
    text = "It is not yet written. لم يُكتب بعد."
    assert run_accession(root, write_document(tmp_path, text, "other.txt"), id_="other-source", lang="en").status == 0
    assert list_mentions(root, name="sources/other-source/mentions.yaml") == []
    assert list_mentions(root, name=MENTIONS) == []


@pytest.mark.parametrize(("language", "words"), [("en", "Not searched, because"), ("ar", "لم يُبحث في هذه المصادر")])
def test_source_without_a_file_of_mentions_is_named(root, language, words):
    (root / SOURCE).unlink()
    status, printed = propose(root, language=language)
    assert status == 0
    (line,) = [line for line in printed.splitlines() if words in line]
    assert line.endswith(": new-source.")
