"""The tables that a load writes, and the digest of each of their rows as the engine stores it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from django.apps import apps
from django.db import connection, models

from archive.models import Load, RowDigests

APP_LABELS = ("archive", "camps", "marches")
# Bytes of a row's SHA-256 that are stored
DIGEST_BYTES = 8
# Rows fetched at a time
BATCH_SIZE = 1000
POSTGRESQL_ROWS = 'SELECT "{key}", substr(sha256(convert_to(row_of_table::text, \'UTF8\')), 1, {bytes}) FROM "{table}" row_of_table'
# Fields of which SQLite may store what JSON cannot hold (bytes) or rounds (numbers that are no integers)
QUOTED_FIELDS = (models.BinaryField, models.DecimalField, models.FloatField)
# The full text of SQLite, with the tokens of its documents, which FTS5 keeps in tables of its own; any of their columns may hold bytes
FTS5_ROWS = {
    "archive_searchtokens": ("id", ["id", "tokens"], "archive_searchtokens"),
    "archive_searchindex_data": ("id", ["id", "block"], "archive_searchindex_data"),
    "archive_searchindex_idx": (
        "number",
        ["segid", "term", "pgno"],
        "(SELECT row_number() OVER (ORDER BY segid, term) AS number, * FROM archive_searchindex_idx)",
    ),
    "archive_searchindex_config": (
        "number",
        ["k", "v"],
        "(SELECT row_number() OVER (ORDER BY k) AS number, * FROM archive_searchindex_config)",
    ),
}


class DigestedTable(NamedTuple):
    """A table whose rows have digests. ``key``: the column of the integer key; ``rows``: SQL that selects key and content of each row."""

    name: str
    key: str
    rows: str


def list_models() -> list[type[models.Model]]:
    """Return the models of the three apps that hold the archive, by the name of their tables."""
    models_of_apps = (model for app in APP_LABELS for model in apps.get_app_config(app).get_models(include_auto_created=True))
    return sorted((model for model in models_of_apps if model not in (Load, RowDigests)), key=lambda model: model._meta.db_table)


def list_digested_tables() -> list[DigestedTable]:
    """Return all tables that a load writes, but that of the digests."""
    tables = [*map(describe_table, list_models()), describe_table(Load)]
    if connection.vendor == "sqlite":
        tables += [
            DigestedTable(name, key, _select_sqlite(key, map(_quote, columns), table))
            for name, (key, columns, table) in FTS5_ROWS.items()
        ]
    else:
        tables.append(DigestedTable("archive_searchindex", "id", _select_postgresql("id", "archive_searchindex")))
    return tables


def list_columns(model: type[models.Model]) -> list[str]:
    """Return the columns of a model's table."""
    return [str(field.column) for field in model._meta.concrete_fields]


def describe_table(model: type[models.Model]) -> DigestedTable:
    """Return the table of a model."""
    name, key = model._meta.db_table, str(model._meta.pk.column)
    if connection.vendor == "sqlite":
        values = map(_select_value, model._meta.concrete_fields)
        return DigestedTable(name, key, _select_sqlite(key, values, f'"{name}"'))
    return DigestedTable(name, key, _select_postgresql(key, name))


def _select_value(field: models.Field) -> str:
    return _quote(str(field.column)) if isinstance(field, QUOTED_FIELDS) else f'"{field.column}"'


def _quote(column: str) -> str:
    return f'quote("{column}")'


def _select_sqlite(key: str, values: Iterable[str], table: str) -> str:
    """Return SQL of each row as a JSON array, which takes half as long as joining its values; it fails where a text became bytes."""
    return f'SELECT "{key}", CAST(json_array({", ".join(values)}) AS BLOB) FROM {table}'  # noqa: S608


def _select_postgresql(key: str, table: str) -> str:
    return POSTGRESQL_ROWS.format(key=key, table=table, bytes=DIGEST_BYTES)


def iterate_digest_batches(table: DigestedTable, first: int | None = None) -> Iterator[list[tuple[int, bytes]]]:
    """Yield key and digest of each row, by key, from the key ``first`` on, in lists of at most BATCH_SIZE. Raises DatabaseError."""
    condition = f'WHERE "{table.key}" >= {first:d}' if first else ""
    with connection.chunked_cursor() as cursor:
        cursor.execute(f'{table.rows} {condition} ORDER BY "{table.key}"')
        while rows := cursor.fetchmany(BATCH_SIZE):
            yield _digest_rows(rows)


def read_row_digest(table: DigestedTable, key: int) -> bytes | None:
    """Return the digest of one row; None if there is none. Raises DatabaseError."""
    with connection.cursor() as cursor:
        cursor.execute(f'{table.rows} WHERE "{table.key}" = %s', [key])
        row = cursor.fetchone()
    return _digest_rows([row])[0][1] if row else None


def _digest_rows(rows: Iterable[tuple[int, bytes | None]]) -> list[tuple[int, bytes]]:
    """Return keys and digests of rows by key and what was selected of them, on PostgreSQL the digest itself."""
    if connection.vendor == "postgresql":
        return [(key, bytes(content or b"")) for key, content in rows]
    return [(key, sha256(content or b"").digest()[:DIGEST_BYTES]) for key, content in rows]
