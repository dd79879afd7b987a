"""Places, routes and marches of any number for maps, the same for the same seed."""

from __future__ import annotations

import random

from archive.maps.parts import MapFlow, MapPath, MapPlace, PathLeg, PathStop


def make_places(count: int, seed: int = 1, spread: float = 1.5) -> tuple[MapPlace, ...]:
    """Return places around 51° N, 16° E; ``spread`` in degrees of latitude. Every twentieth is a main camp."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    return tuple(
        MapPlace(
            f"place-{number}",
            "camp",
            round(chance.gauss(51, spread), 4),
            round(chance.gauss(16, 2 * spread), 4),
            "".join(chance.choices("abcdefghi", k=chance.randint(3, 14))).title(),
            f"/places/{number}/",
            importance=(int(number % 20 == 0), chance.randint(0, 9)),
        )
        for number in range(count)
    )


def make_flows(places: tuple[MapPlace, ...], count: int, seed: int = 1) -> tuple[MapFlow, ...]:
    """Return routes between sets of two to nine of the places."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    flows = []
    for number in range(count):
        names = [place.identifier for place in chance.sample(places, min(len(places), chance.randint(2, 9)))]
        cut = chance.randint(1, len(names) - 1)
        origins, destinations = tuple(names[:cut]), tuple(names[cut:])
        flows.append(
            MapFlow(f"route-{number}", origins, destinations, "winter 1944", "/w", f"Route {number}", f"/routes/{number}/")
        )
    return tuple(flows)


def make_march(count: int, seed: int = 1) -> MapPath:
    """Return a march of so many stops to the west; every ninth leg is broken."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    latitude, longitude, stops = 50.05, 19.2, []
    for number in range(count):
        stops.append(PathStop(round(latitude, 4), round(longitude, 4), str(number + 1)))
        latitude, longitude = latitude + chance.uniform(-0.06, 0.11), longitude - chance.uniform(-0.06, 0.28)
    legs = tuple(PathLeg(number, number + 1, broken=number % 9 == 4) for number in range(count - 1))
    return MapPath("march", tuple(stops), legs, "January 1945", "/w", "March", "/routes/march/")
