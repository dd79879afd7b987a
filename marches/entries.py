"""What routes give to search: their names, and what the claim says that states them."""

from __future__ import annotations

from collections.abc import Iterator

from archive.search.archive_entries import SubjectContext
from archive.search.documents import IndexEntry, TextField
from archive.vocabulary import LANGUAGES
from marches.models import Route


def make_route_entries(around: SubjectContext) -> Iterator[IndexEntry]:
    """Every route."""
    for route in Route.objects.select_related("subject", "claim").iterator():
        subject, claim = route.subject, route.claim
        fields = [TextField("title", language, getattr(subject, f"name_{language}")) for language in LANGUAGES]
        fields += [TextField("statement", language, getattr(claim, f"statement_{language}")) for language in LANGUAGES]
        marks, _days = around.marks_and_days(subject.kind, subject.identifier)
        days = [(claim.earliest, claim.latest)] if claim.edtf else []
        yield IndexEntry(subject.kind, subject.identifier, fields, marks, days, record=claim.pk)
