"""Collecting cycles rarely for a while."""

import gc

import pytest

from archive.environment.cycle_collection import collect_rarely


def test_threshold_is_as_before_after_an_error():
    before, during = gc.get_threshold(), []

    @collect_rarely()
    def fail() -> None:
        during.extend(gc.get_threshold())
        raise ValueError("word")

    with pytest.raises(ValueError, match="word"):
        fail()
    assert during[0] > before[0]
    assert gc.get_threshold() == before
