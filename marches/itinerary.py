"""Stops of a march as pages show them: in the order of the account, with where the march begins, divides, comes together and ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from marches.models import MarchStop

# Rows of a page on which two accounts stand beside each other, and how many more the last page may have; stops of one with more accounts
ROWS_PER_PAGE, LAST_ROWS, COMPARED_STOPS = 10, 4, 16
# Names of the number of a page in addresses, of stops and of stops beside those of other accounts
STOPS, COMPARED = "stops", "compared"


class ItineraryStop(NamedTuple):
    """A stop with what its place in the list does not say.

    ``begins``: nothing precedes it, and it is not the first; ``ends``: nothing follows it, and it is not the last. ``joins``: the stops
    that come together here; ``continues``: the one stop that precedes it, if that is not the one above; ``divides``: the stops to which
    the march goes on from here, if they are several. ``line``: that to the stop below, if this one precedes it: “whole”, or “broken” if
    the account leaves stops out between them; or else empty.
    """

    stop: MarchStop
    begins: bool
    ends: bool
    joins: list[MarchStop]
    continues: list[MarchStop]
    divides: list[MarchStop]
    line: str


def count_rows(accounts: int) -> tuple[int, int]:
    """Return how many rows a page has on which so many accounts stand beside each other, and how many more the last may have."""
    return (ROWS_PER_PAGE, LAST_ROWS) if accounts <= 2 else (max(1, COMPARED_STOPS // accounts), 0)


def build_itinerary(stops: Iterable[MarchStop]) -> list[ItineraryStop]:
    """Return the stops of a march, given in their order."""
    by_position = {stop.position: stop for stop in stops}
    following: dict[int, list[MarchStop]] = {position: [] for position in by_position}
    for stop in by_position.values():
        for position in stop.after:
            following[position].append(stop)
    last = max(by_position, default=0)
    return [
        ItineraryStop(
            stop=stop,
            begins=position > 1 and not stop.after,
            ends=position < last and not following[position],
            joins=[by_position[before] for before in stop.after] if len(stop.after) > 1 else [],
            continues=[by_position[before] for before in stop.after if len(stop.after) == 1 and before != position - 1],
            divides=following[position] if len(following[position]) > 1 else [],
            line=next(
                ("broken" if after.omission else "whole" for after in following[position] if after.position == position + 1), ""
            ),
        )
        for position, stop in by_position.items()
    ]
