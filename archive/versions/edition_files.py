"""The files of an edition, written from the tables byte for byte as the ledger has them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, starmap

from django.db.models import Count

from archive.ledger.canonical import format_checksum
from archive.ledger.lines import VERSION_OUTCOMES, EditionHeader
from archive.models import Edition, RecordVersion
from archive.vocabulary import LANGUAGES


def build_header(edition: Edition) -> EditionHeader:
    """Return the header of an edition. Two queries."""
    counts = edition.versions.order_by().values_list("kind").annotate(Count("pk"))
    previous = Edition.objects.filter(number=edition.number - 1).values_list("digest", flat=True).first()
    return EditionHeader(
        format=edition.format,
        edition=edition.number,
        published=edition.published,
        note={language: getattr(edition, f"note_{language}") for language in LANGUAGES},
        counts=dict(counts),
        previous=previous,
        changes=edition.changes,
        state=edition.state,
    )


def iterate_ledger_file(edition: Edition) -> Iterator[bytes]:
    """Return the lines of the ledger file of an edition, each with its line feed. All but the header are read by one query, later."""
    lines = edition.versions.order_by("pk").values_list("line", flat=True)
    return chain([build_header(edition).encode()], (f"{line}\n".encode() for line in lines.iterator()))


def list_checksums(number: int) -> list[str]:
    """Return the versions in force in an edition as lines of ``sha256sum``, sorted: the SHA-256 of them all is the edition's ``state``."""
    in_force = RecordVersion.objects.last_until(number).filter(outcome__in=VERSION_OUTCOMES).order_by()
    return sorted(starmap(format_checksum, in_force.values_list("version", "kind", "identifier").iterator()))
