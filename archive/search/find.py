"""A search, from what a reader asked to the documents that answer it, counted by what they are filed under.

Order: by kind; within a kind, documents that have all words one after another, then those that have them as they are spelt, then those
that have what is akin (a word of the same stem, a place under another of its names); within these in the order of the archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.dates.edtf import InvalidEdtf, parse_date
from archive.models import SearchDocument
from archive.search import documents as filing
from archive.search import engine
from archive.search.documents import KEYS_PER_KIND, KIND_NAMES, KIND_ORDER, DayRange, list_key_bounds
from archive.search.engine import FoundDocument, PlaceNameRow
from archive.search.engine_query import AnyOf, EngineQuery, Expression, match_mark
from archive.search.matching import NamedPlace, NameSpelling
from archive.search.query import Query, QueryError, Term, parse_query, remove_quotes
from archive.search.query_plan import list_name_runs, plan_queries
from archive.search.url_state import RECORD_FILTERS
from archive.search.words import split_words
from archive.text.folding import normalize_figures
from archive.vocabulary import SEARCH_KINDS

MAX_VALUE_LENGTH = 120


@dataclass(frozen=True)
class SearchFilters:
    """What the documents must be filed under: records by their identifiers, a date as written with its days, a kind."""

    records: tuple[tuple[str, str], ...] = ()
    date: str = ""
    days: DayRange | None = None
    kind: str = ""

    def __bool__(self) -> bool:
        return bool(self.records or self.date)

    @property
    def marks(self) -> list[Expression]:
        """What the engine is asked besides the words."""
        told: list[Expression] = [match_mark(filing.make_record_mark(*one)) for one in self.records]
        return [*told, AnyOf(tuple(map(match_mark, filing.list_query_date_marks(self.days))))] if self.days else told


@dataclass(frozen=True)
class SearchResults:
    """The documents found. ``levels``: how well each answers, 0 best; ``full``: kinds of which there may be more than were looked at."""

    query: Query
    filters: SearchFilters
    named_places: tuple[NamedPlace, ...] = ()
    documents: tuple[FoundDocument, ...] = ()
    truncated_kinds: frozenset[str] = frozenset()

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        counted = Counter(one.kind for one in self.documents)
        return {kind: counted[kind] for kind in KIND_ORDER if counted[kind]}

    @cached_property
    def selected(self) -> list[FoundDocument]:
        """Those of the kind that is asked for, or all."""
        return [one for one in self.documents if self.filters.kind in ("", one.kind)]

    def count_marks(self) -> dict[str, Counter]:
        """Under each kind of mark, how many of the chosen documents have which."""
        counted: dict[str, Counter] = {}
        for one in self.selected:
            for kind, _colon, name in (told.partition(":") for told in one.marks.split()):
                counted.setdefault(kind, Counter())[name] += 1
        return counted


def parse_filters(typed: Iterable[tuple[str, str]]) -> SearchFilters:
    """The filters of their names and values; Refused if a value is not one. A record may be given by any of its names."""
    records: dict[tuple[str, str], None] = {}
    date, days, kind = "", None, ""
    for name, value in typed:
        if name == "kind":
            kind = _parse_kind(value)
        elif name == "date":
            date = normalize_figures(value)
            days = _parse_days(date, value)
        elif name in RECORD_FILTERS:
            records[_find_record(name, value)] = None
    return SearchFilters(tuple(records), date, days, kind)


def _parse_kind(value: str) -> str:
    kind = KIND_NAMES.get(value, value)
    if kind not in SEARCH_KINDS:
        raise QueryError("kind", value[:MAX_VALUE_LENGTH] or "kind:")
    return kind


def _parse_days(value: str, typed: str) -> DayRange:
    try:
        return parse_date(value).bounds()
    except InvalidEdtf as error:
        raise QueryError("date", typed[:MAX_VALUE_LENGTH] or "date:") from error


def _find_record(kind: str, value: str) -> tuple[str, str]:
    if 0 < len(value) <= MAX_VALUE_LENGTH and "\0" not in value:
        if SearchDocument.objects.filter(kind=kind, identifier=value.lower()).exists():
            return kind, value.lower()
        wanted = " ".join(word.folded for word in split_words(value))
        named = (one.place for one in engine.find_names([wanted]) if (one.folded, one.kind) == (wanted, kind))
        if found := next(named, None):
            return found
    raise QueryError(kind, value[:MAX_VALUE_LENGTH] or f"{kind}:")


def find_documents(query: Query, chosen: SearchFilters) -> SearchResults:
    """What answers the query under the filters; nothing for a query that wants nothing. Refused if it only says what is not wanted."""
    if query.excluded and not query.terms and not chosen:
        raise QueryError("only-without")
    named = _find_named_places(query.terms) if not query.exact else {}
    every = [term for term in (*query.terms, *query.excluded) if term.kind == "prefix"]
    begun = {last: [word for word, *_told in engine.find_prefix_words(last)] for last in (term.words[-1].folded for term in every)}
    planned = plan_queries(query, chosen.marks, named, begun)
    levels, full = find_levels(planned) if planned or not chosen.kind else _find_kind_levels(chosen.kind)
    if chosen.days:
        known = engine.load_days(levels)
        levels = {pk: level for pk, level in levels.items() if pk in known and filing.has_common_day(known[pk], chosen.days)}
    rows = engine.load_documents(levels)
    rows.sort(key=lambda one: (KIND_ORDER.index(one.kind), levels[one.pk], one.pk))
    meant = tuple(dict.fromkeys(one for _length, places in named.values() for one in places))
    return SearchResults(query, chosen, meant, tuple(rows), full)


def find_levels(planned: Sequence[EngineQuery]) -> tuple[dict[int, int], frozenset[str]]:
    """The level of each document found, and the kinds of which there may be more."""
    levels: dict[int, int] = {}
    kept: list[list[int]] = [[] for _group in list_key_bounds()]
    for level, ask in enumerate(planned):
        # Of a group that is full no more is asked.
        groups = [at for at, one in enumerate(kept) if len(one) < engine.MAX_DOCUMENTS_PER_GROUP]
        for at, keys in zip(groups, engine.find_document_keys(ask, groups) if groups else (), strict=True):
            new = [key for key in keys if key not in levels][: engine.MAX_DOCUMENTS_PER_GROUP - len(kept[at])]
            kept[at] += new
            levels |= dict.fromkeys(new, level)
    return levels, frozenset(
        SEARCH_KINDS[key // KEYS_PER_KIND] for one in kept if len(one) >= engine.MAX_DOCUMENTS_PER_GROUP for key in one
    )


def _find_kind_levels(kind: str) -> tuple[dict[int, int], frozenset[str]]:
    """The first documents of a kind that is asked for alone, as ``ordered`` tells them."""
    found = engine.list_kind_keys(kind)
    return dict.fromkeys(found, 0), frozenset([kind] if len(found) >= engine.MAX_DOCUMENTS_PER_GROUP else [])


def _find_named_places(terms: Sequence[Term]) -> dict[int, tuple[int, list[NamedPlace]]]:
    """By the place of a term, the names that begin there, the longest alone, none within another."""
    possible = list_name_runs(terms)
    if not possible:
        return {}
    met: dict[tuple[int, int], list[PlaceNameRow]] = {}
    every = engine.find_names(possible)
    for one in every:
        if one.folded in possible:
            met.setdefault(possible[one.folded], []).append(one)
    taken: set[int] = set()
    named: dict[int, tuple[int, list[NamedPlace]]] = {}
    for (start, length), found in sorted(met.items(), key=lambda item: (-item[0][1], item[0][0])):
        if taken.isdisjoint(range(start, start + length)):
            taken.update(range(start, start + length))
            typed = " ".join(term.typed for term in terms[start : start + length])
            named[start] = (length, [_build_named_place(typed, one, every) for one in found])
    return named


def _build_named_place(typed: str, one: PlaceNameRow, every: Iterable[PlaceNameRow]) -> NamedPlace:
    name = NameSpelling(one.spelling, tuple(one.folded.split()), one.kind, one.identifier, one.met, one.where)
    return NamedPlace(typed, name, tuple(tuple(other.folded.split()) for other in every if other.place == one.place))


def suggest_queries(query: Query) -> list[str]:
    """The query with each word that the archive does not know put right, by its own words alone: the nearest first.

    One word put right is found; of several, what has all of them is offered, and nothing else.
    """
    wanted = [word for term in query.terms if term.kind != "prefix" for word in term.words]
    known = engine.filter_known_words(word.folded for word in wanted)
    unknown = {word.form: engine.find_similar_words(word.folded) for word in wanted if word.folded not in known}
    if not unknown or not all(unknown.values()):
        return [near for found in unknown.values() for near in found]
    best = _replace_words(query, {form: found[0] for form, found in unknown.items()})
    others = [_replace_words(query, {form: near}) for form, found in unknown.items() for near in found]
    offered = list(dict.fromkeys([best, *others]))
    return offered if len(wanted) == 1 else [one for one in offered if _has_results(one, exact=query.exact)]


def _has_results(text: str, *, exact: bool) -> bool:
    """Whether something has all of this, be it in another order than a phrase of it."""
    try:
        apart = remove_quotes(parse_query(text, exact=exact))
        return any(find_documents(parse_query(one, exact=exact), SearchFilters()).documents for one in (text, apart) if one)
    except QueryError:
        return False


def _replace_words(query: Query, by: Mapping[str, str]) -> str:
    """What was typed, without its filters, with some words replaced."""
    pieces = []
    for term in (*query.terms, *query.excluded):
        text = term.typed
        for word in reversed(term.words):
            if term.kind != "prefix" and word.form in by:
                text = text[: word.span.start] + by[word.form] + text[word.span.end :]
        shown = f'"{text}"' if term.kind == "phrase" else text
        pieces.append(f"-{shown}" if term in query.excluded else shown)
    return " ".join(pieces)
