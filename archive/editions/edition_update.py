"""Loading of a later edition by replacing the rows of the records that it changes, if these are few. All rows are those of a load into empty tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.db import DatabaseError, transaction

from archive.addresses import RecordKey
from archive.editions.document_update import DocumentUpdate
from archive.editions.ledger_archive import EditionRecords
from archive.editions.row_update import RowUpdate
from archive.editions.update_plan import UpdatePlan
from archive.fixity.row_digests import find_damaged_rows
from archive.fixity.tables import list_digested_tables
from archive.fixtures.loading.versions import VERSION_TABLES
from archive.ledger.chain import Ledger
from archive.models import LoadedState

# Kinds of records whose changes are loaded one by one.
KINDS = frozenset({"source", "sentence", "claim", "camp", "place", "authority", "route", "movement", "term", "story"})
# An edition that changes more than one in so many records is loaded as a whole.
RECORDS_PER_CHANGE = 10
# So is one that replaces more than this share of the claims and passages.
MAX_REPLACED_SHARE = 0.5
# So is one by which more blocks of rows of a table move by distances of their own: SQLite may be built to take no more than a million bytes of SQL.
MAX_MOVES = 2_500


def update_rows(ledger: Ledger, records: EditionRecords, compute_state: Callable[[Ledger], str]) -> set[str] | None:
    """Replace the rows of changed records, within a transaction; return the tables of which no row was written.

    Return None, without writing, if the whole edition must be loaded, or if that is faster.
    """
    changed = find_changed_records(ledger, compute_state)
    plan = UpdatePlan(records, changed) if changed else None
    if plan is None or plan.measure_replaced_share() > MAX_REPLACED_SHARE:
        return None
    if max(map(len, plan.moves.values())) > MAX_MOVES:
        return None
    documents, rows = DocumentUpdate(plan), RowUpdate(plan)
    documents.delete_documents()
    rows.write_records()
    documents.insert_documents()
    return rows.list_kept_tables()


def find_changed_records(ledger: Ledger, compute_state: Callable[[Ledger], str]) -> set[RecordKey]:
    """Return the records that the editions after the loaded one name; none if the whole edition must be loaded.

    That is so unless the database has what this code loaded of an earlier edition, without damage, and few records change.
    """
    state = LoadedState.objects.first()
    if state is None or not state.edition_id or state.edition_id >= ledger.number:
        return set()
    changed = {key for key, version in ledger.last_lines.items() if version.edition > state.edition_id}
    if {key.kind for key in changed} - KINDS or len(changed) * RECORDS_PER_CHANGE > len(ledger.last_lines):
        return set()
    if state.digest != compute_state(replace(ledger, editions=ledger.editions[: state.edition_id])):
        return set()
    kept = [table for table in list_digested_tables() if table.name not in VERSION_TABLES]
    try:
        with transaction.atomic():
            return set() if any(True for _row in find_damaged_rows(kept)) else changed
    except DatabaseError:
        return set()
