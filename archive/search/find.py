"""Search: from a query and filters to documents, in their order.

Hits are in order of their kinds; within a kind, first those that have all words one after another, then those that have them as spelt,
then those that have related words (of the same stem, or another name of the same place); within these in the order of the archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from archive.addresses import RecordKey
from archive.dates.edtf import InvalidEdtf, parse_date
from archive.models import SearchDocument, Source
from archive.search import engine
from archive.search.documents import (
    KEYS_PER_KIND,
    KIND_NAMES,
    KIND_ORDER,
    DayRange,
    has_common_day,
    list_key_bounds,
    list_query_date_marks,
)
from archive.search.engine import FoundDocument
from archive.search.engine_query import AnyOf, EngineQuery, Expression, match_mark
from archive.search.matching import NamedPlace
from archive.search.query import Query, QueryError, Term, parse_query, remove_quotes
from archive.search.query_plan import list_name_runs, plan_queries
from archive.search.url_state import RECORD_FILTERS
from archive.search.words import split_words
from archive.text.folding import normalize_figures
from archive.text.references import InvalidReference, Reference, parse_reference
from archive.vocabulary import SEARCH_KINDS

# Code points of a filter's value.
MAX_VALUE_LENGTH = 120
# Sources in which a reference is looked up.
MAX_REFERENCED_SOURCES = 5


@dataclass(frozen=True)
class SearchFilters:
    """Records that the documents must concern, a date as typed with its days, and the kind that is shown."""

    records: tuple[RecordKey, ...] = ()
    date: str = ""
    days: DayRange | None = None
    kind: str = ""

    def __bool__(self) -> bool:
        return bool(self.records or self.date)

    @property
    def marks(self) -> list[Expression]:
        """Return the expressions of the records and the days."""
        dates = [AnyOf(tuple(map(match_mark, list_query_date_marks(self.days))))] if self.days else []
        return [*map(match_mark, self.records), *dates]


@dataclass(frozen=True)
class SearchResults:
    """The documents found, the places that the query names, and the kinds that may have more documents than were looked at."""

    query: Query
    filters: SearchFilters
    named_places: tuple[NamedPlace, ...] = ()
    documents: tuple[FoundDocument, ...] = ()
    truncated_kinds: frozenset[str] = frozenset()

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return the number of documents of each kind that has any."""
        counter = Counter(document.kind for document in self.documents)
        return {kind: counter[kind] for kind in KIND_ORDER if counter[kind]}

    @cached_property
    def selected(self) -> list[FoundDocument]:
        """Return the documents of the kind in the filters, or all."""
        return [document for document in self.documents if self.filters.kind in ("", document.kind)]

    def count_marks(self) -> dict[str, Counter]:
        """Return the number of selected documents by kind and value of their marks."""
        counters: dict[str, Counter] = {}
        for document in self.selected:
            for kind, _colon, value in (mark.partition(":") for mark in document.marks.split()):
                counters.setdefault(kind, Counter())[value] += 1
        return counters


def parse_filters(typed: Iterable[tuple[str, str]]) -> SearchFilters:
    """Parse filters by name and value; raise ``QueryError`` for a wrong value. A record may be named by its identifier or a name."""
    records: dict[RecordKey, None] = {}
    date, days, kind = "", None, ""
    for name, value in typed:
        if name == "kind":
            kind = KIND_NAMES.get(value, "")
            if not kind:
                raise _reject_filter(name, value)
        elif name == "date":
            date = normalize_figures(value)
            try:
                days = parse_date(date).bounds()
            except InvalidEdtf as error:
                raise _reject_filter(name, value) from error
        elif name in RECORD_FILTERS:
            records[_find_record(name, value)] = None
    return SearchFilters(tuple(records), date, days, kind)


def _reject_filter(name: str, value: str) -> QueryError:
    return QueryError(name, value[:MAX_VALUE_LENGTH] or f"{name}:")


def _find_record(kind: str, value: str) -> RecordKey:
    if 0 < len(value) <= MAX_VALUE_LENGTH and "\0" not in value:
        if SearchDocument.objects.filter(kind=kind, identifier=value.lower()).exists():
            return RecordKey(kind, value.lower())
        folded = " ".join(word.folded for word in split_words(value))
        for name in engine.find_names([folded]):
            if (name.folded, name.kind) == (folded, kind):
                return name.place
    raise _reject_filter(kind, value)


def find_documents(query: Query, filters: SearchFilters) -> SearchResults:
    """Return the documents of a query; none for an empty query. Raises QueryError if the query only excludes words."""
    if query.excluded and not query.terms and not filters:
        raise QueryError("only-without")
    named = {} if query.exact else find_named_places(query.terms)
    prefixes = {term.words[-1].folded for term in (*query.terms, *query.excluded) if term.kind == "prefix"}
    prefix_words = {prefix: [word for word, _spelling in engine.find_prefix_words(prefix)] for prefix in prefixes}
    planned = plan_queries(query, filters.marks, named, prefix_words)
    levels, truncated = find_levels(planned) if planned or not filters.kind else _find_kind_levels(filters.kind)
    if filters.days:
        days = engine.load_days(levels)
        levels = {pk: level for pk, level in levels.items() if pk in days and has_common_day(days[pk], filters.days)}
    documents = engine.load_documents(levels)
    documents.sort(key=lambda document: (KIND_ORDER.index(document.kind), levels[document.pk], document.pk))
    places = dict.fromkeys(place for _length, places in named.values() for place in places)
    return SearchResults(query, filters, tuple(places), tuple(documents), truncated)


