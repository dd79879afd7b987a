"""The check of a quotation against the archive is exact to the character."""

from __future__ import annotations

import pytest
from django.conf import settings
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.models import Reading, Source
from archive.quotations import text_index
from archive.quotations.answer import build_part_views, represent_answer
from archive.quotations.check import check_quotation
from archive.quotations.tokens import tokenize_text
from archive.text.anchoring import find_occurrences
from tests.support.corrupted_fixtures import TEXT
from tests.support.example_fixtures import load_example

pytestmark = pytest.mark.django_db

SOURCE = (settings.FIXTURES_ROOT / TEXT).read_bytes().decode()
DIED = "مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق."
SHOT = "وبناء على أوامر صريحة ، أطلقوا النار مئات من السجناء الذين انهارت"


def check(text: str) -> dict:
    """Return the answer as data."""
    result = check_quotation(text)
    return represent_answer(result, build_part_views(result))


def refs(answer: dict) -> list[str]:
    return [place["ref"] for part in answer["pieces"] for place in part["places"]]


@given(st.integers(0, len(SOURCE) - 1), st.integers(1, 600))
def test_text_copied_from_a_source_is_exact(start, length):
    quotation = SOURCE[start : start + length].strip()
    assume(len(tokenize_text(quotation)) > 3)
    answer = check_quotation(quotation)
    assert answer.verdict == "exact"
    (part,) = answer.parts
    assert [place.span.start for place in part.places] == find_occurrences(SOURCE, quotation)
    for place in represent_answer(answer, build_part_views(answer))["pieces"][0]["places"]:
        assert place["exact"] == SOURCE[place["start"] : place["end"]] == quotation


@given(st.data())
def test_a_changed_letter_is_never_exact(data):
    start = data.draw(st.integers(0, len(SOURCE) - 80))
    quotation = SOURCE[start : start + 80].strip()
    at = data.draw(st.integers(0, len(quotation) - 1))
    changed = quotation[:at] + "ژ" + quotation[at + 1 :]
    answer = check_quotation(changed)
    assert answer.verdict in ("spelling", "partly")
    assert any(part.differences or not part.places for part in answer.parts)
    assert all(place.region.text in SOURCE for part in answer.parts for place in part.places)


@pytest.mark.parametrize("start", [41, 44, 45, 52])
def test_five_words_on_each_side_of_a_wrong_one_are_found(start):
    cut = SOURCE[start : start + 80].strip()
    answer = check(f"{cut[:40]}ژ{cut[41:]}")
    assert answer["verdict"] == "partly"
    assert sum(len(tokenize_text(part["words"])) for part in answer["pieces"] if part["stands"]) >= 9


def test_the_address_names_the_characters():
    answer = check("أطلقوا النار مئات من السجناء")
    assert (answer["verdict"], answer["of"], refs(answer)) == ("exact", "text", ["3.2@24-52"])


def test_a_quotation_across_sentences_has_the_address_of_a_range():
    assert refs(check(SOURCE[600:640])) == ["1.5-2.1@125-165"]


def test_whole_sentences_have_their_own_address():
    assert refs(check(DIED)) == ["3.3"]


def test_every_place_is_listed():
    answer = check("السجناء")
    assert (
        answer["pieces"][0]["places_found"]
        == len(refs(answer))
        == sum(word.folded == "السجناء" for word in tokenize_text(SOURCE))
        > 5
    )


def test_up_to_three_words_must_be_whole_words():
    assert SOURCE.count("مسيرات الموت") == 2
    assert refs(check("مسيرات الموت")) == ["2.6@25-37"]
    assert check("سيرات الموت")["verdict"] == "absent"


def test_common_words_may_have_more_places(monkeypatch):
    monkeypatch.setattr(text_index, "MAX_CANDIDATE_CHUNKS", 1)
    assert check("السجناء")["pieces"][0]["there_may_be_more"]
    monkeypatch.setattr(text_index, "MAX_CANDIDATE_CHUNKS", 0)
    assert check("القوات السجناء")["verdict"] == "undecided"


def test_an_incomplete_lookup_is_undecided_not_absent(monkeypatch):
    quotation = "مات الآلاف من السجناء في تلك الليلة الطويلة الباردة"
    assert check(quotation)["verdict"] == "partly"
    monkeypatch.setattr(text_index, "CANDIDATES_PER_WINDOW", 0)
    assert check(quotation)["verdict"] == "partly"
    monkeypatch.setattr(text_index, "MAX_CANDIDATES", 0)
    answer = check(quotation)
    assert answer["verdict"] == "undecided"
    assert [part["there_may_be_more"] for part in answer["pieces"]] == [True]
    assert check("ولم يخبرنا أحد بما جرى في تلك الليلة الطويلة")["verdict"] == "absent"


