"""Two accounts of one march, stop against stop where the place is the same."""

from __future__ import annotations

import random
from itertools import combinations
from types import SimpleNamespace

import pytest

from archive.text.quantity_values import QuantityValue
from marches.alignment import AlignedRow, align_stops
from marches.comparison import compare_route
from marches.models import Route
from tests.support.html_pages import disagreements_section, text_of
from tests.support.march_example import MARCH_M, MARCH_S


def make_stops(places: str, events: str = "") -> list[SimpleNamespace]:
    """Return stops at places named by letters, “-” for one without a record, with events named by letters."""
    return [
        SimpleNamespace(place_id=None if place == "-" else place, event=event, position=position)
        for position, (place, event) in enumerate(zip(places, events or "h" * len(places), strict=True), 1)
    ]


def show(rows) -> list[tuple[int, int]]:
    """Return the positions in each row, 0 for none."""
    return [(row.first.position if row.first else 0, row.second.position if row.second else 0) for row in rows]


def test_stops_at_the_same_place_are_beside_each_other():
    assert show(align_stops(make_stops("abcd"), make_stops("acxd"))) == [(1, 1), (2, 0), (3, 2), (0, 3), (4, 4)]


def test_of_equal_choices_the_same_events_are_beside_each_other():
    assert show(align_stops(make_stops("aa", "kb"), make_stops("a", "k"))) == [(1, 1), (2, 0)]
    assert show(align_stops(make_stops("aa", "kb"), make_stops("a", "b"))) == [(1, 0), (2, 1)]


def test_places_without_a_record_are_equal_to_none():
    assert not any(all(row) for row in align_stops(make_stops("-"), make_stops("-")))


def compare_numbers(*accounts: list[tuple[str, str, int]]) -> tuple[list[str], list[str]]:
    """Return the facts in which stops at one place agree and differ that state numbers: what is counted, the unit, the number."""
    stops = []
    for numbers in accounts:
        (stop,) = make_stops("a")
        stop.edtf = stop.sense = stop.means = stop.direction = stop.event = ""
        stop.quantities = [
            SimpleNamespace(counted=counted, unit=unit, value=QuantityValue(number, number)) for counted, unit, number in numbers
        ]
        stops.append(stop)
    row = AlignedRow(tuple(stops))
    return row.same, row.different


@pytest.mark.parametrize(
    ("accounts", "expected"),
    [
        ([[("evacuated", "wagons", 2)], [("evacuated", "wagons", 4)]], ([], ["number"])),
        ([[("evacuated", "wagons", 2)], [("evacuated", "wagons", 2)]], (["number"], [])),
        ([[("evacuated", "wagons", 2)], [("evacuated", "persons", 80)]], ([], [])),
        ([[("died", "persons", 3)], [("arrived", "persons", 80)]], ([], [])),
        (
            [[("died", "persons", 3), ("guards", "persons", 9)], [("guards", "persons", 9), ("died", "persons", 4)]],
            ([], ["number"]),
        ),
        (
            [[("died", "persons", 3), ("guards", "persons", 9)], [("guards", "persons", 9), ("died", "persons", 3)]],
            (["number"], []),
        ),
    ],
)
def test_numbers_are_compared_if_they_count_the_same_in_the_same_unit(accounts, expected):
    assert compare_numbers(*accounts) == expected


def test_random_marches_keep_their_orders_and_share_as_many_stops_as_possible():
    chance = random.Random(28)  # noqa: S311
    for _round in range(200):
        first, second = ("".join(chance.choices("abc-", k=chance.randint(0, 6))) for _march in range(2))
        rows = align_stops(make_stops(first), make_stops(second))
        for at, march in enumerate((first, second)):
            assert [row[at].position for row in rows if row[at]] == list(range(1, len(march) + 1))
        assert all(row.first.place_id == row.second.place_id for row in rows if all(row))
        assert sum(all(row) for row in rows) == find_longest_common(first, second)


def find_longest_common(first: str, second: str) -> int:
    """Return how many places the longest common selection of both has, by trying all."""
    first, second = first.replace("-", "1"), second.replace("-", "2")
    for length in range(min(len(first), len(second)), 0, -1):
        if {*combinations(first, length)} & {*combinations(second, length)}:
            return length
    return 0


@pytest.mark.parametrize("name", [MARCH_M, MARCH_S])
def test_pages_of_both_marches_have_the_same_table(name, march_archive):
    (comparison,) = compare_route(Route.objects.with_texts().get(subject__identifier=name))["compared"]
    assert [route.subject.identifier for route in comparison.routes] == [MARCH_M, MARCH_S]
    rows = disagreements_section(f"/en/routes/{name}/").xpath(".//table[contains(@class, 'of-stops')]/tbody/tr")
    assert len(rows) == len(comparison.stops) == 13
    assert sum(len(row.told) == 2 for row in comparison.stops) == 6
    assert text_of(rows[1]) == text_of(rows[1].find("th")) + " no stop here 2 Night بتنا ليلة في حظيرة لا أعرف مكانها2.2"
