"""Whether a quotation stands in the archive is answered to the character, and never otherwise than the texts say."""

from __future__ import annotations

import pytest
from django.conf import settings
from hypothesis import assume, given
from hypothesis import strategies as some

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


def answered(text: str) -> dict:
    """The answer as data."""
    answer = check_quotation(text)
    return represent_answer(answer, build_part_views(answer))


def refs(answer: dict) -> list[str]:
    return [place["ref"] for piece in answer["pieces"] for place in piece["places"]]


@given(some.integers(0, len(SOURCE) - 1), some.integers(1, 600))
def test_whatever_is_copied_from_a_source_stands_in_it_with_its_address(start, length):
    quotation = SOURCE[start : start + length].strip()
    assume(len(tokenize_text(quotation)) > 3)
    answer = check_quotation(quotation)
    assert answer.verdict == "exact"
    (piece,) = answer.pieces
    assert [place.span.start for place in piece.places] == find_occurrences(SOURCE, quotation)
    for place in represent_answer(answer, build_part_views(answer))["pieces"][0]["places"]:
        assert place["exact"] == SOURCE[place["start"] : place["end"]] == quotation


@given(some.data())
def test_a_changed_letter_is_never_taken_for_the_letter_of_the_source(data):
    start = data.draw(some.integers(0, len(SOURCE) - 80))
    quotation = SOURCE[start : start + 80].strip()
    at = data.draw(some.integers(0, len(quotation) - 1))
    changed = quotation[:at] + "ژ" + quotation[at + 1 :]
    answer = check_quotation(changed)
    assert answer.verdict in ("spelling", "partly")
    assert any(one.differences or not one.places for one in answer.pieces)
    assert all(place.region.text in SOURCE for one in answer.pieces for place in one.places)


@pytest.mark.parametrize("start", [41, 44, 45, 52])
def test_a_wrong_word_between_five_on_each_side_and_words_cut_at_the_ends_leaves_the_ten_standing(start):
    cut = SOURCE[start : start + 80].strip()
    answer = answered(f"{cut[:40]}ژ{cut[41:]}")
    assert answer["verdict"] == "partly"
    assert sum(len(tokenize_text(one["words"])) for one in answer["pieces"] if one["stands"]) >= 9


def test_the_address_names_the_characters():
    answer = answered("أطلقوا النار مئات من السجناء")
    assert (answer["verdict"], answer["of"], refs(answer)) == ("exact", "text", ["3.2@24-52"])


def test_a_quotation_across_sentences_has_the_address_of_a_range():
    assert refs(answered(SOURCE[600:640])) == ["1.5-2.1@125-165"]


def test_whole_sentences_have_their_own_address():
    assert refs(answered(DIED)) == ["3.3"]


def test_every_place_is_told():
    answer = answered("السجناء")
    assert (
        answer["pieces"][0]["places_found"]
        == len(refs(answer))
        == sum(word.folded == "السجناء" for word in tokenize_text(SOURCE))
        > 5
    )


def test_up_to_three_words_are_looked_for_as_whole_words():
    assert SOURCE.count("مسيرات الموت") == 2
    assert refs(answered("مسيرات الموت")) == ["2.6@25-37"]
    assert answered("سيرات الموت")["verdict"] == "absent"


def test_where_words_are_too_common_it_says_that_not_every_place_was_looked_at(monkeypatch):
    monkeypatch.setattr(text_index, "MAX_CANDIDATE_CHUNKS", 1)
    assert answered("السجناء")["pieces"][0]["there_may_be_more"]
    monkeypatch.setattr(text_index, "MAX_CANDIDATE_CHUNKS", 0)
    assert answered("القوات السجناء")["verdict"] == "undecided"


def test_where_not_every_place_was_looked_at_nothing_is_said_to_be_absent(monkeypatch):
    quotation = "مات الآلاف من السجناء في تلك الليلة الطويلة الباردة"
    assert answered(quotation)["verdict"] == "partly"
    monkeypatch.setattr(text_index, "CANDIDATES_PER_WINDOW", 0)
    assert answered(quotation)["verdict"] == "partly"
    monkeypatch.setattr(text_index, "MAX_CANDIDATES", 0)
    answer = answered(quotation)
    assert answer["verdict"] == "undecided"
    assert [one["there_may_be_more"] for one in answer["pieces"]] == [True]
    assert answered("ولم يخبرنا أحد بما جرى في تلك الليلة الطويلة")["verdict"] == "absent"


