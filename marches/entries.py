"""Index entries of routes, with their names and the statement of the claim that states each, and of movements with their reasons."""

from __future__ import annotations

from collections.abc import Iterator

from archive.addresses import RecordKey
from archive.search.archive_entries import SubjectContext
from archive.search.documents import IndexEntry, translated_fields
from marches.models import Movement, Route


def make_route_entries(context: SubjectContext) -> Iterator[IndexEntry]:
    """Yield every route."""
    for route in Route.objects.select_related("subject", "claim").iterator():
        subject, claim = RecordKey(route.subject.kind, route.subject.identifier), route.claim
        fields = translated_fields(route.subject, "name", "title") + translated_fields(claim, "statement", "statement")
        marks, _days = context.marks_and_days(subject)
        days = [(claim.earliest, claim.latest)] if claim.edtf else []
        yield IndexEntry(*subject, fields, marks, days, record=claim.pk)


def make_movement_entries(context: SubjectContext) -> Iterator[IndexEntry]:
    """Yield every movement, with the marks and days of its routes."""
    for movement in Movement.objects.prefetch_related("accounts__route__subject"):
        fields = translated_fields(movement, "name", "title") + translated_fields(movement, "reason", "text")
        subjects = [RecordKey("route", route.subject.identifier) for route in movement.routes]
        found = [context.marks_and_days(subject) for subject in subjects]
        marks = dict.fromkeys(mark for marks, _days in found for mark in marks)
        days = dict.fromkeys(day for _marks, days in found for day in days)
        yield IndexEntry("movement", movement.identifier, fields, list(marks), list(days))
