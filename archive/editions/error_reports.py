"""Errors of the database and of the ledger, as the commands report them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.ledger.chain import LEDGER_FOLDER, LedgerFault


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


def make_ledger_problem(fault: LedgerFault) -> Problem:
    """Return the problem of a ledger that is not intact."""
    return Problem(fault.id, Location(f"{LEDGER_FOLDER}/{fault.file}", fault.line), fault.values)
