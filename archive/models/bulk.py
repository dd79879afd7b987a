"""Insertion of many rows for loading: COPY on PostgreSQL, prepared statements of many rows on SQLite.

Django's ``bulk_create`` makes an object of every row and holds all of them in memory; here rows are streamed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from operator import itemgetter
from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

BATCH_SIZE = 500
# Rows of a statement on SQLite, which opens the table and its indexes for each statement: narrow rows take half as long as one by one.
ROWS_PER_STATEMENT = 100
# Rows of the items of a weighed batch, and characters of a text that weigh as much as a row: three million at once, or one text
MAX_BATCH_WEIGHT = 1_500
CHARACTERS_PER_WEIGHT = 2_000
DEFAULT_SOURCE = "="
ENCODER = json.JSONEncoder(ensure_ascii=False)
BASE_LANGUAGE = settings.MODELTRANSLATION_DEFAULT_LANGUAGE

Item = TypeVar("Item")


def insert_rows(model: type[models.Model], rows: Iterable[Mapping[str, object]]) -> None:
    """Insert rows, dicts with the same keys: names of columns or fields. Fields without a key have their defaults.

    The iteration of ``rows`` must not query the database, because the connection is busy during COPY.
    A translated field has a key for each language; its column without a language is filled from the default language.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    sources = {field: source for field in model._meta.concrete_fields if (source := _find_source(field, first))}
    sources = dict(sorted(sources.items(), key=lambda pair: pair[1] == DEFAULT_SOURCE))
    table, columns = f'"{model._meta.db_table}"', ", ".join(f'"{field.column}"' for field in sources)
    values = _iterate_values(sources, chain([first], rows))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            for batch in iterate_batches(values):
                insert_on_sqlite(cursor, f"{table} ({columns})", batch)


def insert_on_sqlite(cursor: CursorWrapper, table: str, rows: Sequence[Sequence]) -> None:
    """Insert rows, the first ones one by one, so that the number of the others fills statements of many rows."""
    columns = len(rows[0])
    placeholders = f"({', '.join('?' * columns)})"  # SQLite's own, which Django need not convert
    size = min(ROWS_PER_STATEMENT, cursor.connection.getlimit(SQLITE_LIMIT_VARIABLE_NUMBER) // columns)
    rest = len(rows) % size
    insert = f"INSERT INTO {table} VALUES "  # noqa: S608
    cursor.executemany(insert + placeholders, rows[:rest])
    statements = [[*chain.from_iterable(group)] for group in iterate_batches(rows[rest:], size)]
    cursor.executemany(insert + ", ".join([placeholders] * size), statements)


def iterate_batches(items: Iterable[Item], size: int = BATCH_SIZE) -> Iterator[list[Item]]:
    """Yield the items in lists of at most ``size``."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def iterate_weighed_batches(items: Iterable[Item], weigh: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Yield the items in lists that weigh at most ``MAX_BATCH_WEIGHT`` together, one item at least: some have hundreds of rows."""
    batch: list[Item] = []
    total = 0
    for item in items:
        weight = weigh(item)
        if batch and total + weight > MAX_BATCH_WEIGHT:
            yield batch
            batch, total = [], 0
        batch.append(item)
        total += weight
    if batch:
        yield batch


def select_values(rows: QuerySet, *names: str) -> QuerySet:
    """Return the values of fields of many rows, as tuples; of a translated field those of a language must be named.

    modeltranslation would make a dictionary and an object of every row, to fall back to other languages.
    """
    return (rows.rewrite(False) if hasattr(rows, "rewrite") else rows).values_list(*names)


def clear_tables(*tables: type[models.Model]) -> None:
    """Delete all rows of the tables, in this order."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608


def delete_rows(model: type[models.Model], column: str, values: Iterable[int]) -> None:
    """Delete the rows that have one of some values in a column with an index."""
    with connection.cursor() as cursor:
        statement = f'DELETE FROM "{model._meta.db_table}" WHERE "{column}" = %s'  # noqa: S608
        cursor.executemany(statement, [(value,) for value in values])


def analyze_tables(*tables: type[models.Model]) -> None:
    """Update PostgreSQL's statistics after insertion, without which it plans for the previous rows; SQLite needs none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in tables)}")


def _find_source(field: models.Field, row: Mapping[str, object]) -> str | None:
    """Return the key under which rows have the value of a field; None if the database generates it."""
    names = (field.column, field.name, f"{field.name}_{BASE_LANGUAGE}")
    return next((name for name in names if name in row), None if field.primary_key else DEFAULT_SOURCE)


def _iterate_values(sources: Mapping[models.Field, str], rows: Iterable[Mapping[str, object]]) -> Iterator[Sequence]:
    """Yield the values of each row in the order of the fields, those with defaults last, converted for the engine."""
    keys = [source for source in sources.values() if source != DEFAULT_SOURCE]
    converters = [_find_converter(field) for field in sources]
    defaults = [
        convert(field.get_default()) if convert else field.get_default()
        for (field, source), convert in zip(sources.items(), converters, strict=True)
        if source == DEFAULT_SOURCE
    ]
    converted = [(at, convert) for at, convert in enumerate(converters) if convert and at < len(keys)]
    pick: Callable[[Mapping[str, object]], tuple] = itemgetter(*keys) if len(keys) > 1 else lambda row: (row[keys[0]],)
    if not defaults and not converted:
        yield from map(pick, rows)
        return
    for row in rows:
        values = [*pick(row), *defaults]
        for at, convert in converted:
            values[at] = convert(values[at])
        yield values


def _find_converter(field: models.Field) -> Callable[[Any], object] | None:
    """Return the function that makes the value that the engine takes of one of a field; None if it takes it as it is."""
    if isinstance(field, models.JSONField):
        return _encode_json
    if connection.vendor == "sqlite" and isinstance(field, models.DateField | models.DecimalField):
        return _to_text
    return None


def _encode_json(value: object) -> str:
    return "[]" if value == [] else ENCODER.encode(value)


def _to_text(value: object) -> object:
    return str(value) if isinstance(value, (date, Decimal)) else value
