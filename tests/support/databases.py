"""Databases of their own, beside that of the tests and on its engine: for what takes more than one process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.utils import ConnectionHandler

from archive.editions import database_digest
from tests.support.repository import ROOT

Rows = dict[str, list[tuple]]
# The documents that the index of words gives for a word that the tests change into another.
INDEXED = {
    "sqlite": "SELECT rowid FROM archive_searchindex WHERE archive_searchindex MATCH 'massive'",
    "postgresql": "SELECT id FROM archive_searchindex WHERE tokens @@ 'massive'::tsquery",
}


class Database:
    """One database: ``settings`` as in DATABASES."""

    def __init__(self, settings: dict[str, object]) -> None:
        self.settings = settings

    def start(self, moment: str, *command: str) -> subprocess.Popen:
        """A process that runs ``command`` here and stops at ``moment``."""
        words = [sys.executable, "-m", "tests.support.paused_command", json.dumps(self.settings), moment, *command]
        return subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, *command: str) -> None:
        """The command, to its end."""
        with self.start("", *command) as process:
            process.communicate()
        assert process.returncode == 0

    def load(self, root: Path) -> None:
        """The fixtures below ``root``, to the end."""
        self.run("load_fixtures", "--fixtures", str(root))

    def loading(self, root: Path, moment: str) -> subprocess.Popen:
        """A load of the fixtures below ``root`` that has come to ``moment`` and waits."""
        process = self.start(moment, "load_fixtures", "--fixtures", str(root))
        assert process.stdout.readline() == f"{moment}\n"
        return process

    def reader(self):
        """A new connection."""
        return ConnectionHandler({"default": self.settings})["default"]

    def rows(self) -> Rows:
        """What a new reader sees."""
        reader = self.reader()
        try:
            return read_rows(reader)
        finally:
            reader.close()


def read_rows(reader) -> Rows:
    """Every row of every table that holds something of its own, but for the numbers of mere pairs; each table in a transaction of its own."""
    found = {}
    for model in database_digest.list_models():
        table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in column_names(model))
        with reader.cursor() as cursor:
            cursor.execute(f'SELECT {names} FROM "{table}"')  # noqa: S608
            found[table] = sorted(cursor.fetchall(), key=str)
    with reader.cursor() as cursor:
        cursor.execute(INDEXED[reader.vendor])
        found["archive_searchindex"] = sorted(cursor.fetchall())
    return found


def read_archive_rows() -> dict[str, list[tuple]]:
    """Every row of every table of the archive, every column of it but the numbers of mere pairs."""
    tables = [
        model for app in ("archive", "camps", "marches") for model in apps.get_app_config(app).get_models(include_auto_created=True)
    ]
    return {model._meta.db_table: sorted(model._base_manager.values_list(*column_names(model)), key=str) for model in tables}


def column_names(model) -> list[str]:
    """The columns of a table that hold something of their own."""
    return [one.attname for one in model._meta.fields if not (model._meta.auto_created and one.primary_key)]


def create_database(folder: Path, name: str, like: Database | None = None) -> Database:
    """A database called ``name``: empty, or a copy of ``like``, to which nothing may be connected. SQLite's is a file in ``folder``."""
    here = {key: connection.settings_dict[key] for key in ("ENGINE", "USER", "HOST", "PORT", "OPTIONS")}
    if connection.vendor == "sqlite":
        file = str(folder / name)
        if like:
            shutil.copyfile(like.settings["NAME"], file)
        # Of its pages as few in memory as can be: a load writes into the file long before it commits.
        return Database({**here, "NAME": file, "OPTIONS": {"init_command": "PRAGMA cache_size = 1"}})
    name = f"{name}_{os.getpid()}"
    execute_on_server(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like.settings["NAME"]}"' if like else ""))
    return Database({**here, "NAME": name})


def drop_database(base: Database) -> None:
    """The database taken away, whatever is connected to it."""
    if connection.vendor == "sqlite":
        Path(base.settings["NAME"]).unlink()
    else:
        execute_on_server(f'DROP DATABASE "{base.settings["NAME"]}" WITH (FORCE)')


def execute_on_server(statement: str) -> None:
    """A statement of PostgreSQL that no transaction may hold, from its own database."""
    server = Database({**connection.settings_dict, "NAME": "postgres"}).reader()
    try:
        with server.cursor() as cursor:
            cursor.execute(statement)
    finally:
        server.close()
