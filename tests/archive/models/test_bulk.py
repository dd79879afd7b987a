"""Rows of many items are inserted in batches of a limited size, and move to other keys without meeting."""

from random import Random

import pytest
from django.db import connection

from archive.models import bulk


@pytest.mark.parametrize(
    ("weights", "expected"),
    [([], []), ([1, 1, 1], [[1, 1, 1]]), ([4, 4, 4], [[4, 4], [4]]), ([2, 20, 3, 8], [[2], [20], [3], [8]])],
)
def test_items_of_many_rows_are_in_smaller_batches_in_their_order(weights, expected, monkeypatch):
    monkeypatch.setattr(bulk, "MAX_BATCH_WEIGHT", 10)
    assert list(bulk.iterate_weighed_batches(weights, int)) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("is_unique", [True, False])
@pytest.mark.parametrize("seed", range(40))
def test_values_move_to_others_in_any_direction_and_order(seed, is_unique, monkeypatch):
    """Two in three keep their order; some values stay, some are left free, and batches are as small as three."""
    monkeypatch.setattr(bulk, "MOVES_PER_BATCH", 3)
    random = Random(seed)  # noqa: S311
    values = sorted(random.sample(range(1, 30), random.randint(1, 14)))
    others = random.sample(range(1, 40), len(values))
    others = others if seed % 3 == 0 else sorted(others)
    rows = [(value, value) for value in values for _time in range(1 if is_unique else random.randint(1, 3))]
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE moved (value integer NOT NULL {'UNIQUE' if is_unique else ''}, before integer NOT NULL)"
        )
        cursor.executemany("INSERT INTO moved VALUES (%s, %s)", rows)
        moves = bulk.list_moves((value, 1, other) for value, other in zip(values, others, strict=True))
        bulk.move_values("moved", "value", moves, is_unique=is_unique)
        cursor.execute("SELECT value, before FROM moved")
        expected = dict(zip(values, others, strict=True))
        assert sorted(cursor.fetchall()) == sorted((expected[before], before) for before, _value in rows)
        cursor.execute("DROP TABLE moved")
