"""Index entries of routes, with their names and the statement of the claim that states each, and of movements with their reasons."""

from __future__ import annotations

from collections.abc import Iterator

from archive.addresses import RecordKey
from archive.search.archive_entries import SubjectContext
from archive.search.documents import IndexEntry, TextField, translated_fields
from archive.vocabulary import LANGUAGES
from marches.models import Movement, Route


def make_route_entries(context: SubjectContext) -> Iterator[IndexEntry]:
    """Yield every route."""
    texts = [f"{column}_{language}" for column in ("subject__name", "claim__statement") for language in LANGUAGES]
    columns = ("subject__identifier", "claim_id", "claim__edtf", "claim__earliest", "claim__latest", *texts)
    for identifier, claim, edtf, earliest, latest, *translated in Route.objects.values_list(*columns).iterator():
        subject = RecordKey("route", identifier)
        roles = [(role, language) for role in ("title", "statement") for language in LANGUAGES]
        fields = [TextField(*role, text or "") for role, text in zip(roles, translated, strict=True)]
        marks, _days = context.marks_and_days(subject)
        yield IndexEntry(*subject, fields, marks, [(earliest, latest)] if edtf else [], record=claim)


def make_movement_entries(context: SubjectContext) -> Iterator[IndexEntry]:
    """Yield every movement, with the marks and days of its routes."""
    for movement in Movement.objects.prefetch_related("accounts__route__subject"):
        fields = translated_fields(movement, "name", "title") + translated_fields(movement, "reason", "text")
        subjects = [RecordKey("route", route.subject.identifier) for route in movement.routes]
        found = [context.marks_and_days(subject) for subject in subjects]
        marks = dict.fromkeys(mark for marks, _days in found for mark in marks)
        days = dict.fromkeys(day for _marks, days in found for day in days)
        yield IndexEntry("movement", movement.identifier, fields, list(marks), list(days))
