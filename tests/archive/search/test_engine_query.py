"""Queries to an engine in the language of each, and the tokens of a document."""

import pytest

from archive.search.engine_query import (
    MAX_TOKEN_BYTES,
    AllOf,
    AnyOf,
    EngineQuery,
    Phrase,
    cut_fields,
    list_tokens,
    make_token,
    match_mark,
    match_spelling,
    match_stem,
    to_fts5,
    to_tsquery,
    to_tsvector,
)
from archive.search.words import split_spellings, split_words

ONE, TWO, WORDS = make_token("a"), make_token("b"), Phrase(("c", "d"))


@pytest.mark.parametrize(
    ("query", "sqlite", "postgresql"),
    [
        (EngineQuery(ONE), '"a"', "(('a'))"),
        (EngineQuery(WORDS), '"c d"', "(('c' <-> 'd'))"),
        (EngineQuery(AllOf((ONE, WORDS))), '("a" AND "c d")', "((('a') & ('c' <-> 'd')))"),
        (EngineQuery(AnyOf((ONE, AllOf((TWO, WORDS))))), '("a" OR ("b" AND "c d"))', "((('a') | (('b') & ('c' <-> 'd'))))"),
        (EngineQuery(AllOf((ONE, AnyOf((TWO, WORDS))))), '("a" AND ("b" OR "c d"))', "((('a') & (('b') | ('c' <-> 'd'))))"),
        (EngineQuery(ONE, (TWO, WORDS)), '("a") NOT ("b" OR "c d")', "(('a')) & !(('b')) & !(('c' <-> 'd'))"),
    ],
)
def test_expression_is_written_for_each_engine(query, sqlite, postgresql):
    assert (to_fts5(query), to_tsquery(query)) == (sqlite, postgresql)


def test_word_matches_by_its_stem_or_itself():
    assert match_stem("marching") == AnyOf((make_token("~march"), make_token("march"), make_token("marching")))
    assert match_stem("march") == AnyOf((make_token("~march"), make_token("march")))


def test_spelling_matches_by_its_form():
    plain, marked = split_words("dachau Łódź")
    assert match_spelling(plain) == EngineQuery(make_token("dachau"), (make_token("!dachau"),))
    assert match_spelling(marked) == EngineQuery(make_token("=łódź"))
    assert match_mark("kind:claim") == Phrase(("#kind:claim",))


def test_document_has_words_stems_spellings_and_marks():
    ordered, unordered = list_tokens(
        [split_spellings("Camps Łódź"), split_spellings("camps")], ["kind:claim", "camp:a", "kind:claim"]
    )
    assert ordered == ["camps", "lodz", ".", "camps"]
    assert unordered == ["#kind:claim", "#camp:a", "~camp", "=łódź", "!lodz"]


def test_word_that_is_also_spelt_plainly_is_not_marked_as_absent():
    assert list_tokens([split_spellings("Łodz lodz")], [])[1] == ["=łodz"]


def test_tokens_of_a_document_are_limited_in_bytes_over_all_fields():
    word, size = "x" * 50, 12 * 50
    fits = MAX_TOKEN_BYTES // size
    assert len(list_tokens(cut_fields([split_spellings(f"{word} " * fits)]), [])[0]) == fits
    assert len(list_tokens(cut_fields([split_spellings(f"{word} " * (fits + 1))]), [])[0]) == fits
    assert (
        len(list_tokens(cut_fields([split_spellings(f"{word} " * (fits - 1)), split_spellings(f"{word} " * 3)]), [])[0]) == fits + 1
    )
    assert list_tokens(cut_fields([split_spellings(f"{word} " * (fits + 9)), split_spellings("a b")]), [])[0][-1] == "."
    assert list_tokens(cut_fields([[], split_spellings("a")]), [])[0] == ["a"]


def test_vector_has_positions_and_skips_gaps():
    assert to_tsvector(["a", "b", ".", "a"], ["#m"]) == "'a':1,4 'b':2 '#m'"


def test_vector_keeps_the_limits_of_postgresql():
    assert to_tsvector(["a"] * 251, []).count(",") == 249
    assert to_tsvector([*(["."] * 16400), "a"], []) == "'a':16383"
    assert to_tsvector([*(["."] * 16381), "a"], []) == "'a':16382"
