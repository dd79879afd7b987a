"""Insertion of many rows for loading: COPY on PostgreSQL, one prepared statement on SQLite.

Django's ``bulk_create`` makes an object of every row and holds all of them in memory; here rows are streamed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from operator import itemgetter
from typing import TypeVar

from django.conf import settings
from django.db import connection, models

BATCH_SIZE = 500
DEFAULT_SOURCE = "="
# Fields whose values are converted for the engine.
CONVERTED_FIELDS = (models.DateField, models.DecimalField, models.JSONField)
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
            placeholders = ", ".join(["%s"] * len(sources))
            for batch in iterate_batches(values):  # because Django's cursor turns an iterator into a list
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({placeholders})", batch)  # noqa: S608


def iterate_batches(items: Iterable[Item], size: int = BATCH_SIZE) -> Iterator[list[Item]]:
    """Yield the items in lists of at most ``size``."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def clear_tables(*tables: type[models.Model]) -> None:
    """Delete all rows of the tables, in this order."""
    with connection.cursor() as cursor:
        for model in tables:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608


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
    as_text = connection.vendor == "sqlite"
    keys = [source for source in sources.values() if source != DEFAULT_SOURCE]
    defaults = [
        _convert_value(field, field.get_default(), as_text) for field, source in sources.items() if source == DEFAULT_SOURCE
    ]
    converted = [(at, field) for at, field in enumerate(sources) if isinstance(field, CONVERTED_FIELDS) and at < len(keys)]
    pick: Callable[[Mapping[str, object]], tuple] = itemgetter(*keys) if len(keys) > 1 else lambda row: (row[keys[0]],)
    if not defaults and not converted:
        yield from map(pick, rows)
        return
    for row in rows:
        values = [*pick(row), *defaults]
        for at, field in converted:
            values[at] = _convert_value(field, values[at], as_text)
        yield values


def _convert_value(field: models.Field, value: object, as_text: bool) -> object:
    """Return the value as the engine takes it; with ``as_text``, dates and decimals as text."""
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False)
    if as_text and isinstance(value, (date, Decimal)):
        return str(value)
    return value