def test_normalizations_are_reported():
    answer = check(f"\n “{DIED}” ")
    assert (answer["verdict"], answer["set_aside"], answer["looked_for"]) == ("exact", ["space", "marks"], DIED)


def test_each_character_that_differs_is_named():
    answer = check(DIED.replace("الآلاف", "الالاف").replace(" ،", "،", 1).replace("الإرهاق", "الإرهـاق"))
    assert answer["verdict"] == "spelling"
    differences = answer["pieces"][0]["differences"]
    assert [difference["kind"] for difference in differences] == ["alef", "space-before", "tatweel"]
    assert differences[0]["given_names"] == ["U+0627 ARABIC LETTER ALEF"]
    assert differences[0]["stands_names"] == ["U+0622 ARABIC LETTER ALEF WITH MADDA ABOVE"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("ي", "ى"), ("1945", "١٩٤٥"), ("القوات", "الـقـوات"), ("الغرب", "الغَرْب"), ("الألمانية", "الالمانية"), (" ", "  ")],
)
def test_other_spellings_of_arabic_are_the_same_but_for_spelling(old, new):
    sentence = "استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الغرب في 7 مايو وفي الشرق في 9 مايو 1945."
    answer = check(sentence.replace(old, new))
    assert (answer["verdict"], refs(answer)) == ("spelling", ["4.3"])


def test_another_number_is_not_a_spelling():
    answer = check("استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الغرب في 8 مايو")
    assert answer["verdict"] == "partly"
    assert [part["words"] for part in answer["pieces"] if not part["stands"]] == ["8 مايو"]


def test_found_and_missing_words_are_separate_parts():
    answer = check(SHOT.replace("مئات", "على آلاف"))
    assert answer["verdict"] == "partly"
    assert [(part["words"], part["stands"]) for part in answer["pieces"]] == [
        ("وبناء على أوامر صريحة ، أطلقوا النار", True),
        ("على آلاف", False),
        ("من السجناء الذين انهارت", True),
    ]
    assert answer["in_order"]


def test_parts_around_an_ellipsis_must_be_in_order():
    forward = check("مات الآلاف من السجناء … والإرهاق.")
    assert (forward["verdict"], forward["has_ellipses"], forward["in_order"]) == ("exact", True, True)
    back = check("والتجويع ، والإرهاق […] مات الآلاف من السجناء")
    assert (back["verdict"], back["in_order"]) == ("partly", False)


def test_words_of_several_sources_have_a_place_in_each(tmp_path):
    load_example(tmp_path)
    texts = list(Source.objects.values_list("text", flat=True))
    assert len(texts) == 3
    answer = check("invented")
    english = next(text for text in texts if "invented" in text)
    assert {place["of"] for place in answer["pieces"][0]["places"]} == {"text", "reading"}
    assert answer["of"] == "text"
    assert sum(place["of"] == "text" for place in answer["pieces"][0]["places"]) == english.count("invented")


def test_a_reading_is_not_a_source():
    reading = Reading.objects.get(passage__ref="3.3", number=1)
    for quotation, verdict in ((reading.text, "exact"), (reading.text.replace("died", "dyed"), "spelling")):
        answer = check(quotation)
        assert (answer["verdict"], answer["of"], refs(answer)) == (verdict, "reading", ["3.3"])


def test_a_quotation_across_readings_has_the_address_of_their_sentences():
    texts = list(
        Reading.objects.filter(passage__ref__in=["3.2", "3.3"], number=1).order_by("passage__start").values_list("text", flat=True)
    )
    answer = check(" ".join(texts)[40:-10])
    assert (answer["verdict"], answer["of"], refs(answer)) == ("exact", "reading", ["3.2-3.3"])


@pytest.mark.parametrize("text", ["ولم يخبرنا أحد بما جرى في تلك الليلة الطويلة", "Es war einmal", "قوا", "SS SS SS SS SS"])
def test_words_that_no_source_has_are_absent(text):
    assert check(text)["verdict"] == "absent"


@pytest.mark.parametrize("text", ["…", "،", "«»", "\u200f", "\u0640", "👩", " \n"])
def test_a_quotation_without_words_is_wordless(text):
    assert check(text)["verdict"] == "wordless"
