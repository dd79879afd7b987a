"""Reports of the commands about the database: its errors, and what loading the fixtures would change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from archive.editions import changes, published_records
from archive.editions.fixture_set import FixtureSet
from archive.models import Edition, Published


@contextmanager
def report_database_errors() -> Iterator[None]:
    """Turn a DatabaseError of the block into a CommandError with exit status 3."""
    try:
        yield
    except DatabaseError as error:
        message = _("The database refused: %(reason)s. Nothing was loaded; the archive is as it was.")
        raise CommandError(message % {"reason": describe_database_error(error)}, returncode=3) from None


def describe_database_error(error: DatabaseError) -> str:
    """Return the error message of the database in one line."""
    return " ".join(str(error).split())


def describe_changes(published: FixtureSet) -> str:
    """Return the report of what loading would add, change or withdraw; ``published`` are the fixtures without drafts."""
    if Edition.objects.exists() and not Published.objects.exists():
        raise CommandError(_("Older code loaded this database and did not keep what is compared. Load once; then it can be."))
    return changes.render_changes(published_records.find_changes(published))
