"""Place records that contradict themselves or each other are refused."""

import pytest

from tests.broken import check_case, swap

MAJDANEK = "places/majdanek.yaml"
BALTIC = "places/baltic-sea.yaml"

CASES = [
    swap("record.twice", MAJDANEK, 'name: "مجدانيك"', 'name: ⌖"لوبلان/مايدانيك"', "لوبلان/مايدانيك", f"{MAJDANEK}:5:7"),
    swap("record.twice", MAJDANEK, "authority: gnd", "authority: ⌖geonames", "geonames", MAJDANEK),
    swap("record.file-name", BALTIC, "place: baltic-sea", "place: ⌖baltic", "baltic", "baltic-sea"),
    swap("record.wrong-value", BALTIC, "latitude: 54.3", "latitude: ⌖94.3", "94.3", "85"),
    swap("record.wrong-value", BALTIC, "latitude: 54.3", "latitude: ⌖54.30001", "54.30001"),
    swap("record.wrong-value", BALTIC, "recorded: 2026-11-23", "recorded: ⌖2026-11-31", "2026-11-31", "2026-11-23"),
    swap(
        "record.missing-field",
        BALTIC,
        'names:\n  ar: "بحر البلطيق"\n  en: "Baltic Sea"\n  de: "Ostsee"\n  pl: "Morze Bałtyckie"',
        'names:\n  ⌖ar: "بحر البلطيق"\n  en: "Baltic Sea"\n  de: "Ostsee"',
        "pl",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_one_fault_is_one_problem(case, tmp_path):
    check_case(case, tmp_path)
