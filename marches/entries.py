"""Index entries of routes, with their names and the statement of the claim that states each."""

from __future__ import annotations

from collections.abc import Iterator

from archive.addresses import RecordKey
from archive.search.archive_entries import SubjectContext
from archive.search.documents import IndexEntry, translated_fields
from marches.models import Route


def make_route_entries(context: SubjectContext) -> Iterator[IndexEntry]:
    """Yield every route."""
    for route in Route.objects.select_related("subject", "claim").iterator():
        subject, claim = RecordKey(route.subject.kind, route.subject.identifier), route.claim
        fields = translated_fields(route.subject, "name", "title") + translated_fields(claim, "statement", "statement")
        marks, _days = context.marks_and_days(subject)
        days = [(claim.earliest, claim.latest)] if claim.edtf else []
        yield IndexEntry(*subject, fields, marks, days, record=claim.pk)
