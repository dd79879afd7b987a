"""Parsing of queries, and the reasons of refused ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.search.query import (
    MAX_QUERY_LENGTH,
    MAX_QUERY_WORDS,
    Query,
    QueryError,
    Term,
    find_open_filter,
    parse_query,
    remove_quotes,
)
from archive.search.words import split_words


def parse_parts(text):
    query = parse_query(text)
    return [(term.kind, term.typed) for term in query.terms], [term.typed for term in query.excluded], list(query.filters)


@pytest.mark.parametrize(
    ("text", "terms", "excluded", "filters"),
    [
        ("winter evacuations", [("word", "winter"), ("word", "evacuations")], [], []),
        ('"death marches" -winter', [("phrase", "death marches")], ["winter"], []),
        ("«مسيرات الموت» −الشتاء", [("phrase", "مسيرات الموت")], ["الشتاء"], []),
        ("liberat* Gross-Rosen", [("prefix", "liberat*"), ("word", "Gross-Rosen")], [], []),
        ('camp:dachau معسكر:"جروس روزين" date:1945-01', [], [], [("camp", "dachau"), ("camp", "جروس روزين"), ("date", "1945-01")]),
        ('"unclosed words', [("phrase", "unclosed words")], [], []),
        ("Camp:dachau DATE: 1945 معسكر: «جروس روزين»", [], [], [("camp", "dachau"), ("date", "1945"), ("camp", "جروس روزين")]),
        ("\u017fource:x k\u0130nd:y", [("word", "\u017fource:x"), ("word", "k\u0130nd:y")], [], []),
        ("Gross-Ro*", [("prefix", "Gross-Ro*")], [], []),
        ('" two words "', [("phrase", "two words")], [], []),
        ("other:thing", [("word", "other:thing")], [], []),
        ('- -- * : "" « »', [], [], []),
        ('NEAR(a b) AND "x" OR NOT {y}', [("word", "NEAR(a"), ("word", "b)"), ("phrase", "x"), ("word", "{y}")], [], []),
    ],
)  # fmt: skip
def test_query_is_parsed(text, terms, excluded, filters):
    assert parse_parts(text) == (terms, excluded, filters)


@pytest.mark.parametrize(
    ("text", "reason", "value"),
    [
        ("x" * (MAX_QUERY_LENGTH + 1), "too-long", str(MAX_QUERY_LENGTH + 1)),
        ("a " * (MAX_QUERY_WORDS + 1), "too-many", str(MAX_QUERY_WORDS)),
        ("a -b " * MAX_QUERY_WORDS, "too-many", str(MAX_QUERY_WORDS)),
        ("a\0b", "bytes", ""),
        ("a\ud800", "bytes", ""),
        ("\ufffd", "bytes", ""),
        ("b*", "prefix", "b*"),
        ("x -b*", "prefix", "b*"),
        ("mar*es", "asterisk", "mar*es"),
        ("*camp", "asterisk", "*camp"),
        ("marches -camp:dachau", "minus", "-camp:dachau"),
    ],
)
def test_query_is_refused_with_its_reason_and_value(text, reason, value):
    with pytest.raises(QueryError, match=reason) as refusal:
        parse_query(text)
    assert (refusal.value.reason, refusal.value.value) == (reason, value)


def test_query_may_have_the_highest_length_and_number_of_words():
    assert parse_query("x" * MAX_QUERY_LENGTH).terms[0].typed == "x" * MAX_QUERY_LENGTH
    assert len(parse_query("a " * MAX_QUERY_WORDS).terms) == MAX_QUERY_WORDS
    assert parse_query("be** x").terms[0].kind == "prefix"


def test_query_has_its_text_with_and_without_filters_and_exactness():
    text = 'camp:dachau  "death marches" -winter * date:1945'
    query = parse_query(text, exact=True)
    assert (query.text, query.text_without_filters, query.exact) == (text, '"death marches" -winter *', True)
    assert parse_query("a").exact is False
    assert query.terms == (Term("death marches", tuple(split_words("death marches")), "phrase"),)
    assert Query("").text_without_filters == ""


def test_query_is_true_if_it_has_any_part():
    assert [bool(parse_query(text)) for text in ("a", "-a", "camp:x", "", "-")] == [True, True, True, False, False]


def test_filter_may_have_no_value():
    assert parse_query('camp: date:""').filters == (("camp", 'date:""'),)
    assert parse_query('date:""').filters == parse_query("date:").filters == (("date", ""),)


@pytest.mark.parametrize(
    ("typed", "open_filter"),
    [
        ("camp:da", ("camp", 5)),
        ("death Camp: gro", ("camp", 12)),
        ('معسكر:"جروس ر', ("camp", 7)),
        ("kind:", ("kind", 5)),
        ('camp:"gross rosen" x', None),
        ("xcamp:da", None),
        ("other:da", None),
        ("", None),
    ],
)
def test_open_filter_has_its_kind_and_the_start_of_its_value(typed, open_filter):
    assert find_open_filter(typed) == open_filter


@pytest.mark.parametrize(
    ("text", "unquoted"),
    [
        ('"death marches" Gross-Rosen -winter camp:dachau', 'death marches Gross Rosen -"winter"'),
        ('"death, marches" -"a b" -c', 'death marches -"a b" -"c"'),
        ('"death" marches', ""),
        ("Gross-Rosen", ""),
        ('x -"a b"', ""),
        ('"death" "death marches"', "death death marches"),
    ],
)
def test_quotes_are_removed_from_phrases_of_several_words(text, unquoted):
    assert remove_quotes(parse_query(text)) == unquoted


@given(some.text(max_size=MAX_QUERY_LENGTH) | some.text(alphabet='"-*:«» ()a\u202eaب', max_size=60))
def test_any_text_is_a_query_or_refused(text):
    try:
        query = parse_query(text)
    except QueryError:
        return
    assert all(term.words for term in (*query.terms, *query.excluded))
    assert all(split_words(term.typed) == list(term.words) for term in (*query.terms, *query.excluded))


@pytest.mark.parametrize(
    ("text", "unsupported", "typed"),
    [
        ("march OR train", ("OR",), ["march", "train"]),
        ("death NEAR/3 march", ("NEAR/3",), ["death", "march"]),
        ("site:ushmm.org intitle:march", ("site:", "intitle:"), ["ushmm.org", "march"]),
        ("Title:march year:1945", ("Title:", "year:"), ["march", "1945"]),
        ("+march death~2", ("+", "~2"), ["march", "death"]),
        ("camps: ma?ch", ("?",), ["camps:", "mach"]),
        ("3:5 or near", (), ["3:5", "or", "near"]),
    ],
)
def test_operators_of_other_searches_are_named_and_left_out(text, unsupported, typed):
    query = parse_query(text)
    assert query.unsupported == unsupported
    assert [term.typed for term in query.terms] == typed
