"""Verification of everything that bytes can rot in: ledger, database, stored responses, record caches and baked files."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.editions.bake.site import CHECKSUM_FILE
from archive.editions.edition_load import compute_state
from archive.editions.error_reports import describe_database_error, make_ledger_problem
from archive.fixity import database_file, file_digests
from archive.fixity.row_digests import DamagedRow, find_damaged_rows
from archive.fixity.source_texts import is_text_sound, list_sources
from archive.fixtures.reading.record_cache import find_damaged_entries
from archive.ledger.chain import LEDGER_FOLDER, LedgerFault, read_ledger
from archive.ledger.faults import find_ledger_faults
from archive.models import Edition, LoadedState, RecordVersion
from archive.web.cache import stores
from archive.web.cache.code_version import code_version

LEDGER, DATABASE, RESPONSES, CACHES = "ledger", "database", "answers", "caches"
PARTS = (LEDGER, DATABASE, RESPONSES, CACHES)


class Fault(NamedTuple):
    """A damaged row, text, file or response: its name, what is wrong, and what to do, in the active language."""

    name: str
    sentence: str
    remedy: str


def verify(part: str, fixtures: Path) -> Iterator[Fault]:
    """Yield the faults of one of PARTS."""
    if part == LEDGER:
        yield from map(_describe_ledger_fault, find_ledger_faults(fixtures / LEDGER_FOLDER))
    elif part == DATABASE:
        yield from verify_database(fixtures / LEDGER_FOLDER)
    elif part == RESPONSES:
        yield from verify_stored_responses()
    else:
        yield from verify_record_caches()


def verify_database(ledger_folder: Path) -> Iterator[Fault]:
    """Yield the faults of the database: of its structure, its rows and texts, and where it is not what the ledger says."""
    remedy, faults, path = _("Run manage.py load_fixtures --again."), list[Fault](), database_file.get_database_file()
    try:
        with transaction.atomic():
            faults.extend(_verify_rows(remedy))
            faults.extend(_compare_with_ledger(ledger_folder, remedy))
        if path and (messages := database_file.check_structure()):
            faults.append(Fault(str(path), _("SQLite finds it damaged: %(reason)s.") % {"reason": "; ".join(messages)}, remedy))
        if path and not faults and database_file.is_file_changed():
            sentence = _(
                "A byte has changed since the edition was loaded, though no row has: in unused space, or in the structure."
            )
            faults.append(Fault(str(path), sentence, remedy))
    except DatabaseError as error:
        faults.append(
            Fault(_("database"), _("It cannot be read: %(reason)s.") % {"reason": describe_database_error(error)}, remedy)
        )
    except OSError as error:
        faults.append(Fault(_("database"), _("It cannot be read: %(reason)s.") % {"reason": error}, remedy))
    yield from faults


def _verify_rows(remedy: str) -> Iterator[Fault]:
    for row in find_damaged_rows():
        yield Fault(f"{row.table} {row.key}", _describe_row(row), remedy)
    for source in list_sources():
        if not is_text_sound(source):
            yield Fault(f"source:{source}", _("Its text in the database does not have its SHA-256."), remedy)


def _describe_row(row: DamagedRow) -> str:
    return {
        "changed": _("This row is not what was loaded."),
        "missing": _("This row was loaded and is missing."),
        "added": _("This row was not loaded."),
        "unreadable": _("This row cannot be read."),
        "digests": _("The stored digests of the rows from this one on are damaged."),
    }[row.damage]


def _compare_with_ledger(folder: Path, remedy: str) -> Iterator[Fault]:
    """Yield a fault if the database does not hold the edition of the ledger that it says; nothing if the ledger has a fault itself."""
    state = LoadedState.objects.first()
    if state is None:
        yield Fault(_("database"), _("No edition is loaded."), _("Run manage.py load_fixtures."))
        return
    try:
        ledger = read_ledger(folder, until=state.edition_id or None)
    except LedgerFault:
        return
    number = {"edition": ledger.number}
    if state.digest != compute_state(ledger):
        yield Fault(
            _("database"), _("It is not what edition %(edition)s of the ledger says.") % number, _("Run manage.py load_fixtures.")
        )
    known = dict(Edition.objects.values_list("number", "digest"))
    counts = dict(RecordVersion.objects.order_by().values_list("edition").annotate(count=Count("pk")))
    for edition in ledger.editions:
        header = edition.header
        if known.get(header.edition) != edition.digest:
            words = _("The ledger and the database state different headers of the edition; one of them is damaged.")
            advice = _(
                "Restore the ledger file from the version control or from a backup, then run manage.py load_fixtures --again."
            )
            yield Fault(f"{LEDGER_FOLDER}/{edition.path.name}", words, advice)
        elif counts.get(header.edition, 0) != sum(header.counts.values()):
            yield Fault(f"edition:{header.edition}", _("The database lacks versions of the edition."), remedy)


def verify_stored_responses() -> Iterator[Fault]:
    """Yield the faults of the stored responses and their files; those of other code are not used."""
    remedy = _("It is not served: the page is rendered instead. Run manage.py warm.")
    for file in stores.list_warm_files():
        if not file.stem.endswith(f"-{code_version()[:16]}"):
            continue
        faults = []
        try:
            for row in stores.iterate_stored_rows(file):
                if not row.is_sound:
                    faults.append(Fault(f"{file.name} {row.cache_key!r}", _("This stored answer is damaged."), remedy))
            if not faults and file_digests.is_changed(file):
                faults.append(Fault(str(file), _("A byte has changed since the file was written."), remedy))
        except (sqlite3.Error, OSError) as error:
            faults.append(Fault(str(file), _("It cannot be read: %(reason)s.") % {"reason": error}, remedy))
        yield from faults


def verify_record_caches() -> Iterator[Fault]:
    """Yield the faults of the caches of parsed fixture files."""
    remedy = _("It is not used: files are read instead. Delete it; the next check makes it again.")
    for file in sorted(settings.VAR.glob("checked-*.sqlite3")):
        try:
            yield from (
                Fault(f"{file.name} {name}", _("This cached record is damaged."), remedy) for name in find_damaged_entries(file)
            )
        except (sqlite3.Error, OSError) as error:
            yield Fault(str(file), _("It cannot be read: %(reason)s.") % {"reason": error}, remedy)


def verify_baked(folder: Path) -> Iterator[Fault]:
    """Yield the faults of the files that ``bake`` wrote into a folder."""
    remedy = _("Run manage.py bake again.")
    unlisted = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {CHECKSUM_FILE}
    try:
        lines = (folder / CHECKSUM_FILE).read_bytes().decode(errors="backslashreplace").splitlines()
    except OSError as error:
        yield Fault(CHECKSUM_FILE, _("It cannot be read: %(reason)s.") % {"reason": error.strerror}, remedy)
        return
    for line in lines:
        digest, _space, name = line.partition("  ")
        unlisted.discard(name)
        try:
            if file_digests.digest_file(folder / name) != digest:
                yield Fault(name, _("The file, or its line in %(list)s, is not what was baked.") % {"list": CHECKSUM_FILE}, remedy)
        except (OSError, ValueError) as error:
            yield Fault(name, _("It cannot be read: %(reason)s.") % {"reason": getattr(error, "strerror", error)}, remedy)
    for name in sorted(unlisted):
        yield Fault(name, _("The file is not listed in %(list)s.") % {"list": CHECKSUM_FILE}, remedy)


def _describe_ledger_fault(fault: LedgerFault) -> Fault:
    problem = make_ledger_problem(fault)
    sentence, _expected, advice = problem.translate(get_language() or "en")
    return Fault(f"{problem.location.file}:{problem.location.line}", sentence, advice)
