"""Rules of folding that make two spellings equal."""

import pytest

from archive.search.match_reasons import find_folding_rules


@pytest.mark.parametrize(
    ("first", "second", "rules"),
    [
        ("داخاو", "داخاو", []),
        ("المسيره", "المسيرة", ["ta"]),
        ("اوشفيتز", "أوشفيتز", ["hamza"]),
        ("أُوشفيتز", "أوشفيتز", ["vowels"]),
        ("أُوشفيتز", "اوشفيتز", ["vowels", "hamza"]),
        ("الى", "الي", ["ya"]),
        ("داخـاو", "داخاو", ["tatweel"]),
        ("کتاب", "كتاب", ["kaf"]),
        ("١٩٤٥", "1945", ["digits"]),
        ("flossenburg", "flossenbürg", ["accents"]),
        ("gross", "groß", ["accents"]),
        ("łódź", "lodz", ["accents"]),
        ("داخاو", "داخو", ["letters"]),
    ],
)
def test_needed_rules_are_named_in_either_order(first, second, rules):
    assert sorted(find_folding_rules(first, second)) == sorted(rules)
    assert sorted(find_folding_rules(second, first)) == sorted(rules)
