"""A search, from what a reader asked to the documents that answer it, counted by what they are filed under.

Order: by kind; within a kind, documents that have all words one after another, then those that have them as they are spelt, then those
that have what is akin (a word of the same stem, a place under another of its names); within these in the order of the archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive import searchengine
from archive.dates import NotEdtf
from archive.dates import parse as parse_date
from archive.folding import figures
from archive.models import SearchDocument
from archive.searchengine import Document, KnownName
from archive.searching import marks as filing
from archive.searching.expression import Any, Ask, Node, mark
from archive.searching.kinds import BAND, CALLED, KINDS, ORDER
from archive.searching.marks import Days
from archive.searching.matching import Name, Named
from archive.searching.parts import bounds
from archive.searching.planning import asks, runs
from archive.searching.query import Query, Refused, Term, parse, unquoted
from archive.searching.state import RECORDS
from archive.searching.tokens import words

LONGEST_VALUE = 120


@dataclass(frozen=True)
class Filters:
    """What the documents must be filed under: records by their identifiers, a date as written with its days, a kind."""

    records: tuple[tuple[str, str], ...] = ()
    date: str = ""
    days: Days | None = None
    kind: str = ""

    def __bool__(self) -> bool:
        return bool(self.records or self.date)

    @property
    def marks(self) -> list[Node]:
        """What the engine is asked besides the words."""
        told: list[Node] = [mark(filing.subject(*one)) for one in self.records]
        return [*told, Any(tuple(map(mark, filing.asked(self.days))))] if self.days else told


@dataclass(frozen=True)
class Found:
    """The documents found. ``levels``: how well each answers, 0 best; ``full``: kinds of which there may be more than were looked at."""

    query: Query
    filters: Filters
    named: tuple[Named, ...] = ()
    documents: tuple[Document, ...] = ()
    full: frozenset[str] = frozenset()

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        counted = Counter(one.kind for one in self.documents)
        return {kind: counted[kind] for kind in ORDER if counted[kind]}

    @cached_property
    def chosen(self) -> list[Document]:
        """Those of the kind that is asked for, or all."""
        return [one for one in self.documents if self.filters.kind in ("", one.kind)]

    def filed(self) -> dict[str, Counter]:
        """Under each kind of mark, how many of the chosen documents have which."""
        counted: dict[str, Counter] = {}
        for one in self.chosen:
            for kind, _colon, name in (told.partition(":") for told in one.marks.split()):
                counted.setdefault(kind, Counter())[name] += 1
        return counted


def filters(typed: Iterable[tuple[str, str]]) -> Filters:
    """The filters of their names and values; Refused if a value is not one. A record may be given by any of its names."""
    records: dict[tuple[str, str], None] = {}
    date, days, kind = "", None, ""
    for name, value in typed:
        if name == "kind":
            kind = _kind(value)
        elif name == "date":
            date = figures(value)
            days = _days(date, value)
        elif name in RECORDS:
            records[_record(name, value)] = None
    return Filters(tuple(records), date, days, kind)


def _kind(value: str) -> str:
    kind = CALLED.get(value, value)
    if kind not in KINDS:
        raise Refused("kind", value[:LONGEST_VALUE] or "kind:")
    return kind


def _days(value: str, typed: str) -> Days:
    try:
        return parse_date(value).bounds()
    except NotEdtf as error:
        raise Refused("date", typed[:LONGEST_VALUE] or "date:") from error


def _record(kind: str, value: str) -> tuple[str, str]:
    if 0 < len(value) <= LONGEST_VALUE and "\0" not in value:
        if SearchDocument.objects.filter(kind=kind, identifier=value.lower()).exists():
            return kind, value.lower()
        wanted = " ".join(word.folded for word in words(value))
        named = (one.place for one in searchengine.names([wanted]) if (one.folded, one.kind) == (wanted, kind))
        if found := next(named, None):
            return found
    raise Refused(kind, value[:LONGEST_VALUE] or f"{kind}:")


def find(query: Query, chosen: Filters) -> Found:
    """What answers the query under the filters; nothing for a query that wants nothing. Refused if it only says what is not wanted."""
    if query.without and not query.terms and not chosen:
        raise Refused("only-without")
    named = _named(query.terms) if not query.exact else {}
    every = [term for term in (*query.terms, *query.without) if term.how == "prefix"]
    begun = {last: [word for word, *_told in searchengine.beginning(last)] for last in (term.words[-1].folded for term in every)}
    planned = asks(query, chosen.marks, named, begun)
    levels, full = ordered(planned) if planned or not chosen.kind else _of_kind(chosen.kind)
    if chosen.days:
        known = searchengine.days(levels)
        levels = {pk: level for pk, level in levels.items() if pk in known and filing.touch(known[pk], chosen.days)}
    rows = searchengine.documents(levels)
    rows.sort(key=lambda one: (ORDER.index(one.kind), levels[one.pk], one.pk))
    meant = tuple(dict.fromkeys(one for _length, places in named.values() for one in places))
    return Found(query, chosen, meant, tuple(rows), full)


def ordered(planned: Sequence[Ask]) -> tuple[dict[int, int], frozenset[str]]:
    """The level of each document found, and the kinds of which there may be more."""
    levels: dict[int, int] = {}
    kept: list[list[int]] = [[] for _group in bounds()]
    for level, ask in enumerate(planned):
        # Of a group that is full no more is asked.
        groups = [at for at, one in enumerate(kept) if len(one) < searchengine.MOST]
        for at, keys in zip(groups, searchengine.keys(ask, groups) if groups else (), strict=True):
            new = [key for key in keys if key not in levels][: searchengine.MOST - len(kept[at])]
            kept[at] += new
            levels |= dict.fromkeys(new, level)
    return levels, frozenset(KINDS[key // BAND] for one in kept if len(one) >= searchengine.MOST for key in one)


def _of_kind(kind: str) -> tuple[dict[int, int], frozenset[str]]:
    """The first documents of a kind that is asked for alone, as ``ordered`` tells them."""
    found = searchengine.of_kind(kind)
    return dict.fromkeys(found, 0), frozenset([kind] if len(found) >= searchengine.MOST else [])


def _named(terms: Sequence[Term]) -> dict[int, tuple[int, list[Named]]]:
    """By the place of a term, the names that begin there, the longest alone, none within another."""
    possible = runs(terms)
    if not possible:
        return {}
    met: dict[tuple[int, int], list[KnownName]] = {}
    every = searchengine.names(possible)
    for one in every:
        if one.folded in possible:
            met.setdefault(possible[one.folded], []).append(one)
    taken: set[int] = set()
    named: dict[int, tuple[int, list[Named]]] = {}
    for (start, length), found in sorted(met.items(), key=lambda item: (-item[0][1], item[0][0])):
        if taken.isdisjoint(range(start, start + length)):
            taken.update(range(start, start + length))
            typed = " ".join(term.typed for term in terms[start : start + length])
            named[start] = (length, [_meant(typed, one, every) for one in found])
    return named


def _meant(typed: str, one: KnownName, every: Iterable[KnownName]) -> Named:
    name = Name(one.spelling, tuple(one.folded.split()), one.kind, one.identifier, one.met, one.where)
    return Named(typed, name, tuple(tuple(other.folded.split()) for other in every if other.place == one.place))


def suggestions(query: Query) -> list[str]:
    """The query with each word that the archive does not know put right, by its own words alone: the nearest first.

    One word put right is found; of several, what has all of them is offered, and nothing else.
    """
    wanted = [word for term in query.terms if term.how != "prefix" for word in term.words]
    known = searchengine.known(word.folded for word in wanted)
    unknown = {word.form: searchengine.alike(word.folded) for word in wanted if word.folded not in known}
    if not unknown or not all(unknown.values()):
        return [near for found in unknown.values() for near in found]
    best = _put_right(query, {form: found[0] for form, found in unknown.items()})
    others = [_put_right(query, {form: near}) for form, found in unknown.items() for near in found]
    offered = list(dict.fromkeys([best, *others]))
    return offered if len(wanted) == 1 else [one for one in offered if _leads_on(one, exact=query.exact)]


def _leads_on(text: str, *, exact: bool) -> bool:
    """Whether something has all of this, be it in another order than a phrase of it."""
    try:
        apart = unquoted(parse(text, exact=exact))
        return any(find(parse(one, exact=exact), Filters()).documents for one in (text, apart) if one)
    except Refused:
        return False


def _put_right(query: Query, by: Mapping[str, str]) -> str:
    """What was typed, without its filters, with some words replaced."""
    pieces = []
    for term in (*query.terms, *query.without):
        text = term.typed
        for word in reversed(term.words):
            if term.how != "prefix" and word.form in by:
                text = text[: word.span.start] + by[word.form] + text[word.span.end :]
        shown = f'"{text}"' if term.how == "phrase" else text
        pieces.append(f"-{shown}" if term in query.without else shown)
    return " ".join(pieces)
