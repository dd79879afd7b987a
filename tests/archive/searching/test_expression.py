"""What is asked of an engine, written in the language of each, and the tokens of a document."""

import pytest

from archive.searching.expression import (
    LARGEST,
    All,
    Any,
    Ask,
    Phrase,
    fts5,
    mark,
    spelling_of,
    stem_of,
    token,
    tokens,
    tsquery,
    tsvector,
)
from archive.searching.tokens import spelt, words

ONE, TWO, WORDS = token("a"), token("b"), Phrase(("c", "d"))


@pytest.mark.parametrize(
    ("ask", "sqlite", "postgresql"),
    [
        (Ask(ONE), '"a"', "(('a'))"),
        (Ask(WORDS), '"c d"', "(('c' <-> 'd'))"),
        (Ask(All((ONE, WORDS))), '("a" AND "c d")', "((('a') & ('c' <-> 'd')))"),
        (Ask(Any((ONE, All((TWO, WORDS))))), '("a" OR ("b" AND "c d"))', "((('a') | (('b') & ('c' <-> 'd'))))"),
        (Ask(ONE, (TWO, WORDS)), '("a") NOT ("b" OR "c d")', "(('a')) & !(('b')) & !(('c' <-> 'd'))"),
    ],
)
def test_expression_is_written_for_each_engine(ask, sqlite, postgresql):
    assert (fts5(ask), tsquery(ask)) == (sqlite, postgresql)


def test_word_is_asked_by_its_stem_and_as_it_is():
    assert stem_of("marching") == Any((token("~march"), token("march"), token("marching")))
    assert stem_of("march") == Any((token("~march"), token("march")))


def test_spelling_is_asked_by_its_form():
    plain, marked = words("dachau Łódź")
    assert spelling_of(plain) == Ask(token("dachau"), (token("!dachau"),))
    assert spelling_of(marked) == Ask(token("=łódź"))
    assert mark("kind:claim") == Phrase(("#kind:claim",))


def test_document_has_words_stems_spellings_and_marks():
    ordered, rest = tokens([spelt("Camps Łódź"), spelt("camps")], ["kind:claim", "camp:a", "kind:claim"])
    assert ordered == ["camps", "lodz", ".", "camps"]
    assert rest == ["#kind:claim", "#camp:a", "~camp", "=łódź", "!lodz"]


def test_word_that_is_also_spelt_plainly_is_not_marked_as_absent():
    assert tokens([spelt("Łodz lodz")], [])[1] == ["=łodz"]


def test_tokens_of_a_document_are_limited_in_bytes_over_all_fields():
    word, size = "x" * 50, 12 * 50
    fits = LARGEST // size
    assert len(tokens([spelt(f"{word} " * fits)], [])[0]) == fits
    assert len(tokens([spelt(f"{word} " * (fits + 1))], [])[0]) == fits
    assert len(tokens([spelt(f"{word} " * (fits - 1)), spelt(f"{word} " * 3)], [])[0]) == fits + 1
    assert tokens([spelt(f"{word} " * (fits + 9)), spelt("a b")], [])[0][-1] == "."
    assert tokens([[], spelt("a")], [])[0] == ["a"]


def test_vector_counts_places_and_skips_gaps():
    assert tsvector(["a", "b", ".", "a"], ["#m"]) == "'a':1,4 'b':2 '#m'"


def test_vector_keeps_the_limits_of_postgresql():
    assert tsvector(["a"] * 251, []).count(",") == 249
    assert tsvector([*(["."] * 16400), "a"], []) == "'a':16383"
    assert tsvector([*(["."] * 16381), "a"], []) == "'a':16382"
