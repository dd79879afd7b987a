"""From a query to what the engine is asked: first for the words in their order, then for each as it is spelt, then for what is akin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from archive.addresses import RecordKey
from archive.search.engine_query import AllOf, AnyOf, EngineQuery, Expression, Phrase, match_mark, match_spelling, match_stem
from archive.search.matching import NamedPlace
from archive.search.query import Query, Term

# Words that are looked up together as a name.
MAX_NAME_WORDS = 5
PrefixWords = Mapping[str, Sequence[str]]


def plan_queries(
    query: Query, marks: Sequence[Expression], named: Mapping[int, tuple[int, Sequence[NamedPlace]]], beginnings: PrefixWords
) -> list[EngineQuery]:
    """What is asked, best first; all of it with ``marks``. ``named``: by the place of a term, how many terms from there are a name, and
    of what; ``beginnings``: the words that a beginning stands for. Empty if nothing is wanted."""
    unwanted = tuple(_match_as_spelt(term, beginnings) for term in query.excluded)
    if not query.terms:
        return [EngineQuery(_all_of([], marks), unwanted)] if marks else []
    spelt = [_match_as_spelt(term, beginnings) for term in query.terms]
    if query.exact:
        letters = [
            match_spelling(word) for term in query.terms for word in (term.words[:-1] if term.kind == "prefix" else term.words)
        ]
        not_so = chain.from_iterable(one.unwanted for one in letters)
        return [EngineQuery(_all_of([*spelt, *(one.wanted for one in letters)], marks), (*unwanted, *not_so))]
    levels = [spelt, _match_related(query.terms, spelt, named)]
    if len(query.terms) > 1 and all(term.kind != "prefix" for term in query.terms):
        levels.insert(0, [Phrase(tuple(word.folded for term in query.terms for word in term.words))])
    return [EngineQuery(_all_of(parts, marks), unwanted) for at, parts in enumerate(levels) if parts not in levels[:at]]


def list_name_runs(terms: Sequence[Term]) -> dict[str, tuple[int, int]]:
    """Every run of words that may be a name, folded, with the place of its first term and how many terms it has."""
    found: dict[str, tuple[int, int]] = {}
    for start in range(len(terms)):
        for end in range(start + 1, min(start + MAX_NAME_WORDS, len(terms)) + 1):
            if all(term.kind == "word" for term in terms[start:end]):
                folded = " ".join(word.folded for term in terms[start:end] for word in term.words)
                found.setdefault(folded, (start, end - start))
    return found


def _match_as_spelt(term: Term, beginnings: PrefixWords) -> Expression:
    *before, last = (word.folded for word in term.words)
    if term.kind == "prefix":
        return AnyOf(tuple(Phrase((*before, one)) for one in dict.fromkeys([last, *beginnings.get(last, ())])))
    return Phrase((*before, last))


def _match_related(
    terms: Sequence[Term], spelt: Sequence[Expression], named: Mapping[int, tuple[int, Sequence[NamedPlace]]]
) -> list[Expression]:
    parts: list[Expression] = []
    at = 0
    while at < len(terms):
        length, places = named.get(at, (1, ()))
        own = [_match_term_stem(term, node) for term, node in zip(terms[at : at + length], spelt[at : at + length], strict=True)]
        meant = tuple(match_mark(str(RecordKey(one.name.kind, one.name.identifier))) for one in places)
        parts.append(AnyOf((*meant, _all_of(own, ()))) if meant else own[0])
        at += length
    return parts


def _match_term_stem(term: Term, spelt: Expression) -> Expression:
    return match_stem(term.words[0].folded) if term.kind == "word" and len(term.words) == 1 else spelt


def _all_of(parts: Sequence[Expression], marks: Sequence[Expression]) -> Expression:
    every = (*parts, *marks)
    return every[0] if len(every) == 1 else AllOf(every)
