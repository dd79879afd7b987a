"""Parsing of queries, and the reasons of refused ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.search.query import MAX_QUERY_LENGTH, MAX_QUERY_WORDS, QueryError, parse_query
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
        ('NEAR(a b) AND "x" OR NOT {y}', [("word", "NEAR(a"), ("word", "b)"), ("word", "AND"), ("phrase", "x"), ("word", "OR"), ("word", "NOT"), ("word", "{y}")], [], []),
    ],
)  # fmt: skip
def test_query_is_parsed(text, terms, excluded, filters):
    assert parse_parts(text) == (terms, excluded, filters)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * (MAX_QUERY_LENGTH + 1), "too-long"),
        ("a " * (MAX_QUERY_WORDS + 1), "too-many"),
        ("a\0b", "bytes"),
        ("a\ud800", "bytes"),
        ("\ufffd", "bytes"),
        ("b*", "prefix"),
        ("mar*es", "asterisk"),
        ("*camp", "asterisk"),
        ("marches -camp:dachau", "minus"),
    ],
)
def test_query_is_refused_with_its_reason(text, reason):
    with pytest.raises(QueryError) as refusal:
        parse_query(text)
    assert refusal.value.reason == reason


@given(some.text(max_size=MAX_QUERY_LENGTH) | some.text(alphabet='"-*:«» ()a\u202eaب', max_size=60))
def test_any_text_is_a_query_or_refused(text):
    try:
        query = parse_query(text)
    except QueryError:
        return
    assert all(term.words for term in (*query.terms, *query.excluded))
    assert all(split_words(term.typed) == list(term.words) for term in (*query.terms, *query.excluded))
