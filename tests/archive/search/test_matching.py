"""Matches of a query's terms in a text, and their kinds."""

import pytest

from archive.search.matching import NamedPlace, PlaceName, find_matches
from archive.search.query import parse_query
from archive.text.anchoring import Span


def match_query(text: str, query: str, places=(), *, exact=False) -> list[tuple[str, str]]:
    """Return the kind and the characters of each match."""
    matches = find_matches(text, parse_query(query).terms, places, exact=exact)
    assert all(match.span.of(text) == match.matched_text for match in matches)
    return [(match.match_kind, match.matched_text) for match in matches]


def place(*names: str, identifier: str = "dachau") -> NamedPlace:
    return NamedPlace("typed", PlaceName(names[0], names[0], "camp", identifier), names)


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
def test_matches_have_their_kind_and_characters(text, query, expected):
    assert match_query(text, query) == expected


def test_matches_are_in_the_order_of_the_text():
    assert match_query("west then east", "east west") == [("spelt", "west"), ("spelt", "east")]


def test_of_overlapping_matches_the_spelt_one_is_returned():
    assert match_query("marches", "marching marches") == [("spelt", "marches")]
    assert match_query("Dachau", "Dachau", [place("dachau")]) == [("spelt", "Dachau")]
    assert match_query("Dachau", "dach*", [place("dachau")]) == [("beginning", "Dachau")]


def test_exact_spelling_finds_no_other_form():
    assert match_query("Łódź Lodz", "Łódź", exact=True) == [("spelt", "Łódź")]
    assert match_query("Łódź", "lodz", exact=True) == []
    assert match_query("Łódź", "lodz") == [("spelt", "Łódź")]
    assert match_query("marches", "marching", exact=True) == []
    assert match_query("Łó-Bar Lo-Bar", "Łó-ba*", exact=True) == [("beginning", "Łó-Bar")]


def test_match_has_its_term_its_words_and_exactness():
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


def test_all_names_of_a_place_match():
    named = place("dachau", "gross rosen")
    assert match_query("Dachau, Gross-Rosen and gross_rosen", "", [named]) == [
        ("name", "Dachau"),
        ("name", "Gross-Rosen"),
        ("name", "gross_rosen"),
    ]


def test_longest_name_matches():
    named = place("auschwitz", "auschwitz birkenau")
    assert match_query("Auschwitz-Birkenau", "", [named]) == [("name", "Auschwitz-Birkenau")]
    named = place("gross rosen", "gross")
    assert match_query("Gross Rosen, Gross", "", [named]) == [("name", "Gross Rosen"), ("name", "Gross")]


@pytest.mark.parametrize("text", ["Dachauer", "xDachau", "1Dachau"])
def test_name_is_a_whole_word(text):
    assert match_query(text, "", [place("dachau")]) == []


@pytest.mark.parametrize("text", ["داخاو", "وداخاو", "بداخاو", "والداخاو", "وبالداخاو", "للداخاو"])
def test_prefixes_written_onto_an_arabic_name_are_not_part_of_it(text):
    assert match_query(text, "", [place("داخاو")]) == [("name", "داخاو")]


def test_signs_in_a_name_are_literal():
    assert match_query("a.b", "", [place("a.b")]) == [("name", "a.b")]
    assert match_query("axb", "", [place("a.b")]) == []


def test_match_of_a_name_has_the_place():
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


def test_comparisons_of_matches_grow_with_their_number_and_not_with_its_square(monkeypatch):
    compared = []
    monkeypatch.setattr(
        Span, "overlaps", lambda span, other: compared.append(span) or (span.start < other.end and other.start < span.end)
    )
    text = " ".join(f"event{number}" for number in range(300))
    assert len(match_query(text, " ".join(["ev*"] * 31))) == 300
    assert len(compared) <= 2 * 300
