"""Facets, by which results can be narrowed: camps, places, routes, sources and years, with their numbers of documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from archive.models import Source, Subject
from archive.search.find import SearchResults
from archive.search.url_state import RECORD_FILTERS, SearchState
from archive.vocabulary import FACET_LABELS

# Choices of a facet, the most frequent first.
MAX_FACET_CHOICES = 12


@dataclass(frozen=True)
class FacetChoice:
    """A value, its label, its number of documents, and the query string that adds it or, if it is chosen, removes it."""

    value: str
    label: str
    count: int
    query: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """One way to narrow: its name in URLs, its title, its choices."""

    name: str
    title: str
    choices: list[FacetChoice]


def load_record_labels(records: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return the names of records in the active language, by kind and identifier. At most two SQL queries."""
    keys = set(records)
    sources = {identifier for kind, identifier in keys if kind == "source"}
    subjects = {identifier for kind, identifier in keys if kind != "source"}
    rows = Subject.objects.filter(identifier__in=subjects) if subjects else ()
    labels = {(subject.kind, subject.identifier): subject.name for subject in rows}
    if sources:
        titles = Source.objects.filter(identifier__in=sources).values_list("identifier", f"title_{get_language()}")
        labels |= {("source", identifier): title for identifier, title in titles}
    return labels


def build_facets(results: SearchResults, state: SearchState) -> list[Facet]:
    """Return the facets that have a choice; years in their order, other choices by their counts."""
    counters = results.count_marks()
    frequent = {kind: counters[kind].most_common(MAX_FACET_CHOICES) for kind in RECORD_FILTERS if kind in counters}
    labels = load_record_labels((kind, value) for kind, counts in frequent.items() for value, _count in counts)
    chosen = {*state.records, ("date", state.date)}
    ordered = {kind: sorted(counts, key=lambda item: (-item[1], item[0])) for kind, counts in frequent.items()}
    ordered["date"] = sorted(counters.get("year", {}).items())[:MAX_FACET_CHOICES]

    def build_choice(kind: str, value: str, count: int) -> FacetChoice:
        query = state.with_filter_toggled(kind, value).query
        return FacetChoice(value, labels.get((kind, value), value), count, query, (kind, value) in chosen)

    facets = ((kind, [build_choice(kind, *counted) for counted in counts]) for kind, counts in ordered.items())
    return [Facet(kind, str(FACET_LABELS[kind]), choices) for kind, choices in facets if choices]


def list_active_filters(state: SearchState) -> list[FacetChoice]:
    """Return the chosen filters, each with the query string without it."""
    labels = load_record_labels(state.records)
    choices = []
    for kind, value in state.filter_pairs:
        if kind != "kind":
            label = f"{FACET_LABELS[kind]}: {labels.get((kind, value), value)}"
            choices.append(FacetChoice(value, label, 0, state.with_filter_toggled(kind, value).query, True))
    return choices
