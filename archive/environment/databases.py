"""Databases from the environment: parsing of their addresses, and how they are opened for reading and for writing.

The web only reads: it opens SQLite's file with ``mode=ro``, which in WAL mode neither waits for the loader nor makes it wait; on
PostgreSQL its role has only SELECT (``manage.py grant_reader``), and each transaction is read-only and has one snapshot.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

DatabaseConfig = dict[str, Any]
SQLITE_ENGINE = "django.db.backends.sqlite3"
DATABASE_SCHEMES = re.compile("(sqlite|postgres|postgresql|psql|pgsql)://")
UNKNOWN_DATABASE = "{} names no database that the archive knows. Expected: the address of a file, sqlite:///…, or of a server, postgres://…. Try: leave it out; then a file in VAR_ROOT is used."
# Pages of a database that is written are in 8 MB of memory, not 2: a load that reads what it wrote takes a twentieth less time.
LOADING_CACHE = "PRAGMA cache_size = -8000"
READ_ONLY_OPTION = "-c default_transaction_read_only=on"
# Queries take milliseconds: compiling a plan, or running it in several processes, takes longer than it saves.
SHORT_QUERY_OPTIONS = "-c jit=off -c max_parallel_workers_per_gather=0"


def parse_database_url(address: str, variable: str) -> DatabaseConfig:
    """Return the database at ``address`` as an entry of DATABASES.

    Raises ImproperlyConfigured, without the address, which may contain a password.
    """
    try:
        if DATABASE_SCHEMES.match(address):
            return environ.Env.db_url_config(address)
    except ValueError:
        pass
    raise ImproperlyConfigured(UNKNOWN_DATABASE.format(variable))


def configure_reading(config: DatabaseConfig) -> DatabaseConfig:
    """Return an entry of DATABASES that opens the same database read-only."""
    options = dict(config.get("OPTIONS", {}))
    if config["ENGINE"] == SQLITE_ENGINE:
        address = f"{Path(config['NAME']).absolute().as_uri()}?mode=ro"
        return {**config, "NAME": address, "OPTIONS": options}
    from psycopg import IsolationLevel  # here, so that processes with SQLite start sooner

    options["options"] = f"{options.get('options', '')} {SHORT_QUERY_OPTIONS} {READ_ONLY_OPTION}".strip()
    return {**config, "OPTIONS": {**options, "isolation_level": IsolationLevel.REPEATABLE_READ}}


def configure_writing(config: DatabaseConfig, journal: str = "wal") -> DatabaseConfig:
    """Return an entry of DATABASES that opens the same database for writing. ``journal``: SQLite's journal mode."""
    if config["ENGINE"] != SQLITE_ENGINE:
        return config
    return {**config, "OPTIONS": {**config.get("OPTIONS", {}), "init_command": f"PRAGMA journal_mode = {journal}; {LOADING_CACHE}"}}
