"""The page of the map: everything, or what the sources date to the period that the reader chooses, in an area or the whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Aggregate, Count, JSONField, Min
from django.utils.translation import get_language

from archive.dates.periods import Period, collect_periods, shorten_periods
from archive.edition_cache import cached_per_edition
from archive.maps.areas import MapArea, find_wider_area
from archive.models import Claim
from archive.models.claim import ClaimQuerySet
from marches.map_data import MAX_NAMES, MapContext, build_map_address, draw_map
from marches.map_records import LinkedName, choose_routes, load_map_summary, load_place_records, load_route_records

# Maximum number of periods to choose from, which are above the map; of more stated ones the page offers months or years.
MAX_PERIODS = 18


class CollectedKeys(Aggregate):
    """The keys of a group of rows as a list."""

    function = "JSON_GROUP_ARRAY"
    allow_distinct = True
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the SQL for PostgreSQL, whose function has another name."""
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


class ClaimDays(NamedTuple):
    """Dated claims with the same first and last day: their number, and the keys of the places and routes that they are about."""

    earliest: date | None
    latest: date | None
    claims: int
    subjects: list[int]

    def is_in(self, period: Period) -> bool:
        """Return whether they have a day in a period, as ``ClaimQuerySet.in_period``."""
        starts_in_time = self.earliest is None or period.latest is None or self.earliest <= period.latest
        return starts_in_time and (self.latest is None or period.earliest is None or self.latest >= period.earliest)


class PeriodClaims(Sequence):
    """The claims of a period about a place or a route, of which a slice reads its own, with links to their words; None: no claims."""

    def __init__(self, period: Period | None, days: Sequence[ClaimDays]) -> None:
        self.period, self.days = period, days

    def __len__(self) -> int:
        return sum(days.claims for days in self.days)

    def __getitem__(self, part: slice) -> Sequence[Claim]:  # type: ignore[override]
        if self.period is None:
            return ()
        return list(select_located_claims().in_period(self.period.earliest, self.period.latest).with_dates()[part])


class PeriodMap(MapContext):
    """Context of the map of a period and of an area.

    ``periods`` to choose from, each with the query of its address; the chosen ``period`` or None; ``query`` of the address of this map;
    ``wider``, the queries of the addresses of the next wider map, if that is not the whole, and of the whole; ``said``, the claims of the
    period in the order of the texts, not read; ``left_out``, the routes of other periods, at most MAX_NAMES of them.
    """

    periods: list[tuple[Period, str]]
    period: Period | None
    query: str
    wider: tuple[str, str]
    said: PeriodClaims
    left_out: list[LinkedName]
    more_left_out: int


class PeriodNotFound(LookupError):
    """No claim about a place or a route states a period of that name; ``periods`` are those that are stated."""

    def __init__(self, name: str, periods: list[Period]) -> None:
        super().__init__(name)
        self.periods = list_period_links(shorten_periods(periods, MAX_PERIODS))


def build_period_map(name: str = "", area: MapArea | None = None) -> PeriodMap:
    """Return the map of an area and of a period by its ``name`` in the address, or of all times if it is empty. Raises PeriodNotFound."""
    periods = load_periods()
    choices = shorten_periods(periods, MAX_PERIODS)
    period = next((period for period in (*periods, *choices) if period.name == name), None)
    if name and period is None:
        raise PeriodNotFound(name, periods)
    summary, days = load_map_summary(), [days for days in load_claim_days() if period and days.is_in(period)]
    subjects = {pk for shared in days for pk in shared.subjects}
    shown = [route for route in summary.routes.values() if not period or route.pk in subjects]
    left_out = [summary.names[get_language()][pk] for pk in summary.routes if period and pk not in subjects]
    inside = summary.find_inside(area) if area else set()
    chosen = choose_routes([route for route in shown if area is None or route.is_among(inside)])
    routes = load_route_records(summary, {route.pk for route in chosen})
    for route in routes:
        route.current = True
    wider = find_wider_area(area) if area else None
    drawn = draw_map(
        summary,
        routes,
        ("wide", "narrow"),
        beside=summary.places.keys() if area is None else (),
        current=subjects if period else None,
        area=area,
        address=build_map_address(build_map_query(period)),
    )
    return {
        **drawn,
        "places": load_place_records(summary, {place.pk for place in drawn["places"]}),
        "more_routes": len(shown) - len(routes),
        "periods": list_period_links(choices, area),
        "period": period,
        "query": build_map_query(period, area),
        "wider": (build_map_query(period, wider) if wider else "", build_map_query(period)),
        "said": PeriodClaims(period, days),
        "left_out": left_out[:MAX_NAMES],
        "more_left_out": max(0, len(left_out) - MAX_NAMES),
    }


def list_period_links(periods: list[Period], area: MapArea | None = None) -> list[tuple[Period, str]]:
    """Return the periods with the queries of their addresses."""
    return [(period, build_map_query(period, area)) for period in periods]


def build_map_query(period: Period | None, area: MapArea | None = None) -> str:
    """Return the query of the address of the map of a period and an area; empty for the whole map of all times."""
    return urlencode({**({"time": period.name} if period else {}), **({"area": area.text} if area else {})}, safe="/,")


def select_located_claims() -> ClaimQuerySet:
    """Select the dated claims about a place or a route."""
    return Claim.objects.dated().filter(subjects__isnull=False).distinct()


@cached_per_edition
def load_periods() -> list[Period]:
    """Return the periods that such claims state, each with the first claim that states it, and its evidence."""
    first_claims = select_located_claims().order_by().values("edtf").annotate(first=Min("pk")).values("first")
    return collect_periods(Claim.objects.filter(pk__in=first_claims).order_by("pk").with_evidence())


@cached_per_edition
def load_claim_days() -> list[ClaimDays]:
    """Return the days of such claims, so that a map of a time does not read them again: one query, which groups the claims."""
    groups = Claim.objects.dated().filter(subjects__isnull=False).order_by().values_list("earliest", "latest")
    rows = groups.annotate(claims=Count("pk", distinct=True), about=CollectedKeys("subjects", distinct=True))
    return [ClaimDays(*row) for row in rows]
