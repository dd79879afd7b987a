"""The path of a march on a map: its stops with a position, and legs that are broken where the account or a position is missing."""

from __future__ import annotations

import pytest

from archive.maps.parts import PathLeg, PathStop
from marches.map_paths import list_path
from marches.models.stop import StopOutline

HERE, THERE, YONDER = (50.0, 19.0), (50.5, 18.5), (51.0, 18.0)


def list_path_of(*stops: tuple[tuple[float, float] | None, list[int], bool]) -> tuple[tuple[PathStop, ...], tuple[PathLeg, ...]]:
    """Return the path of stops: the position of each stop's place or None, the stops that precede it, and whether stops are left out."""
    rows = [StopOutline(number, number, after, omission, number, "") for number, (_, after, omission) in enumerate(stops, 1)]
    return list_path(rows, {number: position for number, (position, _, _) in enumerate(stops, 1)})


def test_stops_are_joined_in_the_order_of_the_account():
    stops, legs = list_path_of((HERE, [], False), (THERE, [1], False), (YONDER, [2], True))
    assert stops == (PathStop(*HERE, "1"), PathStop(*THERE, "2"), PathStop(*YONDER, "3"))
    assert legs == (PathLeg(0, 1), PathLeg(1, 2, broken=True))


def test_leg_over_a_place_without_a_position_is_broken():
    stops, legs = list_path_of((HERE, [], False), (None, [1], False), (None, [2], False), (YONDER, [3], False))
    assert [stop.number for stop in stops] == ["1", "4"]
    assert legs == (PathLeg(0, 1, broken=True),)


def test_split_and_merge_have_a_leg_for_each_part():
    _stops, legs = list_path_of((HERE, [], False), (THERE, [1], False), (YONDER, [1], False), (HERE, [2, 3], False))
    assert legs == (PathLeg(0, 1), PathLeg(0, 2), PathLeg(1, 3), PathLeg(2, 3))


def test_leg_that_is_told_both_ways_is_whole():
    _stops, legs = list_path_of((HERE, [], False), (None, [1], False), (THERE, [1, 2], False))
    assert legs == (PathLeg(0, 1),)


def test_loop_comes_back_in_another_stop():
    stops, legs = list_path_of((HERE, [], False), (THERE, [1], False), (HERE, [2], False))
    assert len(stops) == 3
    assert legs == (PathLeg(0, 1), PathLeg(1, 2))


@pytest.mark.parametrize("positions", [[], [None], [HERE], [HERE, None]])
def test_fewer_than_two_positions_make_no_path(positions):
    stops = ((position, [number] if number else [], False) for number, position in enumerate(positions))
    assert list_path_of(*stops) == ((), ())
