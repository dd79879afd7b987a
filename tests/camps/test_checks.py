"""Problems of place records."""

import pytest

from tests.support.corrupted_fixtures import check_case, replace_text
from tests.support.shape_cases import PLACE_CASES

MAJDANEK = "places/majdanek.yaml"
BALTIC = "places/baltic-sea.yaml"

CASES = [
    replace_text("record.twice", MAJDANEK, 'name: "مجدانيك"', 'name: ⌖"لوبلان/مايدانيك"', "لوبلان/مايدانيك", f"{MAJDANEK}:5:7"),
    replace_text("record.twice", MAJDANEK, "authority: gnd", "authority: ⌖geonames", "geonames", MAJDANEK),
    replace_text("record.file-name", BALTIC, "place: baltic-sea", "place: ⌖baltic", "baltic", "baltic-sea"),
    *PLACE_CASES,
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)
