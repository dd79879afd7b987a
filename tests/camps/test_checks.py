"""Problems of place records and authority files."""

import pytest

from archive.editions import pipeline
from tests.support.corrupted_fixtures import Case, check_case, copy_fixtures, find_problems, replace_text
from tests.support.invented_places import BARN, SUBCAMP, VILLAGE, add_invented_places
from tests.support.shape_cases import AUTHORITIES, AUTHORITY_CASES, PLACE_CASES

MAJDANEK = "places/majdanek.yaml"
BALTIC = "places/baltic-sea.yaml"
CITY = 'ar: "لوبيك", en: "Lübeck"'
REFERENCE = 'reference: {ar: "مرجع", en: "A reference"}, recorded: 2026-11-29'


def _add_today(id_: str, text: str, *expected: str) -> Case:
    return replace_text(id_, BALTIC, "kind: sea", f"kind: sea\ntoday: {{{text}, {REFERENCE}}}", *expected)


CASES = [
    replace_text("record.twice", MAJDANEK, 'name: "مجدانيك"', 'name: ⌖"لوبلين/مايدانيك"', "لوبلين/مايدانيك", f"{MAJDANEK}:5:7"),
    replace_text(
        "record.twice", MAJDANEK, "authority: gnd", "authority: ⌖wikidata", "wikidata", MAJDANEK, also={'"4268005-0"': '"Q1"'}
    ),
    replace_text("record.file-name", BALTIC, "place: baltic-sea", "place: ⌖baltic", "baltic", "baltic-sea"),
    replace_text("authority.unknown", MAJDANEK, "authority: gnd", "authority: ⌖gmd", "gmd", "(gnd?)"),
    replace_text(
        "authority.not-matched", MAJDANEK, 'identifier: "Q160135"', 'identifier: ⌖"q160135"', "wikidata", "(Q160135?)", "Q[1-9]"
    ),
    replace_text(
        "authority.not-matched",
        MAJDANEK,
        'identifier: "Q160135"',
        'identifier: ⌖"https://www.wikidata.org/wiki/Q160135"',
        "(Q160135?)",
    ),
    replace_text("authority.not-matched", MAJDANEK, 'identifier: "Q160135"', 'identifier: ⌖"Majdanek"', "Majdanek"),
    replace_text("record.twice", AUTHORITIES, "authority: viaf", "authority: ⌖gnd", "gnd"),
    replace_text("subject.no-name", BALTIC, "names:\n  ar", "description: {ar: بحر, en: A sea}\nnames:\n  ⌖ar", "baltic-sea"),
    replace_text(
        "subject.unknown", BALTIC, "kind: sea", "kind: sea\npart_of: ⌖place:eastern-belarusia", "(place:eastern-belarus?)"
    ),
    replace_text("subject.part-of-itself", BALTIC, "kind: sea", "kind: sea\npart_of: ⌖place:baltic-sea", "place:baltic-sea"),
    replace_text("date.not-edtf", MAJDANEK, 'name: "مجدانيك"', 'name: "مجدانيك"\n    time: ⌖"until 1945"', "until 1945"),
    _add_today("subject.unknown-country", "country: ⌖SU", "SU", "ISO 3166-1"),
    _add_today("subject.unknown-country", "country: ⌖EU", "EU"),
    _add_today("subject.two-distances", f"city: {{{CITY}, latitude: 54, longitude: 11, distance: ⌖9}}", "place:baltic-sea"),
    _add_today("subject.no-distance", f"city: {{{CITY}, latitude: ⌖54, longitude: 11}}", "place:baltic-sea"),
    _add_today("record.missing-field", f"city: ⌖{{{CITY}, latitude: 54}}", "longitude"),
    replace_text("subject.empty-today", BALTIC, "kind: sea", f"kind: sea\n⌖today: {{{REFERENCE}}}", "place:baltic-sea"),
    *AUTHORITY_CASES,
    *PLACE_CASES,
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)


def test_authority_file_is_data(tmp_path):
    root = copy_fixtures(tmp_path)
    entry = "  - {authority: ssc, name: {ar: SSC, en: SSC}, pattern: '[0-9]{2}-[0-9]{4}', address: 'https://example.org/{}'}\n"
    with (root / AUTHORITIES).open("a") as file:
        file.write(entry)
    place = root / MAJDANEK
    place.write_text(place.read_text("utf-8").replace("authority: gnd", "authority: ssc"), "utf-8")
    assert [problem.id for problem in find_problems(root)] == ["authority.not-matched"]


def test_place_has_a_name_or_a_description(tmp_path):
    root = add_invented_places(tmp_path)
    assert find_problems(root) == []
    (root / BARN).write_text("place: invented-barn\nkind: site\n", "utf-8")
    assert [(problem.id, problem.location.file) for problem in find_problems(root)] == [("subject.no-name", BARN)]


def test_circle_of_parts_is_one_problem(tmp_path):
    root = add_invented_places(tmp_path)
    village = root / VILLAGE
    village.write_text(f"{village.read_text('utf-8')}part_of: place:invented-barn\n", "utf-8")
    (problem,) = find_problems(root)
    assert (problem.id, problem.location.file) == ("subject.part-of-itself", BARN)
    assert problem.values == {"identifier": "place:invented-barn", "other": "place:invented-village"}


def test_published_place_is_not_part_of_a_draft(tmp_path):
    root = add_invented_places(tmp_path)
    village = root / VILLAGE
    village.write_text(f"draft: true\n{village.read_text('utf-8')}", "utf-8")
    assert [(problem.id, problem.location.file) for problem in find_problems(root)] == [("draft.rested-on", BARN)]


def test_subcamp_without_a_main_camp_is_a_warning(tmp_path):
    root = add_invented_places(tmp_path)
    subcamp = root / SUBCAMP
    assert pipeline.check_fixtures(root) == []
    subcamp.write_text(subcamp.read_text("utf-8").replace("part_of: camp:gross-rosen\n", ""), "utf-8")
    (warning,) = pipeline.check_fixtures(root)
    assert (warning.id, warning.level, warning.location.file) == ("subject.no-main-camp", "warning", SUBCAMP)


def test_missing_authority_files_are_one_problem(tmp_path):
    root = copy_fixtures(tmp_path)
    (root / AUTHORITIES).unlink()
    assert [problem.id for problem in find_problems(root)] == ["file.missing"]
