"""The map's own page: everything, or what the sources date to a time that the reader chooses."""

from __future__ import annotations

from urllib.parse import urlencode

from archive.models import Claim
from archive.periods import Period, periods
from marches.figures import drawn, everything

SIZES = ("wide", "narrow")


class NoSuchPeriod(LookupError):
    """No claim about a place or a route states a time of that name; ``periods`` are those that are stated."""

    def __init__(self, name: str, known: list[Period]) -> None:
        super().__init__(name)
        self.periods = offered(known)


def of_time(name: str = "") -> dict[str, object]:
    """For the page: the map of a period by its ``name`` in the address, or of all times if there is none.

    Beside what ``drawn`` gives: ``periods`` to choose from, each with the query of its address; ``period``, the one chosen, or None;
    ``said``, the claims of that time; ``left_out``, the routes that are not of it. Raises NoSuchPeriod.
    """
    claims = list(Claim.objects.dated().filter(subjects__isnull=False).distinct().with_evidence())
    known = periods(claims)
    period = next((one for one in known if one.name == name), None)
    if name and period is None:
        raise NoSuchPeriod(name, known)
    places, routes = everything()
    said = [claim for claim in claims if period is None or period.touches(claim)]
    _settle(places, routes, said, chosen=period is not None)
    shown = [route for route in routes if route.current]
    return {
        **drawn(places, shown, SIZES),
        "periods": offered(known),
        "period": period,
        "said": said if period else [],
        "left_out": [route for route in routes if not route.current],
    }


def offered(known: list[Period]) -> list[tuple[Period, str]]:
    """The periods with the queries of their addresses."""
    return [(one, urlencode({"time": one.name}, safe="/")) for one in known]


def _settle(places: list, routes: list, said: list[Claim], *, chosen: bool) -> None:
    """Whether each place and route is ``current``: named by a claim of the time, if one is chosen."""
    named = {subject.pk for claim in said for subject in claim.subjects.all()}
    for one in (*places, *routes):
        one.current = not chosen or one.pk in named
