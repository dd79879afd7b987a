"""The map's own page: everything, or what the sources date to a time that the reader chooses."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Min

from archive.memory import once_an_edition
from archive.models import Claim, Subject
from archive.models.claim import ClaimQuerySet
from archive.periods import Period, periods
from camps.models import Place
from marches.figures import Drawn, drawn, everything
from marches.models import Route

SIZES = ("wide", "narrow")


class PeriodMap(Drawn):
    """``periods`` to choose from, each with the query of its address; ``period``, the one chosen, or None, and its ``query``;
    ``said``, the claims of that time, in the order of the texts, not asked for yet; ``left_out``, the routes that are not of it.
    """

    periods: list[tuple[Period, str]]
    period: Period | None
    query: str
    said: ClaimQuerySet
    left_out: list[Route]


class NoSuchPeriod(LookupError):
    """No claim about a place or a route states a time of that name; ``periods`` are those that are stated."""

    def __init__(self, name: str, known: list[Period]) -> None:
        super().__init__(name)
        self.periods = offered(known)


def of_time(name: str = "") -> PeriodMap:
    """Return the map of a period by its ``name`` in the address, or of all times if it is empty. Raises NoSuchPeriod."""
    known = stated()
    period = next((one for one in known if one.name == name), None)
    if name and period is None:
        raise NoSuchPeriod(name, known)
    places, routes = everything()
    said = located().touching(period.earliest, period.latest).with_evidence() if period else Claim.objects.none()
    named = set(Subject.objects.filter(claims__in=said.order_by()).values_list("pk", flat=True)) if period else set()
    things: list[Place | Route] = [*places, *routes]
    for one in things:
        one.current = not period or one.pk in named
    shown = [route for route in routes if route.current]
    return {
        **drawn(places, shown, SIZES),
        "periods": offered(known),
        "period": period,
        "query": query_of(period) if period else "",
        "said": said,
        "left_out": [route for route in routes if not route.current],
    }


def offered(known: list[Period]) -> list[tuple[Period, str]]:
    """The periods with the queries of their addresses."""
    return [(one, query_of(one)) for one in known]


def query_of(period: Period) -> str:
    """The query of the address of its map."""
    return urlencode({"time": period.name}, safe="/")


def located() -> ClaimQuerySet:
    """The dated claims about a place or a route."""
    return Claim.objects.dated().filter(subjects__isnull=False).distinct()


@once_an_edition
def stated() -> list[Period]:
    """The periods that such claims state, each with the first that states it, and its evidence."""
    first = located().order_by().values("edtf").annotate(first=Min("pk")).values("first")
    return periods(Claim.objects.filter(pk__in=first).order_by("pk").with_evidence())
