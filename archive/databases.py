"""How the database is opened: by the web to read and for nothing else, by the commands that load to write.

SQLite's file is opened by the web with ``mode=ro``; the loader keeps it in WAL mode, in which readers see the last whole state and wait for
nobody, and nobody for them. On PostgreSQL the web is a role that has SELECT alone (``manage.py grant_reader``), its transactions read-only
and of one snapshot each.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured
from psycopg import IsolationLevel

Config = dict[str, Any]
SQLITE = "django.db.backends.sqlite3"
SCHEMES = re.compile("(sqlite|postgres|postgresql|psql|pgsql)://")
UNKNOWN = "{} names no database that the archive knows. Expected: the address of a file, sqlite:///…, or of a server, postgres://…. Try: leave it out; then a file in VAR_ROOT is used."
READ_ONLY = "-c default_transaction_read_only=on"
# What a page asks is answered in milliseconds: compiling a plan, or starting processes that share it, takes longer than it saves.
SHORT = "-c jit=off -c max_parallel_workers_per_gather=0"


def named(address: str, variable: str) -> Config:
    """The database at ``address``, as one of DATABASES. Raises ImproperlyConfigured, without the address, which may hold a password."""
    try:
        if SCHEMES.match(address):
            return environ.Env.db_url_config(address)
    except ValueError:
        pass
    raise ImproperlyConfigured(UNKNOWN.format(variable))


def reading(config: Config) -> Config:
    """The same database, opened to be read. ``config`` is one of DATABASES."""
    options = dict(config.get("OPTIONS", {}))
    if config["ENGINE"] == SQLITE:
        address = f"{Path(config['NAME']).absolute().as_uri()}?mode=ro"
        return {**config, "NAME": address, "OPTIONS": options}
    options["options"] = f"{options.get('options', '')} {SHORT} {READ_ONLY}".strip()
    return {**config, "OPTIONS": {**options, "isolation_level": IsolationLevel.REPEATABLE_READ}}


def writing(config: Config, journal: str = "wal") -> Config:
    """The same database, opened to be written. ``journal``: SQLite's journal mode, which its file keeps."""
    if config["ENGINE"] != SQLITE:
        return config
    return {**config, "OPTIONS": {**config.get("OPTIONS", {}), "init_command": f"PRAGMA journal_mode = {journal}"}}
