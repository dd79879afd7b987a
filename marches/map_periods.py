"""The map's own page: everything, or what the sources date to a time that the reader chooses."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Min

from archive.dates.periods import Period, collect_periods
from archive.edition_cache import cached_per_edition
from archive.models import Claim, Subject
from archive.models.claim import ClaimQuerySet
from camps.models import Place
from marches.map_data import Drawn, draw_map, load_map_records
from marches.models import Route

MAP_SIZES = ("wide", "narrow")


class PeriodMap(Drawn):
    """``periods`` to choose from, each with the query of its address; ``period``, the one chosen, or None, and its ``query``;
    ``said``, the claims of that time, in the order of the texts, not asked for yet; ``left_out``, the routes that are not of it.
    """

    periods: list[tuple[Period, str]]
    period: Period | None
    query: str
    said: ClaimQuerySet
    left_out: list[Route]


class PeriodNotFound(LookupError):
    """No claim about a place or a route states a time of that name; ``periods`` are those that are stated."""

    def __init__(self, name: str, known: list[Period]) -> None:
        super().__init__(name)
        self.periods = list_period_links(known)


def build_period_map(name: str = "") -> PeriodMap:
    """Return the map of a period by its ``name`` in the address, or of all times if it is empty. Raises NoSuchPeriod."""
    known = load_periods()
    period = next((one for one in known if one.name == name), None)
    if name and period is None:
        raise PeriodNotFound(name, known)
    places, routes = load_map_records()
    said = select_located_claims().in_period(period.earliest, period.latest).with_evidence() if period else Claim.objects.none()
    named = set(Subject.objects.filter(claims__in=said.order_by()).values_list("pk", flat=True)) if period else set()
    things: list[Place | Route] = [*places, *routes]
    for one in things:
        one.current = not period or one.pk in named
    shown = [route for route in routes if route.current]
    return {
        **draw_map(places, shown, MAP_SIZES),
        "periods": list_period_links(known),
        "period": period,
        "query": build_period_query(period) if period else "",
        "said": said,
        "left_out": [route for route in routes if not route.current],
    }


def list_period_links(known: list[Period]) -> list[tuple[Period, str]]:
    """The periods with the queries of their addresses."""
    return [(one, build_period_query(one)) for one in known]


def build_period_query(period: Period) -> str:
    """The query of the address of its map."""
    return urlencode({"time": period.name}, safe="/")


def select_located_claims() -> ClaimQuerySet:
    """The dated claims about a place or a route."""
    return Claim.objects.dated().filter(subjects__isnull=False).distinct()


@cached_per_edition
def load_periods() -> list[Period]:
    """The periods that such claims state, each with the first that states it, and its evidence."""
    first = select_located_claims().order_by().values("edtf").annotate(first=Min("pk")).values("first")
    return collect_periods(Claim.objects.filter(pk__in=first).order_by("pk").with_evidence())
