"""Loading of editions, and of the working copy for the preview: the rows of all three apps and the search index together."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection, transaction
from django.utils import timezone

from archive.editions.edition_update import update_rows
from archive.editions.fixture_set import FixtureSet
from archive.editions.ledger_archive import EditionRecords, read_edition
from archive.editions.publication import choose_instant, plan_publication
from archive.environment.cycle_collection import collect_rarely
from archive.fixity.row_digests import store_row_digests, store_table_digests
from archive.fixity.tables import list_columns, list_models
from archive.fixtures.loading.claims import insert_claims, insert_disagreements
from archive.fixtures.loading.primer import insert_primer
from archive.fixtures.loading.sources import clear_archive, insert_coverage, insert_sources
from archive.fixtures.loading.versions import VERSION_TABLES, insert_versions
from archive.ledger.chain import LEDGER_FOLDER, TEXTS_FOLDER, Ledger, read_ledger
from archive.ledger.lines import format_instant
from archive.ledger.writing import compose_header, write_edition
from archive.models import Anchor, Claim, Load, LoadedState, Mention, Passage, Quantity, Reading, Source, bulk
from archive.quotations.load_index import QuotationIndexBuilder, clear_quotation_index, list_indexed_texts
from archive.search import archive_entries
from archive.search.index import IndexBuilder, clear_search_index
from camps.entries import make_name_entries, make_place_entries
from camps.load import clear_places, insert_places
from marches.entries import make_movement_entries, make_route_entries
from marches.load import clear_routes, insert_movements, insert_routes

# Raised when loading makes other rows or tokens of the same files, so that a database that older code loaded is loaded again as a whole.
LOADER_VERSION = 17


def compute_state(ledger: Ledger) -> str:
    """Return the digest of what this code loads from a ledger: a SHA-256, as hex.

    It changes when a version is suppressed, when a signature or a time stamp is added, and when a table has other columns.
    """
    columns = [[model._meta.db_table, *list_columns(model)] for model in list_models()]
    digest = sha256(f"{LOADER_VERSION}\n{columns}\n".encode())
    for edition in ledger.editions:
        digest.update(f"{edition.file_digest}\n".encode())
        for suffix, content in edition.read_seals().items():
            digest.update(f"{suffix} {sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


@collect_rarely()
def load_edition(ledger: Ledger, state: str = "", *, again: bool = False, instant: datetime | None = None) -> None:
    """Replace the loaded edition by the last one of the ledger, in one transaction; if anything fails, the previous one stays.

    Rows of records that have not changed are kept, unless more than a tenth of the records changes, half of the claims and passages are replaced, a question
    changes, the keys of too many blocks of rows move by distances of their own, or a row is not what was loaded, those of versions aside.

    ``state``: the digest of the loaded state, if it is not that of the edition. ``again``: replace known versions too, to
    repair the database. ``instant``: the instant of the load that is stored, by default the current one.
    Raises LedgerFault if the database knows an edition that the ledger lacks, or if a record cannot be read.
    """
    records = read_edition(ledger)
    with connection.constraint_checks_disabled(), transaction.atomic():
        kept = None if again else update_rows(ledger, records, compute_state)
        if kept is None:
            replace_rows(records)
        first_new = insert_versions(ledger, again=again)
        state = state or compute_state(ledger)
        described = {"digest": state, "edition_id": ledger.number or None, **_name_newest(ledger)}
        loaded_state, _created = LoadedState.objects.update_or_create(pk=1, defaults=described)
        load = {"instant": format_instant(instant or timezone.now()), "is_repair": again}
        Load.objects.update_or_create(state=loaded_state, defaults=load)
        if connection.vendor == "sqlite":
            # Row by row, SQLite would look for what refers to each row whose key moves; PostgreSQL looks at the commit.
            tables = {model._meta.db_table for model in list_models()} - VERSION_TABLES
            connection.check_constraints(sorted(tables))
        store_row_digests(first_new, kept or ())


def replace_rows(records: EditionRecords) -> None:
    """Replace all rows but those of editions and versions by those of an edition, within a transaction."""
    _replace_records(records)
    build_search_index()
    insert_coverage()


def _replace_records(records: EditionRecords) -> None:
    """Replace the rows of records, and empty the search index; the keys of the rows are freed before it is built, for they need much memory."""
    archive = records.archive
    clear_search_index()
    clear_routes()
    clear_places()
    clear_quotation_index()
    clear_archive()
    quotation_index = QuotationIndexBuilder()
    loaded = insert_sources(archive, lambda *source: quotation_index.add(list_indexed_texts(*source)))
    quotation_index.close()
    insert_places(records.places, archive.authority_files, loaded)
    insert_claims(archive, loaded)
    insert_routes(records.routes, archive.claims, loaded)
    insert_movements(records.movements, loaded)
    insert_disagreements(loaded)
    insert_primer(archive, loaded)


def build_search_index() -> None:
    """Build the search index from the current tables; the index must be empty."""
    bulk.analyze_tables(Source, Passage, Reading, Mention, Claim, Anchor, Quantity)
    index, context = IndexBuilder(), archive_entries.SubjectContext()
    for entries in (  # in this order: the context is complete after the claims
        archive_entries.list_claims(context),
        archive_entries.list_passages(context),
        make_place_entries(context),
        make_route_entries(context),
        make_movement_entries(context),
        archive_entries.list_terms(),
        archive_entries.list_sources(),
        archive_entries.list_pages(),
    ):
        index.add(entries)
    index.add_names(make_name_entries())
    index.close()


def remember_newest_edition(ledger: Ledger) -> None:
    """Store the last edition of the ledger's folder, which is not loaded if an earlier one is."""
    with transaction.atomic():
        if LoadedState.objects.exclude(**_name_newest(ledger)).update(**_name_newest(ledger)):
            store_table_digests(LoadedState)


def _name_newest(ledger: Ledger) -> dict[str, int | str]:
    return {"newest": ledger.newest, "newest_digest": ledger.newest_digest}


def load_unpublished(root: Path, fixtures: FixtureSet, state: str) -> None:
    """Load the working copy as if it were published: from a temporary ledger, the published one with one more edition.

    The fixtures must have no problem; their drafts are loaded too. ``state``: the digest of the loaded state.
    """
    with TemporaryDirectory() as folder:
        staged = stage_publication(root / LEDGER_FOLDER, fixtures, Path(folder))
        load_edition(staged, state)


def stage_publication(published: Path, fixtures: FixtureSet, folder: Path) -> Ledger:
    """Write a ledger into ``folder`` that has one more edition than the published one, if anything differs, and return it."""
    ledger = read_ledger(published)
    (folder / TEXTS_FOLDER).mkdir()
    for name in ("*.jsonl", f"{TEXTS_FOLDER}/*"):
        for path in published.glob(name):
            (folder / path.relative_to(published)).symlink_to(path.resolve())
    planned = plan_publication(fixtures, ledger)
    if planned.lines:
        instant = choose_instant(ledger, timezone.now())
        header = compose_header(ledger, planned.lines, instant, {"ar": "معاينة", "en": "Preview"})
        write_edition(folder, header, planned.lines, planned.texts)
    return read_ledger(folder)
