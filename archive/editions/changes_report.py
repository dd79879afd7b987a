"""What loading the fixtures would change of what the database holds, as the commands tell it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from archive.editions import changes, fixture_set, published_records
from archive.models import Edition, Published


@contextmanager
def report_database_errors() -> Iterator[None]:
    """Ends the command with exit status 3, and a sentence, if the database refuses within."""
    try:
        yield
    except DatabaseError as error:
        words = _("The database refused: %(reason)s. Nothing was loaded; the archive is as it was.")
        raise CommandError(words % {"reason": describe_database_error(error)}, returncode=3) from None


def describe_database_error(error: DatabaseError) -> str:
    """What the database says, in one line."""
    return " ".join(str(error).split())


def describe_changes(records: fixture_set.FixtureSet) -> str:
    """Which records would be added, changed or withdrawn, and how many pages; ``records``: those to be published."""
    if Edition.objects.exists() and not Published.objects.exists():
        raise CommandError(_("Older code loaded this database and did not keep what is compared. Load once; then it can be."))
    return changes.render_changes(published_records.find_changes(records))
