"""Changes of the keys of many rows, and of the columns that refer to them, when records before theirs are added or removed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import NamedTuple

from django.db import connection, models

# Rows of wide tables whose keys are read at a time on SQLite
ROWS_PER_BATCH = 10_000
# All rows are deleted before they are sorted.
REWRITE_ON_POSTGRESQL = "WITH moved AS (DELETE FROM {table} WHERE {condition} RETURNING {values}) INSERT INTO {table} ({columns}) SELECT * FROM moved ORDER BY 1"
COPY_ON_SQLITE = "CREATE TEMPORARY TABLE moved AS SELECT {values} FROM {table} WHERE {condition}"
ARE_ALL_ON_SQLITE = "SELECT (SELECT count(*) FROM {table}) = (SELECT count(*) FROM moved)"
INSERT_ON_SQLITE = "INSERT INTO {table} ({columns}) SELECT * FROM moved ORDER BY 1"


class KeyMove(NamedTuple):
    """Keys from ``first`` to ``last``, to which ``distance`` is added."""

    first: int
    last: int
    distance: int


def list_moves(blocks: Iterable[tuple[int, int, int]]) -> list[KeyMove]:
    """Return the moves of blocks of rows: the key of the first, their number, and the first key that they shall have.

    No other row may have a key between those of two blocks that move by the same distance.
    """
    moves: list[KeyMove] = []
    for first, size, new in sorted(blocks):
        if moves and moves[-1].distance == new - first:
            moves[-1] = moves[-1]._replace(last=first + size - 1)
        elif size:
            moves.append(KeyMove(first, first + size - 1, new - first))
    return [move for move in moves if move.distance]


def move_rows(moves: Mapping[type[models.Model], Sequence[KeyMove]]) -> None:
    """Change the keys of rows of several tables, and the columns of all tables that refer to them.

    Foreign keys are checked at the end of the transaction. Tables whose own keys are such columns must not be referred to.
    """
    columns: dict[type[models.Model], dict[str, Sequence[KeyMove]]] = defaultdict(dict)
    for model, changes in moves.items():
        columns[model][str(model._meta.pk.column)] = changes
        for relation in model._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ManyToOneRel):
                columns[relation.related_model][str(relation.field.column)] = changes
    for model, of_columns in columns.items():
        move_columns(model, of_columns)


def move_columns(model: type[models.Model], moves: Mapping[str, Sequence[KeyMove]]) -> None:
    """Change values of some columns of a table, which must not be negative."""
    moves = {column: changes for column, changes in moves.items() if changes}
    others = [str(field.column) for field in model._meta.concrete_fields if not field.primary_key]
    values = {column: select_value(column, moves.get(column, ())) for column in (str(model._meta.pk.column), *others)}
    if moves:
        rewrite_rows(model._meta.db_table, values, " OR ".join(starmap(select_rows, moves.items())))


def rewrite_rows(table: str, values: Mapping[str, str], condition: str) -> None:
    """Write the rows of a table that meet a condition again; ``values``: SQL by column, all of them, the key first.

    All rows are deleted before the first is inserted, so that none meets another that has its unique values no longer.
    """
    parts = {
        "table": f'"{table}"',
        "columns": ", ".join(f'"{column}"' for column in values),
        "values": ", ".join(values.values()),
        "condition": condition,
    }
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(REWRITE_ON_POSTGRESQL.format(**parts))
            return
        cursor.execute(COPY_ON_SQLITE.format(**parts))
        cursor.execute(ARE_ALL_ON_SQLITE.format(**parts))
        # A table is emptied at once.
        where = "" if cursor.fetchone()[0] else f"WHERE {condition}"
        cursor.execute(f"DELETE FROM {parts['table']} {where}")  # noqa: S608
        cursor.execute(INSERT_ON_SQLITE.format(**parts))
        cursor.execute("DROP TABLE moved")


def select_rows(column: str, moves: Sequence[KeyMove]) -> str:
    """Return the condition that a value moves, or is between two that do."""
    return f'"{column}" BETWEEN {min(move.first for move in moves):d} AND {max(move.last for move in moves):d}'


def select_value(column: str, moves: Sequence[KeyMove], *, by: str = "") -> str:
    """Return SQL of the value that a column has after moves, which are those of another column with ``by``."""
    return f'"{column}" + {_select_distance(by or column, moves)}' if moves else f'"{column}"'


def _select_distance(column: str, moves: Sequence[KeyMove]) -> str:
    steps = [(0, 0)]
    for first, last, distance in sorted(moves):
        if steps[-1][0] == first:
            steps.pop()
        steps += [(first, distance), (last + 1, 0)]
    return _select_last(f'"{column}"', steps)


def _select_last(column: str, steps: Sequence[tuple[int, int]]) -> str:
    """Return SQL of the distance of the last step that begins at or before a value, found by halves: there may be thousands."""
    if len(steps) == 1:
        return f"({steps[0][1]:d})"
    middle = len(steps) // 2
    before, after = _select_last(column, steps[:middle]), _select_last(column, steps[middle:])
    return f"CASE WHEN {column} < {steps[middle][0]:d} THEN {before} ELSE {after} END"


def move_wide_rows(table: str, moves: Sequence[KeyMove]) -> None:
    """Change the keys of rows of a table on SQLite, one by one: a copy of all of them would be large.

    The order of the rows must stay; the first to move is the one that makes way.
    """
    upwards, downwards = [move for move in moves if move.distance > 0], [move for move in moves if move.distance < 0]
    for move in (*sorted(upwards, reverse=True), *sorted(downwards)):
        for keys in _list_keys(table, move):
            with connection.cursor() as cursor:
                cursor.executemany(f'UPDATE "{table}" SET id = %s WHERE id = %s', [(key + move.distance, key) for key in keys])  # noqa: S608


def _list_keys(table: str, move: KeyMove) -> Iterator[list[int]]:
    """Yield the keys that move, from the end that they move towards, some at a time."""
    firsts, order = range(move.first, move.last + 1, ROWS_PER_BATCH), "DESC" if move.distance > 0 else "ASC"
    statement = f'SELECT id FROM "{table}" WHERE id BETWEEN %s AND %s ORDER BY id {order}'  # noqa: S608
    for first in reversed(firsts) if move.distance > 0 else firsts:
        with connection.cursor() as cursor:
            cursor.execute(statement, [first, min(first + ROWS_PER_BATCH - 1, move.last)])
            yield [key for (key,) in cursor.fetchall()]
