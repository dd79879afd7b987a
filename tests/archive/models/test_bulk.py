"""Rows of many items are inserted in batches of a limited size."""

import pytest

from archive.models import bulk


@pytest.mark.parametrize(
    ("weights", "expected"),
    [([], []), ([1, 1, 1], [[1, 1, 1]]), ([4, 4, 4], [[4, 4], [4]]), ([2, 20, 3, 8], [[2], [20], [3], [8]])],
)
def test_items_of_many_rows_are_in_smaller_batches_in_their_order(weights, expected, monkeypatch):
    monkeypatch.setattr(bulk, "MAX_BATCH_WEIGHT", 10)
    assert list(bulk.iterate_weighed_batches(weights, int)) == expected
