"""Separate databases on the engine of the tests, for tests with several processes."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.utils import ConnectionHandler

from archive.editions import database_digest
from archive.models import Edition, LoadedState, RecordVersion
from tests.support.paused_command import PausedCommand

Rows = dict[str, list[tuple]]
# Query for every token of the full-text index with its place
FULL_TEXT = {
    "sqlite": "SELECT term, doc, offset FROM temp.full_text ORDER BY 2, 1, 3",
    "postgresql": "SELECT id, part, tokens::text FROM archive_searchindex ORDER BY id",
}
# Query for the documents of a word that the tests replace
INDEXED = {
    "sqlite": "SELECT rowid FROM archive_searchindex WHERE archive_searchindex MATCH 'massive'",
    "postgresql": "SELECT id FROM archive_searchindex WHERE tokens @@ 'massive'::tsquery",
}


class Database:
    """A database: ``settings`` as in DATABASES."""

    def __init__(self, settings: dict[str, object]) -> None:
        self.settings = settings

    def run(self, *command: str) -> None:
        """Run a command of the archive on this database, in its own process."""
        assert PausedCommand(self.settings, "", *command).end() == 0

    def load(self, root: Path) -> None:
        """Load the fixtures below ``root``."""
        self.run("load_fixtures", "--fixtures", str(root))

    def loading(self, root: Path, moment: str) -> PausedCommand:
        """Start a load of the fixtures below ``root``, and return it paused at ``moment``."""
        command = PausedCommand(self.settings, moment, "load_fixtures", "--fixtures", str(root))
        assert command.wait_for_pause() == moment
        return command

    def open_once(self) -> None:
        """Let a new connection change what the settings ask for in the database itself, such as SQLite's journal."""
        reader = self.reader()
        reader.ensure_connection()
        reader.close()

    def reader(self):
        """Return a new connection."""
        return ConnectionHandler({"default": self.settings})["default"]

    def rows(self) -> Rows:
        """Return the rows that a new connection sees."""
        reader = self.reader()
        try:
            return read_rows(reader)
        finally:
            reader.close()


def read_rows(reader) -> Rows:
    """Return the rows of every table of the digest, each read in its own transaction.

    The keys of many-to-many rows are left out.
    """
    rows = {}
    for model in database_digest.list_models():
        table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in column_names(model))
        with reader.cursor() as cursor:
            cursor.execute(f'SELECT {names} FROM "{table}"')  # noqa: S608
            rows[table] = sorted(cursor.fetchall(), key=str)
    with reader.cursor() as cursor:
        cursor.execute(INDEXED[reader.vendor])
        rows["archive_searchindex"] = sorted(cursor.fetchall())
    return rows


def read_full_text(reader) -> list[tuple]:
    """Return every token of the full-text index with its place, and on SQLite the tokens that are stored for its changes."""
    with reader.cursor() as cursor:
        if reader.vendor == "sqlite":
            cursor.execute("CREATE VIRTUAL TABLE temp.full_text USING fts5vocab(main, archive_searchindex, instance)")
        cursor.execute(FULL_TEXT[reader.vendor])
        rows = cursor.fetchall()
        if reader.vendor == "sqlite":
            cursor.execute("DROP TABLE temp.full_text")
            cursor.execute("SELECT id, tokens FROM archive_searchtokens ORDER BY id")
            rows += cursor.fetchall()
    return rows


def clear_editions() -> None:
    """Delete the rows of editions and versions and the loaded state, so that the ledger of another archive can be loaded."""
    LoadedState.objects.all().delete()
    RecordVersion.objects.all().delete()
    Edition.objects.all().delete()


def read_archive_rows() -> dict[str, list[tuple]]:
    """Return all rows of the archive's tables, without the keys of many-to-many rows."""
    return {
        model._meta.db_table: sorted(model._base_manager.values_list(*column_names(model)), key=str)
        for model in database_digest.list_models()
    }


def column_names(model) -> list[str]:
    """Return the columns of a table, without the key of a many-to-many table."""
    return [field.attname for field in model._meta.fields if not (model._meta.auto_created and field.primary_key)]


def create_database(folder: Path, name: str, like: Database | None = None) -> Database:
    """Create a database, empty or a copy of ``like``, which must have no connections.

    SQLite's is a file in ``folder``.
    """
    settings = {key: connection.settings_dict[key] for key in ("ENGINE", "USER", "HOST", "PORT", "OPTIONS")}
    if connection.vendor == "sqlite":
        file = str(folder / name)
        if like:
            shutil.copyfile(like.settings["NAME"], file)
        # With a small page cache, a load writes into the file long before it commits.
        return Database({**settings, "NAME": file, "OPTIONS": {"init_command": "PRAGMA cache_size = 1"}})
    name = f"{name}_{os.getpid()}"
    execute_on_server(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like.settings["NAME"]}"' if like else ""))
    return Database({**settings, "NAME": name})


def copy_test_database(folder: Path) -> Database:
    """Copy the database of the tests, which is in no transaction; PostgreSQL's connection is closed."""
    if connection.vendor == "sqlite":
        copied = create_database(folder, "published")
        with closing(sqlite3.connect(copied.settings["NAME"])) as file:
            connection.connection.backup(file)
        return copied
    connection.close()
    return create_database(folder, "published", like=Database(connection.settings_dict))


@contextmanager
def use_database(base: Database) -> Iterator[None]:
    """Let this thread use a database, with the options of the tests' own one; what is written in the block is committed."""
    settings = {**base.settings, "OPTIONS": connection.settings_dict["OPTIONS"]}
    usual, connections[DEFAULT_DB_ALIAS] = connections[DEFAULT_DB_ALIAS], Database(settings).reader()
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = usual


@contextmanager
def use_and_roll_back(base: Database) -> Iterator[None]:
    """Let this thread use a database; what is written in the block is rolled back."""
    with use_database(base), transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def load_into_copy(published: Database, folder: Path, name: str, load: Callable[[Path], object], blocker) -> Iterator[Database]:
    """Copy a database and load more into it by ``load(folder)``; drop it at the end. ``blocker``: pytest-django's, unblocked meanwhile."""
    with blocker.unblock():
        loaded = create_database(folder, name, like=published)
        with use_database(loaded):
            load(folder)
    yield loaded
    with blocker.unblock():
        drop_database(loaded)


def drop_database(base: Database) -> None:
    """Drop the database and its connections."""
    if connection.vendor == "sqlite":
        Path(base.settings["NAME"]).unlink()
    else:
        execute_on_server(f'DROP DATABASE "{base.settings["NAME"]}" WITH (FORCE)')


def execute_on_server(statement: str) -> None:
    """Execute a PostgreSQL statement outside a transaction, connected to ``postgres``."""
    server = Database({**connection.settings_dict, "NAME": "postgres"}).reader()
    try:
        with server.cursor() as cursor:
            cursor.execute(statement)
    finally:
        server.close()
