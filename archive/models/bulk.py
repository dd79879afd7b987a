"""Many rows at once, by each engine's own way: COPY on PostgreSQL, one prepared statement on SQLite. For loading alone.

Django's ``bulk_create`` makes an object of every row and holds them all; here rows go by as they are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from operator import itemgetter
from typing import TypeVar

from django.conf import settings
from django.db import connection, models

BATCH_SIZE = 500
DEFAULT_SOURCE = "="
# Fields whose values the engines take in forms of their own.
CONVERTED_FIELDS = (models.DateField, models.DecimalField, models.JSONField)
BASE_LANGUAGE = settings.MODELTRANSLATION_DEFAULT_LANGUAGE

Item = TypeVar("Item")


def insert_rows(model: type[models.Model], rows: Iterable[Mapping[str, object]]) -> None:
    """Adds rows, given by the names of their columns, all of them with the same; what is left out has its field's default.

    Rows must not ask the database: while they are copied in, the connection answers no question.
    A translated field is given in both languages; its column without a language is filled from the default one.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    sources = {field: source for field in model._meta.concrete_fields if (source := _find_source(field, first))}
    table, columns = f'"{model._meta.db_table}"', ", ".join(f'"{field.column}"' for field in sources)
    values = _iterate_values(sources, chain([first], rows))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(sources))
            for batch in iterate_batches(values):  # Django's cursor would hold all rows of an iterator
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", batch)  # noqa: S608


def iterate_batches(things: Iterable[Item], size: int = BATCH_SIZE) -> Iterator[list[Item]]:
    """The things, ``size`` at a time: as many as may well be in memory together."""
    things = iter(things)
    while batch := list(islice(things, size)):
        yield batch


def clear_tables(*kinds: type[models.Model]) -> None:
    """Takes every row of the tables away, in the order given."""
    with connection.cursor() as cursor:
        for model in kinds:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608


def analyze_tables(*kinds: type[models.Model]) -> None:
    """Has PostgreSQL count what was just put in; before that it plans as if the tables were as they were before. SQLite plans without."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in kinds)}")


def _find_source(field: models.Field, row: Mapping[str, object]) -> str | None:
    """The name under which a row has the value of a field; None if the database is to number it."""
    names = (field.column, field.name, f"{field.name}_{BASE_LANGUAGE}")
    return next((name for name in names if name in row), None if field.primary_key else DEFAULT_SOURCE)


def _iterate_values(sources: Mapping[models.Field, str], rows: Iterable[Mapping[str, object]]) -> Iterator[list]:
    """The rows' values in the order of the fields, as the engine takes them."""
    in_words = connection.vendor == "sqlite"
    given = [source for source in sources.values() if source != DEFAULT_SOURCE]
    defaults = [
        (at, _convert_value(field, field.get_default(), in_words))
        for at, (field, source) in enumerate(sources.items())
        if source == DEFAULT_SOURCE
    ]
    changed = [(at, field) for at, field in enumerate(sources) if isinstance(field, CONVERTED_FIELDS)]
    picked = itemgetter(*given) if len(given) > 1 else lambda row: (row[given[0]],)
    for row in rows:
        values = list(picked(row))
        for at, default in defaults:
            values.insert(at, default)
        for at, field in changed:
            values[at] = _convert_value(field, values[at], in_words)
        yield values


def _convert_value(field: models.Field, value: object, in_words: bool) -> object:
    """The value as the engine takes it; ``in_words``: days and decimals as text."""
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False)
    if in_words and isinstance(value, (date, Decimal)):
        return str(value)
    return value
