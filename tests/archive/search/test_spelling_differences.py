"""Of two spellings of a word only what tells them apart is named."""

import pytest

from archive.search.match_reasons import find_folding_rules


@pytest.mark.parametrize(
    ("one", "other", "told"),
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
def test_the_rules_that_tell_two_spellings_apart(one, other, told):
    assert sorted(find_folding_rules(one, other)) == sorted(told)
    assert sorted(find_folding_rules(other, one)) == sorted(told)
