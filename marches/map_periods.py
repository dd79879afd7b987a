"""The page of the map: everything, or what the sources date to the period that the reader chooses."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Min

from archive.dates.periods import Period, collect_periods
from archive.edition_cache import cached_per_edition
from archive.models import Claim, Subject
from archive.models.claim import ClaimQuerySet
from camps.models import Place
from marches.map_data import MapContext, draw_map, load_map_records
from marches.models import Route


class PeriodMap(MapContext):
    """Context of the map of a period.

    ``periods`` to choose from, each with the query of its address; the chosen ``period`` or None, and its ``query``; ``said``, its claims
    in the order of the texts, not evaluated; ``left_out``, the routes of other periods.
    """

    periods: list[tuple[Period, str]]
    period: Period | None
    query: str
    said: ClaimQuerySet
    left_out: list[Route]


class PeriodNotFound(LookupError):
    """No claim about a place or a route states a period of that name; ``periods`` are those that are stated."""

    def __init__(self, name: str, periods: list[Period]) -> None:
        super().__init__(name)
        self.periods = list_period_links(periods)


def build_period_map(name: str = "") -> PeriodMap:
    """Return the map of a period by its ``name`` in the address, or of all times if it is empty. Raises PeriodNotFound."""
    periods = load_periods()
    period = next((period for period in periods if period.name == name), None)
    if name and period is None:
        raise PeriodNotFound(name, periods)
    places, routes = load_map_records()
    claims, subjects = Claim.objects.none(), set[int]()
    if period:
        claims = select_located_claims().in_period(period.earliest, period.latest).with_evidence()
        subjects.update(Subject.objects.filter(claims__in=claims.order_by()).values_list("pk", flat=True))
    records: list[Place | Route] = [*places, *routes]
    for record in records:
        record.current = not period or record.pk in subjects
    return {
        **draw_map(places, [route for route in routes if route.current], ("wide", "narrow")),
        "periods": list_period_links(periods),
        "period": period,
        "query": build_period_query(period) if period else "",
        "said": claims,
        "left_out": [route for route in routes if not route.current],
    }


def list_period_links(periods: list[Period]) -> list[tuple[Period, str]]:
    """Return the periods with the queries of their addresses."""
    return [(period, build_period_query(period)) for period in periods]


def build_period_query(period: Period) -> str:
    """Return the query of the address of a period's map."""
    return urlencode({"time": period.name}, safe="/")


def select_located_claims() -> ClaimQuerySet:
    """Select the dated claims about a place or a route."""
    return Claim.objects.dated().filter(subjects__isnull=False).distinct()


@cached_per_edition
def load_periods() -> list[Period]:
    """Return the periods that such claims state, each with the first claim that states it, and its evidence."""
    first_claims = select_located_claims().order_by().values("edtf").annotate(first=Min("pk")).values("first")
    return collect_periods(Claim.objects.filter(pk__in=first_claims).order_by("pk").with_evidence())
