"""The web cannot write: the database itself refuses, by the settings that the web has. On both engines."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import uuid

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import Error, connection
from django.db.utils import ConnectionHandler

from archive.environment.databases import SQLITE_ENGINE, UNKNOWN_DATABASE, configure_reading, configure_writing
from tests.support.databases import Database, create_database, drop_database, execute_on_server, read_rows
from tests.support.repository import ROOT

WRITES = [
    "INSERT INTO archive_edition (id, digest) VALUES (2, 'x')",
    "UPDATE archive_edition SET digest = 'x'",
    "DELETE FROM archive_edition",
    "CREATE TABLE left_behind (id integer)",
    "ALTER TABLE archive_edition ADD COLUMN more integer",
    "DROP TABLE archive_recordversion",
    "CREATE INDEX more ON archive_edition (digest)",
]
ON_POSTGRESQL = [
    "TRUNCATE archive_edition",
    "CREATE TEMPORARY TABLE mine (id integer)",
    "CREATE SCHEMA mine",
    "COPY archive_edition FROM PROGRAM 'echo'",
    "SELECT nextval('django_migrations_id_seq')",
    "SELECT * FROM archive_edition FOR UPDATE",
]
# Allowed to everybody by PostgreSQL's defaults, in 15 even in a read-only transaction.
OUTSIDE_TABLES = [
    "SELECT lo_create(0)",
    "SELECT lo_creat(-1)",
    "SELECT lo_from_bytea(0, 'x')",
    "SELECT pg_logical_emit_message(true, 'x', 'x')",
]
ON_SQLITE = ["PRAGMA user_version = 7", "VACUUM", "REINDEX"]


@pytest.fixture
def published(published_database, db, tmp_path):
    """The archive in a database of its own, as the loader keeps it."""
    base = create_database(tmp_path, "readonly", like=published_database)
    base.settings = configure_writing({**base.settings, "OPTIONS": {}})
    base.open_once()
    yield base
    drop_database(base)


@pytest.fixture
def role(published, monkeypatch):
    """The name of a role that may read, made by the command; none on SQLite."""
    if connection.vendor == "sqlite":
        yield ""
        return
    name = f"reader_{uuid.uuid4().hex[:12]}"
    monkeypatch.setenv("DATABASE_URL", f"postgres://{name}:a%20word@/{published.settings['NAME']}")
    published.run("grant_reader")
    yield name
    execute_on_server(f'REVOKE ALL ON DATABASE "{published.settings["NAME"]}" FROM "{name}"')
    drop_owned = Database({**published.settings}).reader()
    with drop_owned.cursor() as cursor:
        cursor.execute(f'DROP OWNED BY "{name}"')
        cursor.execute(f'DROP ROLE "{name}"')
    drop_owned.close()


@pytest.fixture
def web(published, role):
    """A connection as the web has it."""
    config = {**published.settings, **({"USER": role, "PASSWORD": "a word"} if role else {}), "OPTIONS": {}}
    reader = ConnectionHandler({"default": configure_reading(config)})["default"]
    yield reader
    reader.close()


def refused(reader, statement: str) -> bool:
    try:
        with reader.cursor() as cursor:
            cursor.execute(statement)
    except Error:
        return True
    return False


def test_the_web_reads_all_and_writes_nothing(published, web):
    before = published.rows()
    assert read_rows(web) == before
    for statement in WRITES + (ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL + OUTSIDE_TABLES):
        assert refused(web, statement), statement
    assert published.rows() == before


def test_role_cannot_write_in_a_writable_transaction(published, web):
    if connection.vendor == "sqlite":
        with web.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
    else:
        with web.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = off")
    for statement in WRITES + (OUTSIDE_TABLES if connection.vendor == "postgresql" else []):
        assert refused(web, statement), statement


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite does neither")
def test_queries_of_the_web_are_neither_compiled_nor_run_in_parallel(web):
    with web.cursor() as cursor:
        for name, value in (("jit", "off"), ("max_parallel_workers_per_gather", "0")):
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (value,)


def test_tables_of_later_migrations_are_readable(published, web):
    loader = published.reader()
    with loader.cursor() as cursor:
        cursor.execute("CREATE TABLE later (id integer)")
    loader.close()
    with web.cursor() as cursor:
        cursor.execute("SELECT * FROM later")
        assert cursor.fetchall() == []


def test_readers_and_a_load_do_not_block_each_other_and_a_reader_sees_one_state(published, web, tmp_path):
    """A transaction that reads, a load that commits meanwhile, and the old state to the end of the transaction."""

    def digest() -> str:
        with web.cursor() as cursor:
            cursor.execute("SELECT digest FROM archive_loadedstate")
            return cursor.fetchone()[0]

    web.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    old = digest()

    def load():
        loader = published.reader()
        with loader.cursor() as cursor:
            cursor.execute("UPDATE archive_loadedstate SET digest = 'another'")
        loader.close()

    loading = threading.Thread(target=load)
    loading.start()
    loading.join(4)
    assert not loading.is_alive(), "the load waits for no reader"
    assert digest() == old
    web.rollback()
    web.set_autocommit(True)
    assert digest() == "another"


def test_the_role_that_reads_must_be_another(db, monkeypatch):
    if connection.vendor == "sqlite":
        call_command("grant_reader")
        return
    monkeypatch.setenv("DATABASE_URL", f"postgres://{connection.settings_dict['USER']}@/x")
    with pytest.raises(CommandError, match="different roles"):
        call_command("grant_reader")


@pytest.mark.parametrize("command", ["archive_digest", "warm", "bake"])
def test_commands_that_only_read_open_the_database_as_the_web_does(command, tmp_path):
    file = tmp_path / "nothing.sqlite3"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "DATABASE_URL": f"sqlite:///{file}",
        "VAR_ROOT": str(tmp_path),
    }
    (tmp_path / "static").mkdir()
    words = [sys.executable, "manage.py", command, *([str(tmp_path / "baked")] if command == "bake" else [])]
    result = subprocess.run(words, cwd=settings.BASE_DIR, env=environment, capture_output=True, check=False)
    assert result.returncode
    assert not file.exists(), "what is opened to be written is made"


def test_file_without_wal_is_read_in_a_read_only_folder(tmp_path):
    """As in an image: the file is in rollback mode there, and the folder is not writable."""
    file = tmp_path / "carried.sqlite3"
    config = {"ENGINE": SQLITE_ENGINE, "NAME": str(file)}
    for journal in ("wal", "delete"):
        with sqlite3.connect(file) as writer:
            writer.executescript(configure_writing(config, journal)["OPTIONS"]["init_command"])
            writer.execute("CREATE TABLE IF NOT EXISTS one (id integer)")
        writer.close()
    assert os.listdir(tmp_path) == [file.name]
    with sqlite3.connect(configure_reading(config)["NAME"], uri=True) as reader:
        assert reader.execute("SELECT count(*) FROM one").fetchone() == (0,)
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    reader.close()


@pytest.mark.one_engine
@pytest.mark.parametrize("address", ["nonsense", "mysql://a:secret@b/c", "postgres://a:secret@b:port/c", "sqlite", ""])
@pytest.mark.parametrize(
    ("command", "variables", "variable"),
    [
        ("load_fixtures", {}, "LOAD_DATABASE_URL or DATABASE_URL"),
        ("grant_reader", {"LOAD_DATABASE_URL": "postgres://loader@127.0.0.1/shawahid"}, "DATABASE_URL"),
    ],
)
def test_invalid_database_address_is_refused_without_showing_the_password(command, variables, variable, address):
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        "PYTHONUTF8": "1",
        **variables,
    }
    result = subprocess.run(
        [sys.executable, ROOT / "manage.py", command], env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert result.returncode == 1
    assert result.stderr.strip() == UNKNOWN_DATABASE.format(variable)
