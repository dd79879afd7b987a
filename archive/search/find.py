"""Search: from a query and filters to documents, in their order.

Hits are in order of their kinds; within a kind, first those that have all words one after another, then those that have them as spelt,
then those that have related words (of the same stem, or another name of the same place); within these in the order of the archive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
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
from archive.search.query import Query, QueryError, divide_joined_terms, parse_query, remove_quotes
from archive.search.query_plan import QueryPart, combine, plan_parts, plan_queries, plan_unwanted
from archive.search.query_reading import UNREAD, QueryReading, find_similar_record, is_name_or_glossary_word, read_query
from archive.search.typed_dates import TypedDate, find_typed_date
from archive.search.url_state import RECORD_FILTERS
from archive.search.words import Word, split_words
from archive.text.folding import normalize_figures
from archive.text.references import InvalidReference, Reference, parse_reference
from archive.vocabulary import SEARCH_KINDS

# Code points of a filter's value.
MAX_VALUE_LENGTH = 120
# Sources in which a reference is looked up.
MAX_REFERENCED_SOURCES = 5
# Selections of terms whose documents are found if no document has all.
MAX_PARTIAL_LEVELS = 3
# Words that the beginnings of words in a query match together, divided evenly.
MAX_EXPANDED_WORDS = 1_000
# Unknown words of a query that are corrected, suggestions that are tried, and that are returned; letters of a short word.
MAX_CORRECTED_WORDS, MAX_TRIED_SUGGESTIONS, MAX_SUGGESTIONS, MAX_SHORT_LENGTH = 4, 8, 5, 4
# Letters of the shorter of two words that were written together.
MIN_DIVIDED_LENGTH = 3


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
    """The documents found, what the query was read as, and the kinds that may have more documents than were looked at.

    If no document has all of the query: ``missing`` are by the key of a document the terms that it does not have, ``ignored`` those
    that were left out of the search. ``help_pages`` are pages about the archive, if nothing else was found.
    """

    query: Query
    filters: SearchFilters
    reading: QueryReading = UNREAD
    documents: tuple[FoundDocument, ...] = ()
    truncated_kinds: frozenset[str] = frozenset()
    ignored: tuple[str, ...] = ()
    missing: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    help_pages: tuple[FoundDocument, ...] = ()

    @property
    def named_places(self) -> tuple[NamedPlace, ...]:
        """Return the places that the query names."""
        return self.reading.places

    @property
    def is_partial(self) -> bool:
        """Return true if no document has all terms."""
        return any(self.missing.values())

    @cached_property
    def counts(self) -> dict[str, int]:
        """Return the number of documents of each kind that has any."""
        counter = Counter(document.kind for document in self.documents)
        return {kind: counter[kind] for kind in KIND_ORDER if counter[kind]}

    @cached_property
    def has_dates(self) -> bool:
        """Return true if several documents of a kind that is shown have a date, so that they can be sorted by it."""
        dated = Counter(document.kind for document in self.selected if " year:" in f" {document.marks}")
        return any(count > 1 for count in dated.values())

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


def _reject_filter(name: str, value: str, suggestion: str = "") -> QueryError:
    return QueryError(name, value[:MAX_VALUE_LENGTH] or f"{name}:", suggestion)


def _find_record(kind: str, value: str) -> RecordKey:
    if 0 < len(value) <= MAX_VALUE_LENGTH and "\0" not in value:
        if SearchDocument.objects.filter(kind=kind, identifier=value.lower()).exists():
            return RecordKey(kind, value.lower())
        folded = " ".join(word.folded for word in split_words(value))
        for name in engine.find_names([folded]):
            if (name.folded, name.kind) == (folded, kind):
                return name.place
        if similar := find_similar_record(value, kind):
            raise _reject_filter(kind, value, similar.spelling)
    raise _reject_filter(kind, value)


def find_documents(query: Query, filters: SearchFilters) -> SearchResults:
    """Return the documents of a query; none for an empty query. Raises QueryError if the query only excludes words."""
    if query.excluded and not query.terms and not filters:
        raise QueryError("only-without")
    reading = read_query(query)
    prefixes = {term.words[-1].folded for term in (*query.terms, *query.excluded) if term.kind == "prefix"}
    limit = min(engine.MAX_PREFIX_WORDS, MAX_EXPANDED_WORDS // max(1, len(prefixes)))
    prefix_words = {prefix: [word for word, _spelling in engine.find_prefix_words(prefix, limit)] for prefix in prefixes}
    planned = plan_queries(query, filters.marks, reading, prefix_words)
    levels, truncated = find_levels(planned) if planned or not filters.kind else _find_kind_levels(filters.kind)
    levels = _select_days(levels, filters)
    documents = _sort_documents(engine.load_documents(levels), levels, reading)
    results = SearchResults(query, filters, reading, tuple(documents), truncated)
    if not query.terms or filters.kind == "page" or any(document.kind != "page" for document in documents):
        return results
    results = replace(results, documents=(), help_pages=tuple(documents), truncated_kinds=frozenset())
    if query.exact:
        return results
    if (divided := divide_joined_terms(query)) != query:
        return find_documents(divided, filters)
    return _find_partial(results, plan_parts(query, reading, prefix_words), plan_unwanted(query, prefix_words))


def sort_by_date(results: SearchResults) -> SearchResults:
    """Return the results of each kind in the order of their first days, an open beginning by its end, then those without a date."""
    days = engine.load_days(document.pk for document in results.documents)

    def sort_key(document: FoundDocument) -> tuple[int, bool, date, date, int]:
        earliest, latest = days.get(document.pk, (None, None))
        first = earliest or latest or date.max
        return KIND_ORDER.index(document.kind), first == date.max, first, latest or date.max, document.pk

    return replace(results, documents=tuple(sorted(results.documents, key=sort_key)))


def _select_days(levels: dict[int, int], filters: SearchFilters) -> dict[int, int]:
    """Return the documents that have a day in common with the filters."""
    if not filters.days:
        return levels
    days = engine.load_days(levels)
    return {pk: level for pk, level in levels.items() if pk in days and has_common_day(days[pk], filters.days)}


def _sort_documents(documents: list[FoundDocument], levels: Mapping[int, int], reading: QueryReading) -> list[FoundDocument]:
    """Return the documents in their order; those that a question asks for first."""

    def sort_key(document: FoundDocument) -> tuple[bool, int, int, int]:
        is_answer = reading.is_definition and reading.is_subject(document.kind, document.identifier)
        return not is_answer, KIND_ORDER.index(document.kind), levels[document.pk], document.pk

    return sorted(documents, key=sort_key)


def _find_partial(results: SearchResults, parts: Sequence[QueryPart], unwanted: tuple[Expression, ...]) -> SearchResults:
    """Return the documents that match most parts of a query, if none matches all.

    Kind words are left out first. Then names come first, then the rarest words, each as long as some document has it with those
    before; the parts left out are tried in the same way, up to MAX_PARTIAL_LEVELS times. Places that are named are always found.
    """
    content = [part for part in parts if part.role == "content"]
    marks = results.filters.marks

    def find(chosen: Sequence[QueryPart]) -> dict[int, int]:
        found, _truncated = find_levels([combine([part.related for part in chosen], marks, unwanted)])
        return _select_days({pk: level for pk, level in found.items() if not _is_page(pk)}, results.filters)

    keys = {part: find([part]) for part in dict.fromkeys(content)}
    remaining = sorted((part for part, found in keys.items() if found), key=lambda part: (not part.is_name, len(keys[part])))
    levels: dict[int, int] = {}
    missing: list[tuple[str, ...]] = []
    while remaining and len(missing) < MAX_PARTIAL_LEVELS:
        chosen = [remaining[0]]
        found = keys[remaining[0]]
        for part in remaining[1:]:
            if more := find([*chosen, part]) if len(chosen) > 1 or not found.keys().isdisjoint(keys[part]) else {}:
                chosen, found = [*chosen, part], more
        levels |= {pk: len(missing) for pk in found if pk not in levels}
        missing.append(tuple(part.typed for part in dict.fromkeys(content) if part not in chosen))
        remaining = [part for part in remaining if part not in chosen]
    for part in (part for part in keys if part.is_name):
        places = [pk for pk in keys[part] if SEARCH_KINDS[pk // KEYS_PER_KIND] in ("camp", "place") and pk not in levels]
        levels |= dict.fromkeys(places, len(missing))
        missing.append(tuple(other.typed for other in keys if other != part))
    documents = _sort_documents(engine.load_documents(levels), levels, results.reading)
    return replace(
        results,
        documents=tuple(documents),
        ignored=tuple(dict.fromkeys(part.typed for part in parts if part.role != "content")),
        missing={pk: missing[level] for pk, level in levels.items()},
    )


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


def suggest_queries(results: SearchResults) -> list[str]:
    """Return the query with names that it nearly has, or else with unknown words replaced by the nearest of the archive.

    Only queries that find something are returned, the nearest first. In place of a short word only names and words of the glossary.
    """
    query = results.query
    words = [word for term in query.terms if term.kind != "prefix" for word in term.words]
    if similar_names := results.reading.similar_names:
        replaced = query.text_without_filters
        for place in similar_names:
            replaced = replaced.replace(place.typed, place.name.spelling)
        return [replaced]
    if results.documents and not results.is_partial:
        return []
    known = engine.filter_known_words(word.folded for word in words)
    unknown = [word for word in dict.fromkeys(words) if word.folded not in known and word.folded not in results.reading.related]
    similar = {word.form: _find_similar_words(word.folded) for word in unknown[:MAX_CORRECTED_WORDS]}
    similar |= {word.form: [*_divide_word(word), *similar[word.form]] for word in unknown[:MAX_CORRECTED_WORDS]}
    similar = {form: spellings for form, spellings in similar.items() if spellings}
    if not similar:
        return []
    best = _replace_words(query, {form: spellings[0] for form, spellings in similar.items()})
    others = [_replace_words(query, {form: spelling}) for form, spellings in similar.items() for spelling in spellings]
    suggestions = list(dict.fromkeys([best, *others]))[:MAX_TRIED_SUGGESTIONS]
    return [text for text in suggestions if has_results(text, exact=query.exact)][:MAX_SUGGESTIONS]


def _find_similar_words(folded: str) -> list[str]:
    spellings = engine.find_similar_words(folded)
    return (
        spellings if len(folded) > MAX_SHORT_LENGTH else [spelling for spelling in spellings if is_name_or_glossary_word(spelling)]
    )


def _divide_word(word: Word) -> list[str]:
    """Return a word that was written together as two words of the archive, in the ways in which this is possible."""
    if len(word.form) != len(word.folded):
        return []
    edges = range(MIN_DIVIDED_LENGTH, len(word.folded) - MIN_DIVIDED_LENGTH + 1)
    known = engine.filter_known_words(part for edge in edges for part in (word.folded[:edge], word.folded[edge:]))
    divided = [edge for edge in edges if known.issuperset((word.folded[:edge], word.folded[edge:]))]
    return [f"{word.form[:edge]} {word.form[edge:]}" for edge in divided]


def has_results(text: str, *, exact: bool = False) -> bool:
    """Return true if some record has all of a query, with or without its quotation marks."""
    try:
        for variant in filter(None, (text, remove_quotes(parse_query(text, exact=exact)))):
            query = parse_query(variant, exact=exact)
            results = find_documents(query, parse_filters(query.filters))
            if results.documents and not results.is_partial:
                return True
    except QueryError:
        pass
    return False


def has_records(text: str) -> bool:
    """Return true if some record has all of a query, or of it without the words of questions. Two or three SQL queries."""
    try:
        query = parse_query(text)
        marks = parse_filters(query.filters).marks
    except QueryError:
        return False
    planned = plan_queries(query, marks, read_query(query), {})
    keys = engine.find_document_keys(planned[-1], range(len(list_key_bounds()))) if planned else []
    return any(not _is_page(key) for group in keys for key in group)


def _is_page(key: int) -> bool:
    return SEARCH_KINDS[key // KEYS_PER_KIND] == "page"


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


def find_offered_date(results: SearchResults) -> TypedDate | None:
    """Return the date that the words of a query state, if narrowing the other words to it finds something."""
    query = results.query
    if results.filters.date or query.exact or not (typed := find_typed_date(query.text_without_filters)):
        return None
    filters = parse_filters([*((key.kind, key.identifier) for key in results.filters.records), ("date", typed.edtf)])
    try:
        narrowed = find_documents(parse_query(typed.rest), filters)
    except QueryError:
        return None
    return typed if narrowed.documents else None


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
