"""Many rows are inserted, in batches of a limited size."""

import sqlite3

import pytest
from django.db import connection

from archive.models import Question, bulk


@pytest.mark.parametrize(
    ("weights", "expected"),
    [([], []), ([1, 1, 1], [[1, 1, 1]]), ([4, 4, 4], [[4, 4], [4]]), ([2, 20, 3, 8], [[2], [20], [3], [8]])],
)
def test_items_of_many_rows_are_in_smaller_batches_in_their_order(weights, expected, monkeypatch):
    monkeypatch.setattr(bulk, "MAX_BATCH_WEIGHT", 10)
    assert list(bulk.iterate_weighed_batches(weights, int)) == expected


def insert_questions(count: int) -> None:
    texts = {"text_ar": "متى؟", "text_en": "When?"}
    bulk.insert_rows(Question, ({"id": pk, "identifier": f"q-{pk}", "asked_of": ["camp"], **texts} for pk in range(1, count + 1)))


@pytest.mark.django_db
@pytest.mark.parametrize("count", [0, 1, bulk.ROWS_PER_STATEMENT, bulk.ROWS_PER_STATEMENT + 1, bulk.BATCH_SIZE + 42])
def test_each_row_is_inserted_once_whatever_their_number(count):
    Question.objects.all().delete()
    insert_questions(count)
    rows = list(Question.objects.order_by("pk").values_list("pk", "identifier", "asked_of", "text_en"))
    assert rows == [(pk, f"q-{pk}", ["camp"], "When?") for pk in range(1, count + 1)]


@pytest.mark.django_db
@pytest.mark.one_engine
def test_statement_has_no_more_values_than_the_engine_takes():
    Question.objects.all().delete()
    connection.ensure_connection()
    before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 20)
    try:
        insert_questions(30)
    finally:
        connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)
    assert Question.objects.count() == 30
