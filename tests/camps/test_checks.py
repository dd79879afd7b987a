"""Problems of place records and authority files."""

import pytest

from tests.support.corrupted_fixtures import check_case, copy_fixtures, find_problems, replace_text
from tests.support.shape_cases import AUTHORITIES, AUTHORITY_CASES, PLACE_CASES

MAJDANEK = "places/majdanek.yaml"
BALTIC = "places/baltic-sea.yaml"

CASES = [
    replace_text("record.twice", MAJDANEK, 'name: "مجدانيك"', 'name: ⌖"لوبلان/مايدانيك"', "لوبلان/مايدانيك", f"{MAJDANEK}:5:7"),
    replace_text(
        "record.twice", MAJDANEK, "authority: gnd", "authority: ⌖geonames", "geonames", MAJDANEK, also={'"4268005-0"': '"1"'}
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


def test_missing_authority_files_are_one_problem(tmp_path):
    root = copy_fixtures(tmp_path)
    (root / AUTHORITIES).unlink()
    assert [problem.id for problem in find_problems(root)] == ["file.missing"]
