"""Parsing and checking of settings from the environment: databases, folders, renamed variables, HSTS, the canonical origin.

The web only reads: it opens SQLite's file with ``mode=ro``, which in WAL mode neither waits for the loader nor makes it wait; on
PostgreSQL its role has only SELECT (``manage.py grant_reader``), and each transaction is read-only and has one snapshot.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from psycopg import IsolationLevel

from archive.variables import InvalidVariable, read_boolean

DatabaseConfig = dict[str, Any]
SQLITE_ENGINE = "django.db.backends.sqlite3"
DATABASE_SCHEMES = re.compile("(sqlite|postgres|postgresql|psql|pgsql)://")
UNKNOWN_DATABASE = "{} names no database that the archive knows. Expected: the address of a file, sqlite:///…, or of a server, postgres://…. Try: leave it out; then a file in VAR_ROOT is used."
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
    options["options"] = f"{options.get('options', '')} {SHORT_QUERY_OPTIONS} {READ_ONLY_OPTION}".strip()
    return {**config, "OPTIONS": {**options, "isolation_level": IsolationLevel.REPEATABLE_READ}}


def configure_writing(config: DatabaseConfig, journal: str = "wal") -> DatabaseConfig:
    """Return an entry of DATABASES that opens the same database for writing. ``journal``: SQLite's journal mode."""
    if config["ENGINE"] != SQLITE_ENGINE:
        return config
    return {**config, "OPTIONS": {**config.get("OPTIONS", {}), "init_command": f"PRAGMA journal_mode = {journal}"}}


def read_folder(name: str, default: Path) -> Path:
    """Return the folder that a variable names; it need not exist. Raises InvalidVariable if it is something else."""
    value = os.environ.get(name)
    folder = Path(value or default)
    if value and folder.exists() and not folder.is_dir():
        raise InvalidVariable(name, value, "a folder", f"{name}={default}")
    return folder


def read_hsts_options(is_secure: bool) -> tuple[bool, bool]:
    """Return whether HSTS includes subdomains, and whether browsers may preload it. Raises InvalidVariable."""
    subdomains, preload = read_boolean("HSTS_INCLUDE_SUBDOMAINS", False), read_boolean("HSTS_PRELOAD", False)
    if preload and not subdomains:
        raise InvalidVariable(
            "HSTS_PRELOAD", os.environ["HSTS_PRELOAD"], "HSTS_INCLUDE_SUBDOMAINS too", "HSTS_INCLUDE_SUBDOMAINS=true"
        )
    return is_secure and subdomains, is_secure and preload


# Names of variables until 0.1.0, with the new name; empty where there is none. They work in 0.2.0.
RENAMED_VARIABLES = {"ANSWERS_MB": "RESPONSE_CACHE_MB", "ANSWERS_ROOT": "RESPONSE_CACHE_ROOT", "PREPARED_PAGES": ""}


def apply_renamed_variables(variables: MutableMapping[str, str]) -> None:
    """Give the values of variables under an old name to the new one, unless it has a value, with a warning for each."""
    for old, new in RENAMED_VARIABLES.items():
        if old in variables:
            advice = f"it is now {new}; the old name stops working in the next release" if new else "it is ignored; remove it"
            warnings.warn(f"{old} is set: {advice}.", FutureWarning, stacklevel=2)
            if new:
                variables.setdefault(new, variables[old])


HOST_PATTERN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
ORIGIN_ERROR = "CANONICAL_ORIGIN is “{}”: {}. Expected a scheme and a host, and nothing after them. Try: https://archive.example"


def parse_canonical_origin(value: str) -> str:
    """Return the origin without a final slash. Raises ImproperlyConfigured if it is no origin (RFC 6454)."""
    origin = value.removesuffix("/")
    if problem := _find_origin_problem(origin):
        raise ImproperlyConfigured(ORIGIN_ERROR.format(value, problem))
    return origin


def _find_origin_problem(origin: str) -> str:
    try:
        parts = urlsplit(origin)
        host = parts.netloc.removesuffix(f":{parts.port}") if parts.port else parts.netloc
    except ValueError as error:
        return str(error)
    if parts.scheme not in ("http", "https") or not origin.startswith(f"{parts.scheme}://"):
        return "it begins neither with http:// nor with https://"
    if not HOST_PATTERN.fullmatch(host):
        return f"“{parts.netloc}” is no host in lower-case ASCII letters, perhaps with a port"
    return "" if origin == f"{parts.scheme}://{parts.netloc}" else "something follows the host"