def test_what_stands_around_a_quotation_is_set_aside_and_told():
    answer = answered(f"\n “{DIED}” ")
    assert (answer["verdict"], answer["set_aside"], answer["looked_for"]) == ("exact", ["space", "marks"], DIED)


def test_each_character_that_differs_is_named():
    answer = answered(DIED.replace("الآلاف", "الالاف").replace(" ،", "،", 1).replace("الإرهاق", "الإرهـاق"))
    assert answer["verdict"] == "spelling"
    differences = answer["pieces"][0]["differences"]
    assert [one["kind"] for one in differences] == ["alef", "space-before", "tatweel"]
    assert differences[0]["given_names"] == ["U+0627 ARABIC LETTER ALEF"]
    assert differences[0]["stands_names"] == ["U+0622 ARABIC LETTER ALEF WITH MADDA ABOVE"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("ي", "ى"), ("1945", "١٩٤٥"), ("القوات", "الـقـوات"), ("الغرب", "الغَرْب"), ("الألمانية", "الالمانية"), (" ", "  ")],
)
def test_arabic_spelled_otherwise_is_the_same_but_for_spelling(old, new):
    sentence = "استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الغرب في 7 مايو وفي الشرق في 9 مايو 1945."
    answer = answered(sentence.replace(old, new))
    assert (answer["verdict"], refs(answer)) == ("spelling", ["4.3"])


def test_another_number_is_no_spelling():
    answer = answered("استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الغرب في 8 مايو")
    assert answer["verdict"] == "partly"
    assert [one["words"] for one in answer["pieces"] if not one["stands"]] == ["8 مايو"]


def test_what_stands_is_told_from_what_does_not():
    answer = answered(SHOT.replace("مئات", "على آلاف"))
    assert answer["verdict"] == "partly"
    assert [(one["words"], one["stands"]) for one in answer["pieces"]] == [
        ("وبناء على أوامر صريحة ، أطلقوا النار", True),
        ("على آلاف", False),
        ("من السجناء الذين انهارت", True),
    ]
    assert answer["in_order"]


def test_parts_around_an_ellipsis_must_stand_in_order():
    forward = answered("مات الآلاف من السجناء … والإرهاق.")
    assert (forward["verdict"], forward["has_ellipses"], forward["in_order"]) == ("exact", True, True)
    back = answered("والتجويع ، والإرهاق […] مات الآلاف من السجناء")
    assert (back["verdict"], back["in_order"]) == ("partly", False)


def test_what_stands_in_several_sources_is_told_of_each(tmp_path):
    load_example(tmp_path)
    there = {one.identifier: one.text for one in Source.objects.all()}
    assert len(there) == 3
    answer = answered("invented")
    english = next(text for text in there.values() if "invented" in text)
    assert {place["of"] for place in answer["pieces"][0]["places"]} == {"text", "reading"}
    assert answer["of"] == "text"
    assert sum(place["of"] == "text" for place in answer["pieces"][0]["places"]) == english.count("invented")


def test_the_archives_reading_is_no_source():
    reading = Reading.objects.get(passage__ref="3.3")
    for quotation, verdict in ((reading.text, "exact"), (reading.text.replace("died", "dyed"), "spelling")):
        answer = answered(quotation)
        assert (answer["verdict"], answer["of"], refs(answer)) == (verdict, "reading", ["3.3"])


def test_a_quotation_across_readings_has_the_address_of_their_sentences():
    texts = list(Reading.objects.filter(passage__ref__in=["3.2", "3.3"]).order_by("passage__start").values_list("text", flat=True))
    answer = answered(" ".join(texts)[40:-10])
    assert (answer["verdict"], answer["of"], refs(answer)) == ("exact", "reading", ["3.2-3.3"])


@pytest.mark.parametrize("text", ["ولم يخبرنا أحد بما جرى في تلك الليلة الطويلة", "Es war einmal", "قوا", "SS SS SS SS SS"])
def test_what_does_not_stand_is_absent(text):
    assert answered(text)["verdict"] == "absent"


@pytest.mark.parametrize("text", ["…", "،", "«»", "\u200f", "\u0640", "👩", " \n"])
def test_what_has_no_word_is_not_looked_for(text):
    assert answered(text)["verdict"] == "wordless"
