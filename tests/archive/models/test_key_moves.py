"""Rows get other keys without meeting each other, and with them the columns that refer to them."""

from random import Random

import pytest
from django.db import connection

from archive.models import key_moves

TABLE = "CREATE TEMPORARY TABLE numbered (id integer PRIMARY KEY, other integer, word text NOT NULL, UNIQUE (other, word))"


@pytest.fixture
def rows(db):
    """Return a function that reads the rows of a table with a key and a column that is unique with a word."""
    with connection.cursor() as cursor:
        cursor.execute(TABLE)

        def read() -> list[tuple]:
            cursor.execute("SELECT id, other, word FROM numbered ORDER BY id")
            return cursor.fetchall()

        yield read
        cursor.execute("DROP TABLE numbered")


def insert(values: list[tuple]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO numbered (id, other, word) VALUES (%s, %s, %s)", values)


def choose_moves(random: Random, *, is_ordered: bool) -> dict[int, int]:
    """Return new values by the old ones; some stay, and some are left free."""
    values = sorted(random.sample(range(1, 30), random.randint(1, 14)))
    others = random.sample(range(1, 40), len(values))
    return dict(zip(values, sorted(others) if is_ordered else others, strict=True))


def list_moves(changes: dict[int, int]) -> list[key_moves.KeyMove]:
    return key_moves.list_moves((old, 1, new) for old, new in changes.items())


@pytest.mark.parametrize("seed", range(40))
def test_keys_and_what_refers_to_them_move_in_any_direction_and_order(seed, rows):
    """Some rows refer to nothing; words are few, so that moved rows often have the unique values that another had."""
    random = Random(seed)  # noqa: S311
    keys, others = (choose_moves(random, is_ordered=seed % 3 > 0) for _column in range(2))
    pairs = {(random.choice([None, *others]), random.choice("ab")) for _key in keys}
    before = [(key, *pair) for key, pair in zip(keys, sorted(pairs, key=str), strict=False)]
    insert(before)
    moves = {"id": list_moves(keys), "other": list_moves(others)}
    values = {
        "id": key_moves.select_value("id", moves["id"]),
        "other": key_moves.select_value("other", moves["other"]),
        "word": "word",
    }
    key_moves.rewrite_rows("numbered", values, "id > 0")
    assert rows() == sorted((keys[key], others.get(other), word) for key, other, word in before)


@pytest.mark.one_engine
@pytest.mark.parametrize("seed", range(40))
def test_keys_of_wide_rows_move_in_any_direction(seed, rows, monkeypatch):
    monkeypatch.setattr(key_moves, "ROWS_PER_BATCH", 3)
    keys = choose_moves(Random(seed), is_ordered=True)  # noqa: S311
    insert([(key, key, "a") for key in keys])
    key_moves.move_wide_rows("numbered", list_moves(keys))
    assert rows() == sorted((new, old, "a") for old, new in keys.items())


def test_thousands_of_moves_are_one_statement(rows):
    insert([(key, key, "a") for key in range(1, 12_001)])
    keys = {key: key + key // 4 for key in range(1, 12_001)}
    moves = list_moves(keys)
    assert len(moves) == 3_000
    key_moves.rewrite_rows("numbered", {"id": key_moves.select_value("id", moves), "other": "other", "word": "word"}, "id > 0")
    assert rows() == sorted((new, old, "a") for old, new in keys.items())