def find_levels(planned: Sequence[EngineQuery]) -> tuple[dict[int, int], frozenset[str]]:
    """Return the best level of each document by its key, and the kinds of the groups that are full."""
    levels: dict[int, int] = {}
    group_keys: list[list[int]] = [[] for _group in list_key_bounds()]
    for level, query in enumerate(planned):
        groups = [group for group, keys in enumerate(group_keys) if len(keys) < engine.MAX_DOCUMENTS_PER_GROUP]
        for group, keys in zip(groups, engine.find_document_keys(query, groups) if groups else (), strict=True):
            new = [key for key in keys if key not in levels][: engine.MAX_DOCUMENTS_PER_GROUP - len(group_keys[group])]
            group_keys[group] += new
            levels |= dict.fromkeys(new, level)
    full = [keys for keys in group_keys if len(keys) >= engine.MAX_DOCUMENTS_PER_GROUP]
    return levels, frozenset(SEARCH_KINDS[key // KEYS_PER_KIND] for keys in full for key in keys)


def _find_kind_levels(kind: str) -> tuple[dict[int, int], frozenset[str]]:
    """Return the first documents of a kind, as ``find_levels`` does."""
    keys = engine.list_kind_keys(kind)
    return dict.fromkeys(keys, 0), frozenset([kind] if len(keys) >= engine.MAX_DOCUMENTS_PER_GROUP else [])


def find_named_places(terms: Sequence[Term]) -> dict[int, tuple[int, list[NamedPlace]]]:
    """Return the number of terms and the places of each name, by the index of its first term; of overlapping names the longest."""
    runs = list_name_runs(terms)
    if not runs:
        return {}
    names = engine.find_names(runs)
    taken: set[int] = set()
    named: dict[int, tuple[int, list[NamedPlace]]] = {}
    existing = {name.folded for name in names}
    for folded, (start, length) in sorted(runs.items(), key=lambda run: (-run[1][1], run[1][0])):
        indexes = range(start, start + length)
        if folded in existing and taken.isdisjoint(indexes):
            taken.update(indexes)
            typed = " ".join(term.typed for term in terms[start : start + length])
            places = [
                NamedPlace(typed, name, tuple(other.folded for other in names if other.place == name.place))
                for name in names
                if name.folded == folded
            ]
            named[start] = (length, places)
    return named


def suggest_queries(query: Query) -> list[str]:
    """Return the query with unknown words replaced by the nearest words of the archive, nearest first.

    Of a query of several words only those suggestions that find something are returned.
    """
    words = [word for term in query.terms if term.kind != "prefix" for word in term.words]
    known = engine.filter_known_words(word.folded for word in words)
    similar = {word.form: engine.find_similar_words(word.folded) for word in words if word.folded not in known}
    if not similar or not all(similar.values()):
        return [spelling for spellings in similar.values() for spelling in spellings]
    best = _replace_words(query, {form: spellings[0] for form, spellings in similar.items()})
    others = [_replace_words(query, {form: spelling}) for form, spellings in similar.items() for spelling in spellings]
    suggestions = list(dict.fromkeys([best, *others]))
    return suggestions if len(words) == 1 else [text for text in suggestions if _has_results(text, exact=query.exact)]


def _has_results(text: str, *, exact: bool) -> bool:
    """Return true if a query finds anything, with or without its quotation marks."""
    try:
        variants = filter(None, (text, remove_quotes(parse_query(text, exact=exact))))
        return any(find_documents(parse_query(variant, exact=exact), SearchFilters()).documents for variant in variants)
    except QueryError:
        return False


def _replace_words(query: Query, replacements: Mapping[str, str]) -> str:
    """Return the query as typed, without its filters, with words replaced by their normalized spelling."""
    pieces = []
    for term in (*query.terms, *query.excluded):
        text = term.typed
        for word in reversed(term.words):
            if term.kind != "prefix" and word.form in replacements:
                text = text[: word.span.start] + replacements[word.form] + text[word.span.end :]
        text = f'"{text}"' if term.kind == "phrase" else text
        pieces.append(f"-{text}" if term in query.excluded else text)
    return " ".join(pieces)


def find_referenced_passages(text: str) -> list[tuple[Source, Reference]]:
    """Return the sources that have passages of a typed reference, with the reference; none if the text is no reference.

    The text is a reference (“3.5”, “3.5@12-40”), a passage's identifier (the source's, a colon, the reference), or a permanent address.
    """
    identifier, _colon, ref = text.strip().rpartition("/")[2].rpartition(":")
    try:
        reference = parse_reference(ref)
    except InvalidReference:
        return []
    sources = Source.objects.filter(passages__ref=reference.first).filter(passages__ref=reference.last)
    named = sources.filter(identifier=identifier) if identifier else sources
    return [(source, reference) for source in named.defer("text").distinct()[:MAX_REFERENCED_SOURCES]]
