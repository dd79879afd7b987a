"""The check of a quotation against the archive is exact to the character."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.models import Reading, Source
from archive.quotations import pieces, text_index
from archive.quotations.answer import build_answer
from archive.quotations.answer_data import represent_answer
from archive.quotations.check import check_quotation
from archive.quotations.tokens import tokenize_text
from archive.text.anchoring import find_occurrences
from tests.support.corrupted_fixtures import TEXT

pytestmark = pytest.mark.django_db

SOURCE = (settings.FIXTURES_ROOT / TEXT).read_bytes().decode()
DIED = "مات الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق."
SHOT = "وبناء على أوامر صريحة ، أطلقوا النار مئات من السجناء الذين انهارت"


def check(text: str) -> dict:
    """Return the answer as data."""
    with translation.override("en"):
        return represent_answer(build_answer(check_quotation(text)))


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
    for place in represent_answer(build_answer(answer))["pieces"][0]["places"]:
        assert place["exact"] == SOURCE[place["start"] : place["end"]] == quotation


@given(st.data())
def test_a_changed_letter_is_never_exact(data):
    start = data.draw(st.integers(0, len(SOURCE) - 80))
    quotation = SOURCE[start : start + 80].strip()
    at = data.draw(st.integers(0, len(quotation) - 1))
    changed = quotation[:at] + "ژ" + quotation[at + 1 :]
    answer = check_quotation(changed)
    assert answer.verdict in ("spelling", "other-words", "partly", "partly-joined", "absent")
    assert any(part.differences or not part.places for part in answer.parts) or any(answer.cut_words)
    assert all(place.region.text in SOURCE for part in answer.parts for place in part.places)


@pytest.mark.parametrize("start", [41, 44, 45, 52])
def test_five_words_on_each_side_of_a_wrong_one_are_found(start):
    cut = SOURCE[start : start + 80].strip()
    answer = check(f"{cut[:40]}ژ{cut[41:]}")
    assert answer["verdict"] == "other-words"
    (piece,) = answer["pieces"]
    assert len(tokenize_text(piece["words"])) - answer["other_words"] >= 9


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
    assert refs(check("سيرات الموت")) == ["2.6@26-37"]
    assert check("سيرات الموت")["inside_word"] == {"start": "مسيرات", "end": None}


def test_common_words_may_have_more_places(monkeypatch):
    monkeypatch.setattr(text_index, "MAX_CANDIDATE_CHUNKS", 1)
    assert check("السجناء")["pieces"][0]["there_may_be_more"]
    monkeypatch.setattr(text_index, "MAX_CANDIDATE_CHUNKS", 0)
    assert check("القوات السجناء")["verdict"] == "undecided"


def test_an_incomplete_lookup_is_undecided_not_absent(monkeypatch):
    quotation = "مات الآلاف من السجناء وهم يرقصون طوال الليلة الباردة"
    assert check(quotation)["verdict"] == "partly"
    monkeypatch.setattr(text_index, "CANDIDATES_PER_WINDOW", 0)
    assert check(quotation)["verdict"] == "partly"
    monkeypatch.setattr(text_index, "MAX_CANDIDATES", 0)
    assert check(quotation)["verdict"] == "partly"
    monkeypatch.setattr(pieces, "MAX_CHUNKS_OF_PAIR", 0)
    monkeypatch.setattr(pieces, "MAX_CHUNKS_OF_PIECE", 0)
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


def test_found_and_missing_words_are_separate_parts():
    answer = check(SHOT.replace("أطلقوا النار مئات", "ثم رقصوا طوال الليلة الباردة على أنغام الموسيقى مع آلاف"))
    assert answer["verdict"] == "partly"
    assert [(part["words"], part["stands"]) for part in answer["pieces"]] == [
        ("وبناء على أوامر صريحة", True),
        ("ثم رقصوا طوال الليلة الباردة على أنغام الموسيقى مع آلاف", False),
        ("من السجناء الذين انهارت", True),
    ]
    assert answer["in_order"]


def test_parts_around_an_ellipsis_must_be_in_order():
    forward = check("مات الآلاف من السجناء … والإرهاق.")
    assert (forward["verdict"], forward["has_ellipses"], forward["in_order"]) == ("exact", True, True)
    assert forward["pieces"][1]["left_out_before"].strip() == "من التعرض ، والتجويع ،"
    back = check("والتجويع ، والإرهاق […] مات الآلاف من السجناء")
    assert (back["verdict"], back["in_order"]) == ("partly-joined", False)


@pytest.mark.parametrize(
    ("quotation", "sentences"),
    [
        ("مات الآلاف … والإرهاق.", ["What the ellipses leave out is shown below."]),
        ("the SS did […] have time to evacuate the camp", ["What the ellipses leave out is shown below."]),
        (
            "أطلقوا النار مئات من السجناء … مات الآلاف من السجناء",
            ["What the ellipses leave out is shown below.", "They join words of different sentences."],
        ),
        (
            "The SS authorities … liberated hundreds of thousands of concentration camp prisoners.",
            ["The ellipses leave out more than is shown here.", "They join words of different sentences."],
        ),
    ],
)
def test_what_ellipses_leave_out_is_said(quotation, sentences):
    answer = check(quotation)
    assert answer["verdict"] == "exact"
    assert all(sentence in answer["sentence"] for sentence in sentences)
    assert ("different sentences" in answer["sentence"]) == (len(sentences) == 2)
    is_shown = all(part["left_out_before"] is not None for part in answer["pieces"][1:])
    assert is_shown == ("shown below" in answer["sentence"])


@pytest.mark.parametrize(
    "quotation",
    [
        "استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الشرق في 7 مايو وفي الغرب في 9 مايو 1945",
        "The SS did have time to evacuate the camp.",
        "The German armed forces surrendered conditionally in the west on 7 May and in the east on 9 May 1945.",
        "SS chief Heinrich Himmler ordered that no prisoners in the concentration camps be evacuated to the west.",
        "hundreds of thousands of prisoners died of exhaustion",
        "لم يمت الآلاف من السجناء من التعرض ، والتجويع ، والإرهاق",
        "وفي الشرق في 9 مايو 1954",
        "وفي الشرق في 9 مايو 19 45",
        "في الغرب في 7 مايو (8) ، وفي الشرق",
        "مات مئات الآلاف من السجناء",
    ],
)
def test_altered_quotation_is_never_said_to_have_the_words(quotation):
    assert check(quotation)["verdict"] in ("other-words", "partly-joined", "partly", "absent")


def test_words_of_several_sources_have_a_place_in_each(example_archive):
    texts = list(Source.objects.values_list("text", flat=True))
    assert len(texts) == 3
    answer = check("invented")
    english = next(text for text in texts if "invented" in text)
    assert {place["of"] for place in answer["pieces"][0]["places"]} == {"text", "reading"}
    assert answer["of"] == "text"
    assert sum(place["of"] == "text" for place in answer["pieces"][0]["places"]) == english.count("invented")


def test_a_reading_is_not_a_source():
    reading = Reading.objects.get(passage__ref="3.3", number=1)
    for quotation, verdict in (
        (reading.text, "exact"),
        (reading.text.upper(), "spelling"),
        (reading.text.replace("died", "lied"), "other-words"),
    ):
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


@pytest.mark.parametrize(
    ("quotation", "changes"),
    [
        ("إلى يوم تقريبا الأخيرة من الحزب", [("word", "الحزب", "الحرب")]),
        ("ونفذت معظم عمليات الإخلاء بها المطار", [("word", "المطار", "القطار")]),
        ("استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الغرب في 8 مايو", [("word", "8", "7")]),
        ("استسلمت القوات المسلحة الألمانية دون قيد أو شرط في الغرب في 9 مايو", [("word", "9", "7")]),
        (DIED.replace("مات", "مات مئات"), [("word-added", "مئات ", "")]),
        (DIED.replace("الآلاف من", "معظم"), [("word", "معظم", "الآلاف من")]),
        ("Hundreds of thousands of prisoners died of exposure, of being starved", [("word-added", "Hundreds of ", "")]),
    ],
)
def test_other_words_are_shown_with_those_of_the_source(quotation, changes):
    answer = check(quotation)
    assert answer["verdict"] == "other-words"
    (piece,) = answer["pieces"]
    found = [(difference["kind"], difference["given"], difference["stands"]) for difference in piece["differences"]]
    assert [change for change in found if change[0].startswith("word")] == changes
    assert answer["other_words"] == sum(
        max(len(tokenize_text(given)), len(tokenize_text(stands))) for _kind, given, stands in changes
    )
    assert str(answer["other_words"]) in answer["sentence"]


def test_words_left_out_are_shown():
    answer = check("ولم تقدم السلطات تريد SS السجناء إلى البقاء على قيد الحياة")
    assert (answer["verdict"], answer["in_order"]) == ("partly-joined", True)
    assert [part["left_out_before"] for part in answer["pieces"]] == [None, " لا "]
    assert refs(answer) == ["1.5@0-16", "1.5@20-61"]


def test_pieces_of_several_sentences_have_all_their_places():
    answer = check("مات الآلاف من السجناء في معسكرات الاعتقال.")
    assert answer["verdict"] == "partly-joined"
    assert [part["stands"] for part in answer["pieces"]] == [True, True]
    assert len(answer["pieces"][1]["places"]) == SOURCE.count("في معسكرات الاعتقال") == 4


def test_words_that_were_not_found_beside_others_are_looked_for_by_themselves():
    answer = check("مات الآلاف من السجناء ثم رقصوا وغنوا في معسكرات الاعتقال")
    assert [(part["words"], part["stands"]) for part in answer["pieces"]] == [
        ("مات الآلاف من السجناء", True),
        ("ثم رقصوا وغنوا", False),
        ("في معسكرات الاعتقال", True),
    ]


def test_same_words_in_another_order():
    answer = check("من السجناء الآلاف مات")
    assert (answer["verdict"], answer["in_order"], refs(answer)) == ("partly-joined", False, ["3.3@0-21"])
    assert "another order" in answer["sentence"]


@pytest.mark.parametrize(
    "quotation",
    [
        "Hundreds of thousands of prisoners died on the death marches.",
        "Hundreds of thousands of people were gassed",
        "قتل مئات الآلاف من السجناء في معسكرات الاعتقال في غرف الغاز",
    ],
)
def test_runs_that_state_nothing_are_not_part_of_a_quotation(quotation):
    answer = check(quotation)
    assert (answer["verdict"], answer["of"]) == ("absent", None)
    assert any(part["stands"] for part in answer["pieces"])
    assert "state nothing" in answer["sentence"]
    assert answer["nearest"]["ref"].startswith("4.1")


def test_each_piece_of_readings_has_a_place():
    answer = check("Hundreds of thousands of prisoners died on the death marches.")
    assert all(part["places"] for part in answer["pieces"] if part["stands"])


def test_the_nearest_passage_of_an_absent_quotation():
    answer = check("مات آلاف السجناء من الجوع")
    assert answer["verdict"] == "absent"
    assert (answer["nearest"]["ref"], answer["nearest"]["shared"]) == ("3.3@0-21", ["مات", "السجناء"])
    assert check("Es war einmal")["nearest"] is None


def test_a_mixture_of_a_source_and_readings():
    answer = check("مات الآلاف من السجناء during these death marches the SS mistreated")
    assert (answer["verdict"], answer["of"]) == ("partly-joined", "mixture")
    assert [part["of"] for part in answer["pieces"]] == ["text", "reading"]


def test_a_statement_of_the_archive_is_not_a_source():
    answer = check("مات ألاف السجناء من «التعرض» والتجويع والإرهاق.")
    assert (answer["verdict"], answer["of"]) == ("spelling", "claim")
    assert [place["permanent"] for place in answer["pieces"][0]["places"]] == answer["claims"]
    assert check("مات آلاف السجناء من «التعرض»")["verdict"] == "exact"


@pytest.mark.parametrize(
    "text", ["\u200fمات الآلاف من السجناء", "مات الآلاف من السجناء\u200f", "\u2067مات الآلاف من السجناء \u2069"]
)
def test_invisible_characters_at_an_edge_are_set_aside(text):
    answer = check(text)
    assert (answer["verdict"], refs(answer), answer["set_aside"]) == ("exact", ["3.3@0-21"], ["invisible"])


@pytest.mark.parametrize("mark", ["¹", "[12]", "(3)", " [4]", "1", "†"])
def test_footnote_marks_are_no_words(mark):
    answer = check(f"مات الآلاف من السجناء{mark} من التعرض")
    assert (answer["verdict"], refs(answer)) == ("spelling", ["3.3@0-31"])
    assert [difference["kind"] for difference in answer["pieces"][0]["differences"]] == ["note"]
    assert check(f"مات الآلاف من السجناء{mark}")["verdict"] in ("exact", "spelling")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("ضرعتلا نم ءانجسلا نم فالآلا تام", "letters"),
        ("تام فالآلا نم ءانجسلا نم ضرعتلا", "letters"),
        ("التعرض من السجناء من الآلاف مات", "words"),
    ],
)
def test_reversed_letters_and_words_are_recognized(text, note):
    answer = check(text)
    assert (answer["verdict"], refs(answer), answer["set_aside"]) == ("spelling", ["3.3@0-31"], [f"reversed-{note}"])
    assert "reverse order" in answer["sentence"]


def test_figures_in_a_reversed_text_keep_their_order():
    answer = check("1945 ويام 9 يف قرشلا يفو ويام 7 يف برغلا يف")
    assert (answer["verdict"], refs(answer)) == ("spelling", ["4.3@48-91"])


@pytest.mark.parametrize("text", ["ﻣﺎﺕ ﺍﻵﻻﻑ ﻣﻦ ﺍﻟﺴﺠﻨﺎﺀ", "ﺀﺎﻨﺠﺴﻟﺍ ﻦﻣ ﻑﻻﻵﺍ ﺕﺎﻣ"])
def test_presentation_forms_are_a_spelling(text):
    assert (check(text)["verdict"], refs(check(text))) == ("spelling", ["3.3@0-21"])


def test_persian_presentation_forms_are_a_spelling():
    answer = check("ﮐﺎﻥ SS ﯾﮑﻦ ﻟﺪﯾﻪ ﺍﻟﻮﻗﺖ")
    assert (answer["verdict"], refs(answer)) == ("spelling", ["1.2@41-62"])
    assert {difference["kind"] for difference in answer["pieces"][0]["differences"]} == {"kaf", "ya", "form"}


def test_two_full_stops_are_an_ellipsis():
    answer = check("مات الآلاف.. من التعرض")
    assert (answer["verdict"], answer["has_ellipses"]) == ("exact", True)


def test_a_quotation_that_cuts_words_says_so():
    answer = check("لم تقدم السلطات لا تريد SS السج")
    assert (answer["verdict"], answer["inside_word"]) == ("exact", {"start": "ولم", "end": "السجناء"})
    assert "begins inside a word" in answer["sentence"]
    assert "ends inside a word" in answer["sentence"]
    respelled = check("لم تقدم السلطاتِ لا تريد SS السج")
    assert (respelled["verdict"], respelled["inside_word"]) == ("spelling", {"start": "ولم", "end": "السجناء"})
    assert check(DIED)["inside_word"] == {"start": None, "end": None}
