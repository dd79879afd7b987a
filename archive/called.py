"""What records are called in the active language, several at once."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from archive.models import Source, Subject


def called(records: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
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
