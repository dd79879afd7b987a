"""From a query to what the engine is asked: first for the words in their order, then for each as it is spelt, then for what is akin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from archive.record_keys import RecordKey
from archive.searching.expression import All, Any, Ask, Node, Phrase, mark, spelling_of, stem_of
from archive.searching.matching import Named
from archive.searching.query import Query, Term

# Words that are looked up together as a name.
LONGEST_NAME = 5
Beginnings = Mapping[str, Sequence[str]]


def asks(
    query: Query, marks: Sequence[Node], named: Mapping[int, tuple[int, Sequence[Named]]], beginnings: Beginnings
) -> list[Ask]:
    """What is asked, best first; all of it with ``marks``. ``named``: by the place of a term, how many terms from there are a name, and
    of what; ``beginnings``: the words that a beginning stands for. Empty if nothing is wanted."""
    unwanted = tuple(_spelt(term, beginnings) for term in query.without)
    if not query.terms:
        return [Ask(_all([], marks), unwanted)] if marks else []
    spelt = [_spelt(term, beginnings) for term in query.terms]
    if query.exact:
        letters = [spelling_of(word) for term in query.terms for word in (term.words[:-1] if term.how == "prefix" else term.words)]
        not_so = chain.from_iterable(one.unwanted for one in letters)
        return [Ask(_all([*spelt, *(one.wanted for one in letters)], marks), (*unwanted, *not_so))]
    levels = [spelt, _akin(query.terms, spelt, named)]
    if len(query.terms) > 1 and all(term.how != "prefix" for term in query.terms):
        levels.insert(0, [Phrase(tuple(word.folded for term in query.terms for word in term.words))])
    return [Ask(_all(parts, marks), unwanted) for at, parts in enumerate(levels) if parts not in levels[:at]]


def runs(terms: Sequence[Term]) -> dict[str, tuple[int, int]]:
    """Every run of words that may be a name, folded, with the place of its first term and how many terms it has."""
    found: dict[str, tuple[int, int]] = {}
    for start in range(len(terms)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(terms)) + 1):
            if all(term.how == "word" for term in terms[start:end]):
                folded = " ".join(word.folded for term in terms[start:end] for word in term.words)
                found.setdefault(folded, (start, end - start))
    return found


def _spelt(term: Term, beginnings: Beginnings) -> Node:
    *before, last = (word.folded for word in term.words)
    if term.how == "prefix":
        return Any(tuple(Phrase((*before, one)) for one in dict.fromkeys([last, *beginnings.get(last, ())])))
    return Phrase((*before, last))


def _akin(terms: Sequence[Term], spelt: Sequence[Node], named: Mapping[int, tuple[int, Sequence[Named]]]) -> list[Node]:
    parts: list[Node] = []
    at = 0
    while at < len(terms):
        length, places = named.get(at, (1, ()))
        own = [_stems(term, node) for term, node in zip(terms[at : at + length], spelt[at : at + length], strict=True)]
        meant = tuple(mark(str(RecordKey(one.name.kind, one.name.identifier))) for one in places)
        parts.append(Any((*meant, _all(own, ()))) if meant else own[0])
        at += length
    return parts


def _stems(term: Term, spelt: Node) -> Node:
    return stem_of(term.words[0].folded) if term.how == "word" and len(term.words) == 1 else spelt


def _all(parts: Sequence[Node], marks: Sequence[Node]) -> Node:
    every = (*parts, *marks)
    return every[0] if len(every) == 1 else All(every)
