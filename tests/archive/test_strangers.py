"""Nothing in the folder of fixtures is passed over in silence, and nothing that is no ordinary file is opened."""

import os
import shutil

import pytest
from django.conf import settings

from archive.management import desk
from archive.reports import as_text


@pytest.fixture
def root(tmp_path):
    """A copy of the published fixtures."""
    shutil.copytree(settings.FIXTURES_ROOT, tmp_path / "fixtures")
    return tmp_path / "fixtures"


def found(root) -> set[tuple[str, str]]:
    return {(problem.id, problem.spot.file) for problem in desk.read(root)[1]}


@pytest.mark.parametrize("folder", ["claims", "routes", "sources", "places"])
def test_a_folder_that_is_gone_is_missed(root, folder):
    shutil.rmtree(root / folder)
    assert found(root) == {("file.no-folder", folder)}


def test_a_folder_that_is_a_link_is_refused_and_never_taken_as_loaded(root):
    before = desk.digests(root)
    (root / "places").rename(root.parent / "elsewhere")
    (root / "places").symlink_to(root.parent / "elsewhere")
    assert ("file.unexpected", "places") in found(root)
    assert desk.digests(root) != before


@pytest.mark.parametrize("name", ["claims/linked.yaml", "questions.yaml"])
def test_a_file_that_is_a_link_is_refused(root, name):
    (root / name).unlink(missing_ok=True)
    (root / name).symlink_to("/dev/zero")
    assert name in {file for _id, file in found(root)}


def test_a_pipe_is_refused_and_not_waited_for(root):
    os.mkfifo(root / "claims" / "pipe.yaml")
    assert ("file.unreadable", "claims/pipe.yaml") in found(root)
    assert desk.digests(root)["claims/pipe.yaml"] == "file.unreadable"


@pytest.mark.parametrize(
    "name",
    [
        "sources/ushmm-death-marches/mentions.YAML",
        "sources/ushmm-death-marches/notes.yaml~",
        "claims/thousands-die.yaml~",
        "claims/#thousands-die.yaml#",
        "claims/a.yml",
        "schemas/claim.json",
        "claim.schema.json",
    ],
)
def test_a_name_that_is_almost_right_is_told(root, name):
    (root / name).write_text("x")
    assert ("file.unexpected", name) in found(root)


@pytest.mark.parametrize(
    "name",
    [
        "claims/thousands-died.yaml~",
        "claims/thousands-died.yaml.~2~",
        "claims/#thousands-died.yaml#",
        "claims/.thousands-died.yaml.swp",
        "sources/ushmm-death-marches/passages.yaml~",
        "questions.yaml~",
    ],
)
def test_what_an_editor_leaves_beside_a_file_is_passed_over_and_no_part_of_the_edition(root, name):
    before = desk.digests(root)
    (root / name).write_text("x")
    assert found(root) == set()
    assert desk.digests(root) == before


def test_folders_within_folders_without_end_are_told_and_not_followed(root):
    deep = root / "claims"
    for _level in range(200):
        deep = deep / "a"
    deep.mkdir(parents=True)
    assert found(root) == {("file.unexpected", "claims" + "/a" * 8)}


def test_a_name_with_line_ends_or_marks_of_direction_is_written_out(root):
    (root / "claims" / "a\n::error file=b.txt").write_text("x")
    (root / "claims" / "\u202etxt.exe").write_text("x")
    problems = desk.read(root)[1]
    assert "claims/a<U+000A>::error file=b.txt:1:1: file.unexpected" in as_text(problems, root, "en")
    assert "<U+202E>txt.exe" in problems[1].words("ar")[0]


def test_the_schemas_are_no_strangers_and_no_part_of_the_edition(root):
    before = desk.digests(root)
    assert [name for name in before if "schema" in name] == []
    (root / "schemas" / "claim.schema.json").write_text("{}")
    assert desk.digests(root) == before
    shutil.rmtree(root / "schemas")
    assert desk.digests(root) == before
    assert found(root) == set()


def test_a_schema_that_is_a_link_is_refused_and_never_taken_as_loaded(root):
    before = desk.digests(root)
    (root / "schemas" / "claim.schema.json").unlink()
    (root / "schemas" / "claim.schema.json").symlink_to("/dev/zero")
    assert ("file.unexpected", "schemas/claim.schema.json") in found(root)
    assert desk.digests(root) != before
