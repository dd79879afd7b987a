"""Planning: from a query to queries to the engine, for the words in their order, then for each as spelt, then for related words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from archive.search.engine_query import AllOf, AnyOf, EngineQuery, Expression, Phrase, match_mark, match_spelling, match_stem
from archive.search.query import Query, Term
from archive.search.query_reading import QueryReading

# By the folded beginning of words, the words of the archive.
PrefixWords = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class QueryPart:
    """Terms that are matched together, as typed, as spelt and with related words; ``role``: content, kind or function."""

    typed: str
    spelt: Expression
    related: Expression
    role: str = "content"
    is_name: bool = False


def plan_parts(query: Query, reading: QueryReading, prefix_words: PrefixWords) -> list[QueryPart]:
    """Return the parts of a query: names of places with the kind words beside them, glossary terms, and single terms.

    A term that is repeated is matched once.
    """
    parts: dict[tuple[Term, ...], QueryPart] = {}
    at = 0
    while at < len(query.terms):
        length = reading.named[at][0] if at in reading.named else reading.glossary[at].length if at in reading.glossary else 1
        terms = query.terms[at : at + length]
        if terms not in parts:
            parts[terms] = _build_part(terms, at, reading, prefix_words)
        at += length
    return list(parts.values())


def _build_part(terms: tuple[Term, ...], at: int, reading: QueryReading, prefix_words: PrefixWords) -> QueryPart:
    """Return the part of a query whose first term has the index ``at``."""
    expressions: list[Expression] = []
    if at in reading.named:
        expressions = [match_mark(place.name.place) for place in reading.named[at][1]]
    elif at in reading.glossary:
        expressions = [_all_of([match_stem(word) for word in form]) for form in reading.glossary[at].forms]
    spelt = [_match_as_spelt(term, prefix_words) for term in terms]
    related = _all_of([_match_related(term, reading) or own for term, own in zip(terms, spelt, strict=True)])
    return QueryPart(
        " ".join(term.typed for term in terms),
        _all_of(spelt),
        AnyOf((*expressions, related)) if expressions else related,
        "content" if len(terms) > 1 or expressions else reading.roles[at],
        at in reading.named,
    )


def plan_queries(query: Query, marks: Sequence[Expression], reading: QueryReading, prefix_words: PrefixWords) -> list[EngineQuery]:
    """Return the queries to the engine, best level first, each with ``marks``; none if the query wants nothing.

    Levels: the words one after another; each as spelt; related words; and these without the words that questions are made of.
    """
    unwanted = plan_unwanted(query, prefix_words)
    if not query.terms:
        return [EngineQuery(_all_of(marks), unwanted)] if marks else []
    if query.exact:
        terms = dict.fromkeys(query.terms)
        spelt = [_match_as_spelt(term, prefix_words) for term in terms]
        words = chain.from_iterable(term.words[:-1] if term.kind == "prefix" else term.words for term in terms)
        spellings = list(map(match_spelling, words))
        expressions = [*spelt, *(spelling.wanted for spelling in spellings), *marks]
        return [EngineQuery(_all_of(expressions), (*unwanted, *chain.from_iterable(spelling.unwanted for spelling in spellings)))]
    parts = plan_parts(query, reading, prefix_words)
    levels = [[part.spelt for part in parts], [part.related for part in parts]]
    levels.append([part.related for part in parts if part.role != "function"])
    if len(query.terms) > 1 and all(term.kind != "prefix" for term in query.terms):
        levels.insert(0, [Phrase(tuple(word.folded for term in query.terms for word in term.words))])
    return [combine(parts, marks, unwanted) for at, parts in enumerate(levels) if parts not in levels[:at]]


def plan_unwanted(query: Query, prefix_words: PrefixWords) -> tuple[Expression, ...]:
    """Return the expressions that no document may match."""
    return tuple(_match_as_spelt(term, prefix_words) for term in dict.fromkeys(query.excluded))


def combine(expressions: Sequence[Expression], marks: Sequence[Expression], unwanted: tuple[Expression, ...]) -> EngineQuery:
    """Return the query for all of some expressions and marks."""
    return EngineQuery(_all_of(list(dict.fromkeys([*expressions, *marks]))), unwanted)


def _match_as_spelt(term: Term, prefix_words: PrefixWords) -> Expression:
    *before, last = (word.folded for word in term.words)
    if term.kind == "prefix":
        return AnyOf(tuple(Phrase((*before, word)) for word in dict.fromkeys([last, *prefix_words.get(last, ())])))
    return Phrase((*before, last))


def _match_related(term: Term, reading: QueryReading) -> Expression | None:
    """Return a single word by its stem, or by that of the words that it stands for as well; None for other terms."""
    if term.kind != "word" or len(term.words) > 1:
        return None
    (word,) = term.words
    others = reading.related.get(word.folded, ())
    return AnyOf(tuple(dict.fromkeys(chain.from_iterable(match_stem(other).parts for other in (word.folded, *others)))))


def _all_of(parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))
