"""What routes give to search: their names, and what the claim says that states them."""

from __future__ import annotations

from collections.abc import Iterator

from archive.entries import Around
from archive.labels import LANGUAGES
from archive.searching.entries import Entry, Field
from marches.models import Route


def routes(around: Around) -> Iterator[Entry]:
    """Every route."""
    for route in Route.objects.select_related("subject", "claim").iterator():
        subject, claim = route.subject, route.claim
        fields = [Field("title", language, getattr(subject, f"name_{language}")) for language in LANGUAGES]
        fields += [Field("statement", language, getattr(claim, f"statement_{language}")) for language in LANGUAGES]
        marks, _days = around.of(subject.kind, subject.identifier)
        days = [(claim.earliest, claim.latest)] if claim.edtf else []
        yield Entry(subject.kind, subject.identifier, fields, marks, days, record=claim.pk)
