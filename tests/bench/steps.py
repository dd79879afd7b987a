"""Steps of the load benchmark: a function that prepares, and one that is timed."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from functools import partial
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from archive.editions import edition_load, fixture_set, pipeline
from archive.editions.publication import choose_instant, plan_publication
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.ledger.writing import compose_header, write_edition
from archive.search import index
from tests.bench.changes import CHANGES, publish_change
from tests.bench.fixtures import generate

ROOT, CACHE = "fixtures", "cache.sqlite3"
# Name of PostgreSQL's copy of the loaded database
CHANGED_DATABASE = "bench_changed"


def check(root: Path) -> None:
    """Check the fixtures as the command does."""
    problems = pipeline.check_fixtures(root, cache=root.parent / CACHE)
    if problems:
        raise SystemExit(str(problems[:3]))


def change_one(folder: Path, _size: int) -> Path:
    """Change the statement of a claim; return the folder of the fixtures."""
    claim = next((folder / ROOT / "claims").iterdir())
    claim.write_bytes(claim.read_bytes().replace(b"  en: >-\n", b"  en: >-\n    Changed.\n", 1))
    return folder / ROOT


def migrate(_folder: object) -> None:
    """Create an empty database with its tables."""
    if connection.vendor == "postgresql":
        create_postgresql_database(connection.settings_dict["NAME"])
    call_command("migrate", verbosity=0)


def create_postgresql_database(name: str, template: str = "template1") -> None:
    """Create a database, or replace it, and use it."""
    connection.settings_dict["NAME"] = "postgres"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    connection.close()
    connection.settings_dict["NAME"] = name


def read_records(folder: Path, _size: int) -> fixture_set.FixtureSet:
    """Return the checked records."""
    fixtures, problems = pipeline.read_fixtures(folder / ROOT, cache=folder / CACHE)
    if problems:
        raise SystemExit(str(problems[:3]))
    return fixtures


def prepare_change(name: str, folder: Path, _size: int) -> Path:
    """Publish a small change in a copy of the ledger, and use a copy of the loaded database; return the ledger's folder."""
    ledger = folder / "changes" / name
    if not ledger.exists():
        publish_change(folder / ROOT / LEDGER_FOLDER, ledger, name)
    settings = connection.settings_dict
    connection.close()
    if connection.vendor == "sqlite":
        changed = folder / "changed.sqlite3"
        shutil.copyfile(settings["NAME"], changed)
        settings["NAME"] = str(changed)
    else:
        create_postgresql_database(CHANGED_DATABASE, settings["NAME"])
    connection.ensure_connection()
    return ledger


class Rows(NamedTuple):
    """Rows written by loading: name, columns and rows of each table, and the rows of the full-text index."""

    tables: list[tuple[str, list[str], list[tuple]]]
    indexed: list[list[tuple]]


def capture_index_rows() -> list[list[tuple]]:
    """Return the rows of the full-text index, batch by batch; SQLite's cannot be read back."""
    batches: list[list[tuple]] = []
    insert_tokens, index._insert_tokens = index._insert_tokens, batches.append
    with transaction.atomic():
        index.clear_search_index()
        edition_load.build_search_index()
        transaction.set_rollback(True)
    index._insert_tokens = insert_tokens
    return batches


def take_rows(_folder: Path, _size: int) -> Rows:
    """Return every row written by loading, and empty the tables."""
    table_rows, tables, batches = [], [], capture_index_rows()
    models = [
        model for app in ("archive", "camps", "marches") for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        for model in models:
            columns = [field.column for field in model._meta.concrete_fields]
            names = ", ".join(f'"{name}"' for name in columns)
            cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"')  # noqa: S608
            table_rows.append((model._meta.db_table, columns, cursor.fetchall()))
            tables.append(model._meta.db_table)
        index.clear_search_index()
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
    connections.close_all()
    return Rows(table_rows, batches)


def insert_bulk(rows: Rows) -> None:
    """Insert the rows with the bulk insert of the engine."""
    with transaction.atomic(), connection.cursor() as cursor:
        for batch in rows.indexed:
            index._insert_tokens(batch)
        for table, columns, values in rows.tables:
            names = ", ".join(f'"{name}"' for name in columns)
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    for row in values:
                        copy.write_row(row)
            else:
                marks = ", ".join(["?"] * len(columns))
                connection.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)  # noqa: S608


def measure_backend() -> Counter[int]:
    """Return the seconds of processor time of the PostgreSQL process that serves the open connection, by its number; else nothing."""
    if connection.vendor != "postgresql" or connection.connection is None:
        return Counter()
    number = connection.connection.info.backend_pid
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    ticks = int(fields[11]) + int(fields[12])  # utime and stime; the first one is field 3 of proc(5)
    return Counter({number: ticks / os.sysconf("SC_CLK_TCK")})


def get_root(folder: Path, _size: int) -> Path:
    """Return the folder of the fixtures."""
    return folder / ROOT


def publish(fixtures: fixture_set.FixtureSet) -> None:
    """Publish the checked records as the next edition."""
    ledger = read_ledger(fixtures.archive.sources.folder.root / LEDGER_FOLDER)
    planned = plan_publication(fixtures, ledger)
    header = compose_header(ledger, planned.lines, choose_instant(ledger, timezone.now()), {"ar": "طبعة", "en": "Edition"})
    write_edition(ledger.folder, header, planned.lines, planned.texts)


STEPS = {
    "generate": (lambda folder, size: (folder / ROOT, size), lambda arguments: generate(*arguments)),
    "check-cold": (get_root, check),
    "check-unchanged": (get_root, check),
    "check-one-changed": (change_one, check),
    "migrate": (get_root, migrate),
    "publish": (read_records, publish),
    "load": (get_root, lambda root: edition_load.load_edition(read_ledger(root / LEDGER_FOLDER))),
    "bulk": (take_rows, insert_bulk),
    **{name: (partial(prepare_change, name), lambda ledger: edition_load.load_edition(read_ledger(ledger))) for name in CHANGES},
}
