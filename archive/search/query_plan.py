"""Planning: from a query to queries to the engine, for the words in their order, then for each as spelt, then for related words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from archive.search.engine_query import AllOf, AnyOf, EngineQuery, Expression, Phrase, match_mark, match_spelling, match_stem
from archive.search.matching import NamedPlace
from archive.search.query import Query, Term

# Terms that are looked up together as a name.
MAX_NAME_TERMS = 5
# By the index of a term, how many terms from there are a name, and the places of that name.
NamedTerms = Mapping[int, tuple[int, Sequence[NamedPlace]]]
# By the folded beginning of words, the words of the archive.
PrefixWords = Mapping[str, Sequence[str]]


def plan_queries(query: Query, marks: Sequence[Expression], named: NamedTerms, prefix_words: PrefixWords) -> list[EngineQuery]:
    """Return the queries to the engine, best level first, each with ``marks``; none if the query wants nothing."""
    unwanted = tuple(_match_as_spelt(term, prefix_words) for term in query.excluded)
    if not query.terms:
        return [EngineQuery(_all_of(marks), unwanted)] if marks else []
    spelt = [_match_as_spelt(term, prefix_words) for term in query.terms]
    if query.exact:
        words = chain.from_iterable(term.words[:-1] if term.kind == "prefix" else term.words for term in query.terms)
        spellings = list(map(match_spelling, words))
        expressions = [*spelt, *(spelling.wanted for spelling in spellings), *marks]
        return [EngineQuery(_all_of(expressions), (*unwanted, *chain.from_iterable(spelling.unwanted for spelling in spellings)))]
    levels = [spelt, _match_related(query.terms, spelt, named)]
    if len(query.terms) > 1 and all(term.kind != "prefix" for term in query.terms):
        levels.insert(0, [Phrase(tuple(word.folded for term in query.terms for word in term.words))])
    return [EngineQuery(_all_of([*parts, *marks]), unwanted) for at, parts in enumerate(levels) if parts not in levels[:at]]


def list_name_runs(terms: Sequence[Term]) -> dict[str, tuple[int, int]]:
    """Return the runs of terms that may be a name, as folded words, with the index of the first term and the number of terms."""
    runs: dict[str, tuple[int, int]] = {}
    for start in range(len(terms)):
        for end in range(start + 1, min(start + MAX_NAME_TERMS, len(terms)) + 1):
            if terms[end - 1].kind != "word":
                break
            folded = " ".join(word.folded for term in terms[start:end] for word in term.words)
            runs.setdefault(folded, (start, end - start))
    return runs


def _match_as_spelt(term: Term, prefix_words: PrefixWords) -> Expression:
    *before, last = (word.folded for word in term.words)
    if term.kind == "prefix":
        return AnyOf(tuple(Phrase((*before, word)) for word in dict.fromkeys([last, *prefix_words.get(last, ())])))
    return Phrase((*before, last))


def _match_related(terms: Sequence[Term], spelt: Sequence[Expression], named: NamedTerms) -> list[Expression]:
    """Return each single word by its stem, and each name of a place by the mark of the place or by the words."""
    related = [
        match_stem(term.words[0].folded) if term.kind == "word" and len(term.words) == 1 else expression
        for term, expression in zip(terms, spelt, strict=True)
    ]
    for start, (length, places) in sorted(named.items(), reverse=True):
        end = start + length
        related[start:end] = [AnyOf((*(match_mark(place.name.place) for place in places), _all_of(related[start:end])))]
    return related


def _all_of(parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))
