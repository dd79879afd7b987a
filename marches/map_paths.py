"""Routes by stops as paths on a map: the stops that have a position, in the order of the account, and the legs between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from archive.maps.parts import PathLeg, PathStop
from marches.models.stop import AnyStop


def list_path(
    stops: Sequence[AnyStop], positions: Mapping[int, tuple[float, float] | None]
) -> tuple[tuple[PathStop, ...], tuple[PathLeg, ...]]:
    """Return the stops of a march that have a position, and the legs between them; none if fewer than two have one.

    ``positions``: of all places by their keys, latitude and longitude in degrees. A leg is broken where the account leaves stops out, or names
    a place between whose position is not known.
    """
    places = [(stop, positions[stop.place_id]) for stop in stops if stop.place_id is not None]
    positioned = [(stop, position) for stop, position in places if position]
    if len(positioned) < 2:
        return (), ()
    numbers = {stop.position: number for number, (stop, _position) in enumerate(positioned)}
    path = tuple(PathStop(latitude, longitude, str(stop.position)) for stop, (latitude, longitude) in positioned)
    return path, tuple(_list_legs(stops, numbers))


def _list_legs(stops: Iterable[AnyStop], numbers: dict[int, int]) -> Iterable[PathLeg]:
    """Yield the legs to each stop with a position. ``numbers``: of these stops, by their positions in the account."""
    by_position = {stop.position: stop for stop in stops}
    for position, number in numbers.items():
        stop = by_position[position]
        reached: dict[int, bool] = {}
        waiting = [(before, stop.omission) for before in stop.after]
        seen: set[int] = set()
        while waiting:
            before, is_broken = waiting.pop()
            if before in numbers:
                reached[numbers[before]] = reached.get(numbers[before], True) and is_broken
            elif before not in seen:
                seen.add(before)
                waiting += [(earlier, True) for earlier in by_position[before].after]
        yield from (PathLeg(start, number, broken=is_broken) for start, is_broken in sorted(reached.items()))
