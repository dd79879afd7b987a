"""What the archivist is told: by file, with the line and the place, in the form and the language asked for."""

import json
import os
import re
import subprocess
import sys

import pytest

from archive.problems import Problem, Spot
from archive.reports import FORMATS, as_github, as_json, as_text
from tests.support.commands import check_fixtures
from tests.support.corrupted_fixtures import BELARUS, Case, copy_fixtures, corrupt_fixtures, find_problems, replace_text, write_file
from tests.support.repository import ROOT
from tests.support.shape_cases import RECORD_CASES

QUOTE = replace_text("anchor.quote-not-found", BELARUS, 'quote: "عملية هجوم', 'quote: "عملي⌖ات هجوم')
PLACE = replace_text("subject.unknown", BELARUS, "place:eastern-belarus", "⌖place:belarus")
STRANGER = Case("file.unexpected", "claims/belarus.yml", write_file("x"), ())
SPOT = Spot("claims/one.yaml", 2, 3)
PROBLEM = Problem("question.unknown", SPOT, {"identifier": "50%", "nearest": ""})


def test_a_problem_is_printed_with_its_place_first(tmp_path):
    text = as_text([PROBLEM], tmp_path, "en")
    assert text.splitlines()[0] == "claims/one.yaml:2:3: question.unknown"
    assert "“50%”" in text


def test_the_line_the_caret_and_the_character_are_shown(tmp_path):
    assert check_fixtures(corrupt_fixtures(tmp_path, PLACE))[1].splitlines()[:4] == [
        f"{BELARUS}:12:5: subject.unknown",
        "    12 |   - place:belarus",
        "       |     ^",
        "    At the place: U+0070 LATIN SMALL LETTER P.",
    ]


def test_a_place_in_arabic_is_named_in_arabic(tmp_path):
    case = replace_text("yaml.not-allowed", BELARUS, "عملية هجوم ضخمة في", "عملية ه⌖\x07جوم ضخمة في")
    text = check_fixtures(corrupt_fixtures(tmp_path, case), "ar")[1]
    assert "<U+0007>" in text
    assert "في الموضع: \u200eU+0007" in text


def test_problems_are_grouped_by_file_and_sorted_by_line(tmp_path):
    text = check_fixtures(corrupt_fixtures(tmp_path, STRANGER, QUOTE, PLACE))[1]
    groups = [re.findall(r"^(\S+?):(\d+):\d+: ", group, re.MULTILINE) for group in text.split("\n\n")]
    assert [{file for file, _ in group} for group in groups] == [{BELARUS}, {STRANGER.file}]
    assert [int(line) for _, line in groups[0]] == sorted(int(line) for _, line in groups[0])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_json_holds_every_problem_in_the_language_asked_for(language, tmp_path):
    root = corrupt_fixtures(tmp_path, PLACE, STRANGER)
    status, out, _ = check_fixtures(root, language, "json")
    told = json.loads(out)
    assert status == 1
    assert [(one["id"], one["file"], one["line"], one["column"]) for one in told] == [
        (one.id, one.spot.file, one.spot.line, one.spot.column) for one in find_problems(root)
    ]
    assert [(one["found"], one["expected"], one["try"]) for one in told] == [one.words(language) for one in find_problems(root)]


def test_github_is_told_the_file_from_here(tmp_path, monkeypatch):
    root = corrupt_fixtures(tmp_path, PLACE)
    monkeypatch.chdir(tmp_path)
    out = check_fixtures(root, "en", "github")[1]
    assert out.startswith(
        f"::error file=fixtures/{BELARUS},line=12,col=5,title=subject.unknown::No place is called “place:belarus”.%0A"
    )
    assert out.count("\n") == 1
    monkeypatch.chdir(root / "claims")
    assert check_fixtures(root, "en", "github")[1].startswith(f"::error file={root.resolve()}/{BELARUS},")


def test_github_signs_are_escaped(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    problem = Problem("question.unknown", Spot("claims/a,b:c%.yaml"), {"identifier": "50%\r\n::", "nearest": ""})
    told = as_github([problem], tmp_path / "fixtures", "en")
    assert told.startswith("::error file=fixtures/claims/a%2Cb%3Ac%25.yaml,line=1,col=1,title=question.unknown::")
    assert "“50%25%0D%0A::”" in told


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_record_steers_the_terminal(form, tmp_path):
    case = replace_text("yaml.not-allowed", BELARUS, 'quote: "عملية هجوم', 'quote: ⌖"\\e[2Jعملية هجوم')
    out = check_fixtures(corrupt_fixtures(tmp_path, case), form=form)[1]
    assert "\x1b" not in out
    assert "U+001B" in out


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_that_are_not_utf8_can_be_told(form, tmp_path):
    root = corrupt_fixtures(tmp_path, next(case for case in RECORD_CASES if case.id == "file.not-utf8"))
    assert "0xD3" in check_fixtures(root, "ar", form)[1].encode().decode()


@pytest.mark.parametrize(("form", "out"), [("text", "No problem found.\n"), ("json", "[]\n"), ("github", "No problem found.\n")])
def test_sound_fixtures_end_with_0(form, out, tmp_path):
    assert check_fixtures(copy_fixtures(tmp_path), form=form) == (0, out, "")


def test_a_folder_that_is_not_there_ends_with_2(tmp_path):
    (tmp_path / "file").write_text("")
    assert [check_fixtures(tmp_path / name)[0] for name in ("none", "file")] == [2, 2]


def test_json_is_a_list_even_of_nothing(tmp_path):
    assert as_json([], tmp_path, "ar") == "[]"


@pytest.mark.one_engine
def test_a_terminal_without_arabic_is_told_in_escapes(tmp_path):
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    arguments = [sys.executable, ROOT / "manage.py", "check_fixtures", "--fixtures", tmp_path, "--lang", "ar"]
    said = subprocess.run(arguments, env=environment, capture_output=True)
    assert said.returncode == 1
    assert b"\\u0627\\u0644\\u0645\\u062c\\u0644\\u062f" in said.stdout
    assert b"Traceback" not in said.stderr
