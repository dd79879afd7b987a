"""By what the documents found can be narrowed: camps, places, routes, sources and years, with how many documents each has."""

from __future__ import annotations

from dataclasses import dataclass

from archive.called import called
from archive.labels import FACETS
from archive.search import Found
from archive.searching.state import RECORDS, State

# Choices of a facet, the most frequent first.
SHOWN = 12


@dataclass(frozen=True)
class Choice:
    """A value, what it is called, how many documents have it, and the query string with it or, if it is chosen, without it."""

    value: str
    label: str
    count: int
    query: str
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    """One way to narrow: its name in addresses, what it is called, its choices."""

    name: str
    title: str
    choices: list[Choice]


def facets(found: Found, state: State) -> list[Facet]:
    """The facets that have a choice; years in their order, the rest by their counts."""
    counted, shown = found.filed(), []
    most = {kind: counter.most_common(SHOWN) for kind, counter in counted.items() if kind != "year"}
    labels = called((kind, name) for kind, names in most.items() for name, _count in names)
    for kind in RECORDS:
        chosen = {value for name, value in state.records if name == kind}
        names = sorted(most.get(kind, ()), key=lambda item: (-item[1], item[0]))
        choices = [
            Choice(name, labels.get((kind, name), name), count, state.toggled(kind, name).query, name in chosen)
            for name, count in names
        ]
        shown.append(Facet(kind, str(FACETS[kind]), choices))
    years = sorted(counted.get("year", {}).items())[:SHOWN]
    dated = [Choice(year, year, count, state.toggled("date", year).query, year == state.date) for year, count in years]
    shown.append(Facet("date", str(FACETS["date"]), dated))
    return [one for one in shown if one.choices]


def picked(found: Found, state: State) -> list[Choice]:
    """The filters that are chosen, each with the query string without it."""
    labels = called(state.records)
    records = [(kind, value, labels.get((kind, value), value)) for kind, value in state.records]
    chosen = [*records, *([("date", state.date, state.date)] if state.date else [])]
    return [Choice(value, f"{FACETS[kind]}: {label}", 0, state.toggled(kind, value).query, True) for kind, value, label in chosen]
