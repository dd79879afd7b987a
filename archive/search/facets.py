"""What records are called in the active language, several at once.

By what the documents found can be narrowed: camps, places, routes, sources and years, with how many documents each has.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from archive.models import Source, Subject
from archive.search.find import SearchResults
from archive.search.url_state import RECORD_FILTERS, SearchState
from archive.vocabulary import FACET_LABELS


def record_names(records: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The names of camps, places, routes and sources, given by kind and identifier. Two queries at most."""
    sources: set[str] = set()
    subjects: set[str] = set()
    for kind, identifier in records:
        (sources if kind == "source" else subjects).add(identifier)
    rows = Subject.objects.filter(identifier__in=subjects) if subjects else ()
    names = {(one.kind, one.identifier): one.name for one in rows}
    if sources:
        titles = Source.objects.filter(identifier__in=sources).values_list("identifier", f"title_{get_language()}")
        names |= {("source", identifier): title for identifier, title in titles}
    return names


# Choices of a facet, the most frequent first.
MAX_FACET_CHOICES = 12


@dataclass(frozen=True)
class FacetChoice:
    """A value, what it is called, how many documents have it, and the query string with it or, if it is chosen, without it."""

    value: str
    label: str
    count: int
    query: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """One way to narrow: its name in addresses, what it is called, its choices."""

    name: str
    title: str
    choices: list[FacetChoice]


def build_facets(found: SearchResults, state: SearchState) -> list[Facet]:
    """The facets that have a choice; years in their order, the rest by their counts."""
    counted, shown = found.count_marks(), []
    most = {kind: counter.most_common(MAX_FACET_CHOICES) for kind, counter in counted.items() if kind != "year"}
    labels = record_names((kind, name) for kind, names in most.items() for name, _count in names)
    for kind in RECORD_FILTERS:
        chosen = {value for name, value in state.records if name == kind}
        names = sorted(most.get(kind, ()), key=lambda item: (-item[1], item[0]))
        choices = [
            FacetChoice(name, labels.get((kind, name), name), count, state.with_filter_toggled(kind, name).query, name in chosen)
            for name, count in names
        ]
        shown.append(Facet(kind, str(FACET_LABELS[kind]), choices))
    years = sorted(counted.get("year", {}).items())[:MAX_FACET_CHOICES]
    dated = [
        FacetChoice(year, year, count, state.with_filter_toggled("date", year).query, year == state.date) for year, count in years
    ]
    shown.append(Facet("date", str(FACET_LABELS["date"]), dated))
    return [one for one in shown if one.choices]


def list_active_filters(found: SearchResults, state: SearchState) -> list[FacetChoice]:
    """The filters that are chosen, each with the query string without it."""
    labels = record_names(state.records)
    records = [(kind, value, labels.get((kind, value), value)) for kind, value in state.records]
    chosen = [*records, *([("date", state.date, state.date)] if state.date else [])]
    return [
        FacetChoice(value, f"{FACET_LABELS[kind]}: {label}", 0, state.with_filter_toggled(kind, value).query, True)
        for kind, value, label in chosen
    ]
