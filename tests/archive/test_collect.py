"""Files that cannot be read, and records that have not their shape, are refused, each with its place and what was found."""

import pytest
from django.conf import settings

from archive.management import desk
from archive.reports import FORMATS
from tests.broken import (
    BELARUS,
    PASSAGES,
    QUESTIONS,
    SOURCE,
    TEXT,
    Case,
    check_case,
    copy,
    edited,
    found,
    made_a_folder,
    swap,
    without_folder,
    written,
)

STATEMENT = "  en: >-\n    A massive offensive took place in eastern Belarus in the summer of 1944.\n"
EVIDENCE = '    quote: "عملية هجوم ضخمة في الصيف 1944 في شرق روسيا البيضاء"\n'

FILES = sorted(path.relative_to(settings.FIXTURES_ROOT).as_posix() for path in settings.FIXTURES_ROOT.rglob("*.[yt]*"))

CASES = [
    swap("file.missing", SOURCE, "file: death-marches.ar.txt", "file: ⌖death-marches.txt", "death-marches.txt"),
    Case("file.no-folder", "routes", without_folder, ("routes",)),
    Case("file.unexpected", "claims/belarus.yml", written("claim: belarus\n"), ("belarus.yml",)),
    Case("file.unreadable", "claims/belarus.yaml", made_a_folder, ()),
    swap("file.not-utf8", BELARUS, "massive", "ma⌖\udcd3sive", "0xD3", "218"),
    swap("yaml.syntax", BELARUS, "claim: bel", "claim: x⌖: bel"),
    swap("yaml.not-allowed", BELARUS, "about:\n", "about: ⌖&places\n", "&places"),
    swap("yaml.not-allowed", BELARUS, '"1944-22"', "⌖!!str 1944-22", "tag:yaml.org,2002:str"),
    swap("yaml.not-allowed", BELARUS, "massive", "massi⌖\x07ve", "U+0007"),
    swap("yaml.not-allowed", BELARUS, "# yaml", "⌖\ufeff# yaml", "U+FEFF"),
    swap("yaml.not-allowed", BELARUS, '"1944-22"', '⌖"1944-22\\0"', "U+0000"),
    swap("yaml.duplicate-key", BELARUS, "about:\n", "about: []\n⌖about:\n", "about", "11"),
    swap("yaml.too-deep", BELARUS, "about:\n", f"about: {'[' * 11}⌖{'[' * 9}{']' * 20}\n", "12"),
    swap("record.missing-field", BELARUS, EVIDENCE, "", "quote", also={"evidence:\n  - ": "evidence:\n  - ⌖"}),
    swap("record.missing-translation", BELARUS, STATEMENT, "", "en", also={"  ar: >-": "  ⌖ar: >-"}),
    swap("record.missing-translation", BELARUS, STATEMENT, '  en: ⌖""\n', "en"),
    swap("record.unknown-field", BELARUS, "about:", "⌖abuot:", "abuot"),
    swap("record.wrong-value", SOURCE, "file: death-marches.ar.txt", "file: ⌖../death-marches.ar.txt", "../death-marches.ar.txt"),
    swap("record.wrong-value", SOURCE, "accessioned: 2026-11-23", "accessioned: ⌖23.11.2026", "23.11.2026", "2026-11-23"),
    swap("record.wrong-value", SOURCE, "supplied: true", "supplied: ⌖yes", "yes", "true, false"),
    swap("record.wrong-value", PASSAGES, "end: 611\n    sentences", "end: ⌖6l1\n    sentences", "6l1", "0, 1, 2"),
    swap("record.wrong-value", QUESTIONS, "asked_of: [evacuated-camp]", "asked_of: [⌖ghetto]", "ghetto", "camp, ", ", route"),
    swap("record.wrong-value", BELARUS, 'edtf: "1944-22"', 'edtf: ⌖["1944-22"]'),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_cannot_be_read_is_one_problem_however_much_rests_on_it(file, tmp_path):
    root = copy(tmp_path)
    written("\udcff")(root / file)
    assert [(one.id, str(one.spot)) for one in found(root)] == [("file.not-utf8", f"{file}:1:1")]


@pytest.mark.parametrize(
    ("file", "spot"),
    [(SOURCE, SOURCE), (PASSAGES, PASSAGES), (QUESTIONS, QUESTIONS), ("register.yaml", "register.yaml"), (TEXT, f"{SOURCE}:4:9")],
)
def test_a_file_that_is_missing_is_one_problem(file, spot, tmp_path):
    root = copy(tmp_path)
    (root / file).unlink()
    problems = found(root)
    assert [one.id for one in problems] == ["file.missing"]
    assert str(problems[0].spot).startswith(spot)


def test_a_file_that_is_empty_lacks_every_field(tmp_path):
    root = copy(tmp_path)
    written("")(root / BELARUS)
    assert {(one.id, str(one.spot)) for one in found(root)} == {("record.missing-field", f"{BELARUS}:1:1")}
    assert {one.values["field"] for one in found(root)} == {"claim", "statement", "evidence"}


def test_all_problems_are_told_at_once_in_the_order_of_files_and_lines(tmp_path):
    faults = [case for case in CASES if case.file in (SOURCE, QUESTIONS, PASSAGES)][-3:]
    root = edited(tmp_path, *faults)
    told = found(root)
    assert {one.spot.file for one in told} == {case.file for case in faults}
    assert [one.spot for one in told] == sorted(one.spot for one in told)


@pytest.mark.parametrize("name", ["claims/\udcc7.yaml", "claims/\udcc7.txt"])
def test_a_file_name_that_is_not_utf8_can_be_told(name, tmp_path):
    root = copy(tmp_path)
    (root / name).write_text("claim: a\n")
    for tell in FORMATS.values():
        assert tell(found(root), root, "ar").encode()
    assert desk.digests(root)
