"""Many rows at once, by each engine's own way: COPY on PostgreSQL, one prepared statement on SQLite. For loading alone.

Django's ``bulk_create`` makes an object of every row and holds them all; here rows go by as they are made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import connection, models

BASE = settings.MODELTRANSLATION_DEFAULT_LANGUAGE


def insert(model: type[models.Model], rows: Iterable[Mapping[str, object]]) -> None:
    """Adds rows, given by the names of their columns, all of them with the same; what is left out has its field's default.

    A translated field is given in both languages; its column without a language is filled from the default one.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    fields = [field for field in model._meta.concrete_fields if _source(field, first)]
    table, columns = f'"{model._meta.db_table}"', ", ".join(f'"{field.column}"' for field in fields)
    values = _values(fields, first, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608


def clear(*kinds: type[models.Model]) -> None:
    """Takes every row of the tables away, in the order given."""
    with connection.cursor() as cursor:
        for model in kinds:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')  # noqa: S608


def _source(field: models.Field, row: Mapping[str, object]) -> str | None:
    """The name under which a row has the value of a field; None if the database is to number or default it."""
    for name in (field.column, field.name, f"{field.name}_{BASE}"):
        if name in row:
            return name
    return None if field.primary_key else f"={field.name}"


def _values(fields: list[models.Field], first: Mapping[str, object], rows: Iterable[Mapping]) -> Iterator[tuple]:
    getters = [_getter(field, _source(field, first)) for field in fields]
    yield tuple(get(first) for get in getters)
    for row in rows:
        yield tuple([get(row) for get in getters])


def _getter(field: models.Field, source: str) -> Callable[[Mapping[str, object]], object]:
    if source.startswith("="):
        default = _prepared(field, field.get_default())
        return lambda _row: default
    if isinstance(field, (models.DateField, models.DecimalField, models.JSONField, models.BooleanField)):
        return lambda row: _prepared(field, row[source])
    return lambda row: row[source]


def _prepared(field: models.Field, value: object) -> object:
    """The value as the engine takes it."""
    if isinstance(field, models.JSONField):
        return json.dumps(value, ensure_ascii=False)
    if connection.vendor == "sqlite" and isinstance(value, (date, Decimal)):
        return str(value)
    return value
