"""Where the terms of a query stand in a text, and how each was found."""

import pytest

from archive.search.matching import NamedPlace, PlaceName, find_matches
from archive.search.query import parse_query
from archive.text.anchoring import Span


def found(text: str, query: str, named=(), *, exact=False) -> list[tuple[str, str]]:
    """How each match was found and the characters of the text, whose span is checked as well."""
    result = find_matches(text, parse_query(query).terms, named, exact=exact)
    assert all(match.span.of(text) == match.matched_text for match in result)
    return [(match.match_kind, match.matched_text) for match in result]


def place(*known: str, identifier: str = "dachau") -> NamedPlace:
    return NamedPlace("typed", PlaceName(known[0], known[0], "camp", identifier), known)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("To Dachau and dachau.", "DACHAU", [("spelt", "Dachau"), ("spelt", "dachau")]),
        ("ＤＡＣＨＡＵ", "dachau", [("spelt", "ＤＡＣＨＡＵ")]),
        ("Dıyarbakır", "diyarbakir", [("spelt", "Dıyarbakır")]),
        ("to Gross-Rosen", "gross-rosen", [("spelt", "Gross"), ("spelt", "Rosen")]),
        ("Rosen Gross", '"gross rosen"', []),
        ("gross gross rosen", '"gross rosen"', [("spelt", "gross"), ("spelt", "rosen")]),
        ("the marches", "marching", [("stem", "marches")]),
        ("they march", "marching", [("stem", "march")]),
        ("the marches", '"marching"', []),
        ("المعسكر", "معسكر", [("stem", "المعسكر")]),
        ("to evacuate, every event", "ev*", [("beginning", "evacuate"), ("beginning", "every"), ("beginning", "event")]),
        ("at Gross-Rosen", "gross-ro*", [("beginning", "Gross-Rosen")]),
        ("gros rosen", "gross-ro*", []),
        ("", "a", []),
        ("nothing", "other", []),
    ],
)
def test_terms_are_found_with_their_characters(text, query, expected):
    assert found(text, query) == expected


def test_matches_are_in_the_order_of_the_text():
    assert found("west then east", "east west") == [("spelt", "west"), ("spelt", "east")]


def test_overlapping_matches_are_one_and_the_spelt_one_is_kept():
    assert found("marches", "marching marches") == [("spelt", "marches")]
    assert found("Dachau", "Dachau", [place("dachau")]) == [("spelt", "Dachau")]
    assert found("Dachau", "dach*", [place("dachau")]) == [("beginning", "Dachau")]


def test_exact_spelling_finds_no_other_form():
    assert found("Łódź Lodz", "Łódź", exact=True) == [("spelt", "Łódź")]
    assert found("Łódź", "lodz", exact=True) == []
    assert found("Łódź", "lodz") == [("spelt", "Łódź")]
    assert found("marches", "marching", exact=True) == []
    assert found("Łó-Bar Lo-Bar", "Łó-ba*", exact=True) == [("beginning", "Łó-Bar")]


def test_match_knows_term_words_and_whether_it_is_whole():
    text = "near Łódź"
    (match,) = find_matches(text, parse_query("lodz").terms)
    assert (match.span, match.term, match.query_word.folded, match.text_word.folded, match.named) == (
        Span(5, 9),
        "lodz",
        "lodz",
        "lodz",
        None,
    )
    assert match.is_exact is False
    assert find_matches(text, parse_query("łódź").terms)[0].is_exact is True
    assert [match.is_exact for match in find_matches("Łódź town", parse_query('"łódź town"').terms)] == [True, True]
    assert [match.is_exact for match in find_matches("Lodz town", parse_query('"łódź town"').terms)] == [False, False]
    (stem,) = find_matches("marches", parse_query("marching").terms)
    assert (stem.term, stem.query_word.folded, stem.text_word.folded) == ("marching", "marching", "marches")
    (beginning,) = find_matches("Gross-Rosen", parse_query("gross-ro*").terms)
    assert (beginning.term, beginning.query_word.folded, beginning.text_word.folded) == ("gross-ro*", "ro", "rosen")


# Names of places


def test_name_is_found_under_each_of_its_spellings():
    named = place("dachau", "gross rosen")
    assert found("Dachau, Gross-Rosen and gross_rosen", "", [named]) == [
        ("name", "Dachau"),
        ("name", "Gross-Rosen"),
        ("name", "gross_rosen"),
    ]


def test_longest_name_is_found_first():
    named = place("auschwitz", "auschwitz birkenau")
    assert found("Auschwitz-Birkenau", "", [named]) == [("name", "Auschwitz-Birkenau")]
    named = place("gross rosen", "gross")
    assert found("Gross Rosen, Gross", "", [named]) == [("name", "Gross Rosen"), ("name", "Gross")]


@pytest.mark.parametrize("text", ["Dachauer", "xDachau", "1Dachau"])
def test_name_is_a_whole_word(text):
    assert found(text, "", [place("dachau")]) == []


@pytest.mark.parametrize("text", ["داخاو", "وداخاو", "بداخاو", "والداخاو", "وبالداخاو", "للداخاو"])
def test_prefixes_written_onto_an_arabic_name_are_not_part_of_it(text):
    assert found(text, "", [place("داخاو")]) == [("name", "داخاو")]


def test_signs_in_a_name_stand_for_themselves():
    assert found("a.b", "", [place("a.b")]) == [("name", "a.b")]
    assert found("axb", "", [place("a.b")]) == []


def test_match_of_a_name_knows_the_name():
    named = place("dachau")
    (match,) = find_matches("in Dachau", (), [named])
    assert (match.match_kind, match.span, match.term, match.query_word, match.named) == (
        "name",
        Span(3, 9),
        "typed",
        match.text_word,
        named,
    )
    assert (match.text_word.folded, match.text_word.span, match.text_word.form) == ("dachau", Span(3, 9), "Dachau")
