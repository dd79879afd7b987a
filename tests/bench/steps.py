"""The steps that are measured: what is made ready first, and what is timed."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from archive.editions import fixture_set, pipeline
from archive.editions.publication import plan_publication
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.ledger.writing import compose_edition, write_edition
from archive.search import index
from tests.bench.fixtures import generate

ROOT, SHELF = "fixtures", "shelf.sqlite3"


def check(root: Path) -> None:
    """The check as the command makes it."""
    problems = pipeline.check_fixtures(root, cache=root.parent / SHELF)
    if problems:
        raise SystemExit(str(problems[:3]))


def change_one(folder: Path, _size: int) -> Path:
    """A claim with another statement."""
    claim = next((folder / ROOT / "claims").iterdir())
    claim.write_bytes(claim.read_bytes().replace(b"  en: >-\n", b"  en: >-\n    Changed.\n", 1))
    return folder / ROOT


def migrate(_given: object) -> None:
    """An empty database with its tables."""
    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = "postgres"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {name}")
        connection.close()
        connection.settings_dict["NAME"] = name
    call_command("migrate", verbosity=0)


def records(folder: Path, _size: int) -> fixture_set.FixtureSet:
    """The checked records."""
    fixtures, problems = pipeline.read_fixtures(folder / ROOT, cache=folder / SHELF)
    if problems:
        raise SystemExit(str(problems[:3]))
    return fixtures


class Rows(NamedTuple):
    """What loading puts in: of each table its name, columns and rows; and what the engine's full-text index is given."""

    tables: list[tuple[str, list[str], list[tuple]]]
    indexed: list[list[tuple]]


def indexed() -> list[list[tuple]]:
    """What the full-text index is given, batch by batch; SQLite's cannot be read back."""
    given: list[list[tuple]] = []
    put, index._insert_tokens = index._insert_tokens, given.append
    with transaction.atomic():
        index.clear_search_index()
        pipeline.build_search_index()
        transaction.set_rollback(True)
    index._insert_tokens = put
    return given


def rows(_folder: Path, _size: int) -> Rows:
    """Every row that loading puts in; the tables are emptied."""
    found, tables, given = [], [], indexed()
    models = [
        one for app in ("archive", "camps", "marches") for one in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    with transaction.atomic(), connection.cursor() as cursor:
        for model in models:
            columns = [field.column for field in model._meta.concrete_fields]
            names = ", ".join(f'"{name}"' for name in columns)
            cursor.execute(f'SELECT {names} FROM "{model._meta.db_table}"')  # noqa: S608
            found.append((model._meta.db_table, columns, cursor.fetchall()))
            tables.append(model._meta.db_table)
        index.clear_search_index()
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
    connections.close_all()
    return Rows(found, given)


def bulk(found: Rows) -> None:
    """The rows put in again by the engine's own means."""
    with transaction.atomic(), connection.cursor() as cursor:
        for batch in found.indexed:
            index._insert_tokens(batch)
        for table, columns, values in found.tables:
            names = ", ".join(f'"{name}"' for name in columns)
            if connection.vendor == "postgresql":
                with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                    for row in values:
                        copy.write_row(row)
            else:
                marks = ", ".join(["?"] * len(columns))
                connection.connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)  # noqa: S608


def here(folder: Path, _size: int) -> Path:
    """The fixtures' folder."""
    return folder / ROOT


def publish(fixtures: fixture_set.FixtureSet) -> None:
    """Publish the checked records as edition 1."""
    ledger = read_ledger(fixtures.archive.sources.folder.root / LEDGER_FOLDER)
    planned = plan_publication(fixtures, ledger)
    lines = compose_edition(ledger, planned.lines, timezone.now(), {"ar": "طبعة", "en": "Edition"})
    write_edition(ledger.folder, 1, lines, planned.texts)


STEPS = {
    "generate": (lambda folder, size: (folder / ROOT, size), lambda given: generate(*given)),
    "check-cold": (here, check),
    "check-unchanged": (here, check),
    "check-one-changed": (change_one, check),
    "migrate": (here, migrate),
    "publish": (records, publish),
    "load": (here, lambda root: pipeline.load_edition(read_ledger(root / LEDGER_FOLDER))),
    "bulk": (rows, bulk),
}
