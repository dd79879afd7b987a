"""The texts of the sources in the database, compared with their SHA-256."""

from __future__ import annotations

from django.db import DatabaseError, transaction

from archive.models import Source, UnsoundText


def list_sources() -> list[str]:
    """Return the identifiers of all sources. Raises DatabaseError."""
    return list(Source.objects.order_by("pk").values_list("identifier", flat=True))


def is_text_sound(source: str) -> bool:
    """Return whether the text of a source can be read and has its SHA-256; True if there is no such source any more.

    Raises DatabaseError if the database does not answer at all.
    """
    try:
        with transaction.atomic():
            Source.objects.filter(identifier=source).first()
    except UnsoundText:
        return False
    except DatabaseError:
        Source.objects.exists()
        return False
    return True
