"""Errors of the database and of the ledger, as the commands report them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.ledger.chain import LEDGER_FOLDER, LedgerFault

MISSING_TABLE = re.compile(r"no such table|relation .* does not exist")
# Messages of SQLite about its file, which do not name it
FILE_FAULT = re.compile(
    r"unable to open database file|readonly database|not a database|malformed|disk I/O error|database or disk is full"
)


@contextmanager
def report_database_errors() -> Iterator[None]:
    """Turn a DatabaseError of the block into a CommandError with exit status 3."""
    try:
        yield
    except DatabaseError as error:
        message = _("The database refused: %(reason)s. Nothing was loaded; the archive is as it was.")
        words = message % {"reason": describe_database_error(error)}
        if MISSING_TABLE.search(str(error)) or is_file_missing(error):
            words += " " + _("Try: manage.py migrate, then manage.py load_fixtures.")
        raise CommandError(words, returncode=3) from None


def describe_database_error(error: DatabaseError) -> str:
    """Return the error message of the database in one line, with the file that SQLite means."""
    words = " ".join(str(error).split())
    return f"{words} ({get_database_file()})" if FILE_FAULT.search(words) and get_database_file() else words


def is_file_missing(error: DatabaseError) -> bool:
    """Return whether SQLite cannot open its file because there is none."""
    file = get_database_file()
    return bool(FILE_FAULT.search(str(error)) and file and not Path(file).exists())


def get_database_file() -> str:
    """Return the path of SQLite's file; empty with PostgreSQL."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite":
        return ""
    return unquote(urlsplit(name).path) if name.startswith("file:") else name


def make_ledger_problem(fault: LedgerFault) -> Problem:
    """Return the problem of a ledger that is not intact."""
    return Problem(fault.id, Location(f"{LEDGER_FOLDER}/{fault.file}", fault.line), fault.values)
