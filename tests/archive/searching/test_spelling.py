"""Of two spellings of a word only what tells them apart is named."""

import pytest

from archive.searching.spelling import differences


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
    assert sorted(differences(one, other)) == sorted(told)
    assert sorted(differences(other, one)) == sorted(told)
