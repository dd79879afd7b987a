"""Stops of routes: the places of a route between sets with its means of travel, and the stops of a march in the order of the account.

Each is anchored to the words that state it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias, TypeVar, Union

from django.db import models
from django.db.models import Q

from archive.models import Anchor, Claim, Quantity
from archive.models.constraints import has_both_languages
from archive.models.source import Status, list_details
from archive.vocabulary import MEANS_LABELS, STOP_EVENTS
from camps.models import Place

# Fields of a stop that refer to the words of the account.
STOP_ANCHORS = ("anchor", "date_anchor", "means_anchor", "direction_anchor")
# Stops of a march that a page shows with their words: three pages of a march of fifty, none above 60 KiB in Arabic
STOPS_PER_PAGE = 17
AnyStop: TypeAlias = Union["MarchStop", "StopOutline"]
SomeStop = TypeVar("SomeStop", bound=AnyStop)


class StopOutline(NamedTuple):
    """A stop as lines on maps need it: its key, and fields of a ``MarchStop``."""

    pk: int
    position: int
    after: list[int]
    omission: bool
    place_id: int | None
    means: str


def find_first_stops(stops: Iterable[SomeStop]) -> list[SomeStop]:
    """Return those of the stops of a march that none precedes."""
    return [stop for stop in stops if not stop.after]


def find_last_stops(stops: Sequence[SomeStop]) -> list[SomeStop]:
    """Return those of the stops of a march that none follows."""
    followed = {position for stop in stops for position in stop.after}
    return [stop for stop in stops if stop.position not in followed]


def find_first_means(stops: Iterable[SomeStop]) -> list[SomeStop]:
    """Return the first stop of a march with each means of travel."""
    firsts: dict[str, SomeStop] = {}
    for stop in stops:
        if stop.means:
            firsts.setdefault(stop.means, stop)
    return list(firsts.values())


class Direction(models.TextChoices):
    """A direction that the words of an account state."""

    NORTH = "north"
    NORTH_EAST = "north-east"
    EAST = "east"
    SOUTH_EAST = "south-east"
    SOUTH = "south"
    SOUTH_WEST = "south-west"
    WEST = "west"
    NORTH_WEST = "north-west"


class Stop(models.Model):
    """A place that a route leaves or reaches, with the words that say so. Places named together share their anchor."""

    class Role(models.TextChoices):
        ORIGIN = "origin"
        DESTINATION = "destination"

    route = models.ForeignKey("Route", on_delete=models.CASCADE, related_name="stops")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="stops")
    role = models.CharField(max_length=11, choices=Role)
    anchor = models.ForeignKey(Anchor, on_delete=models.CASCADE, related_name="stops")

    class Meta:
        ordering = ["route", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["route", "role", "place"], name="stop_is_unique_in_its_role"),
            models.CheckConstraint(condition=Q(role__in=["origin", "destination"]), name="stop_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.route_id} {self.role}: {self.place_id}"


class Means(models.Model):
    """A means of travel that the words of a route's claim state."""

    class Kind(models.TextChoices):
        ON_FOOT = "on-foot"
        RAIL = "rail"
        SHIP = "ship"

    route = models.ForeignKey("Route", on_delete=models.CASCADE, related_name="means")
    kind = models.CharField(max_length=7, choices=Kind)
    anchor = models.OneToOneField(Anchor, on_delete=models.CASCADE, related_name="means")

    class Meta:
        ordering = ["route", "pk"]
        constraints = [models.UniqueConstraint(fields=["route", "kind"], name="means_is_unique_in_its_route")]

    def __str__(self) -> str:
        return self.kind


class MarchStopQuerySet(models.QuerySet):
    """Queries of the stops of marches."""

    def with_anchors(self) -> MarchStopQuerySet:
        """Fetch the words of each stop in the same query, of the sources what links need."""
        sources = [f"{name}__passage__source" for name in STOP_ANCHORS]
        return self.select_related(*sources).defer(*(field for source in sources for field in list_details(source)))


class MarchStop(models.Model):
    """A stop of a march, in the order of the account: where, what happened, when and how, each with the words that say so.

    A place without a record has a ``description``. ``after``: the positions of the stops that precede it; ``omission``: the account
    leaves stops out before it; ``status``: how certain the reading of its words is. Stops that the same words state share their anchor.
    """

    route = models.ForeignKey("Route", on_delete=models.CASCADE, related_name="itinerary")
    position = models.PositiveSmallIntegerField()
    identifier = models.CharField(max_length=80)
    event = models.CharField(max_length=11, choices=[(event, event) for event in STOP_EVENTS])
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="march_stops")
    description = models.TextField(blank=True)
    after = models.JSONField(default=list, help_text="positions of the stops that precede, in ascending order")
    omission = models.BooleanField(default=False)
    status = models.CharField(max_length=9, choices=Status)
    anchor = models.ForeignKey(Anchor, on_delete=models.CASCADE, related_name="march_stops")
    edtf = models.CharField(max_length=64, blank=True)
    sense = models.CharField(max_length=10, choices=Claim.Sense, blank=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    date_words = models.TextField(blank=True)
    date_note = models.TextField(blank=True)
    date_anchor = models.ForeignKey(Anchor, null=True, on_delete=models.CASCADE, related_name="dated_stops")
    means = models.CharField(max_length=7, choices=[(means, means) for means in MEANS_LABELS], blank=True)
    means_anchor = models.ForeignKey(Anchor, null=True, on_delete=models.CASCADE, related_name="+")
    direction = models.CharField(max_length=10, choices=Direction, blank=True)
    direction_anchor = models.ForeignKey(Anchor, null=True, on_delete=models.CASCADE, related_name="+")
    # Its numbers with their words, set by ``stop_words.load_words``.
    quoted_quantities: list[Quantity] | None = None

    objects = MarchStopQuerySet.as_manager()

    class Meta:
        ordering = ["route", "position"]
        constraints = [
            models.UniqueConstraint(fields=["route", "position"], name="march_stop_position_is_unique_in_its_route"),
            models.UniqueConstraint(fields=["route", "identifier"], name="march_stop_identifier_is_unique_in_its_route"),
            models.CheckConstraint(condition=Q(event__in=STOP_EVENTS), name="march_stop_event_is_known"),
            models.CheckConstraint(
                condition=(Q(place__isnull=False) & Q(description_ar="", description_en=""))
                | (Q(place=None) & has_both_languages("description")),
                name="march_stop_has_a_place_or_a_description",
            ),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="march_stop_status_is_known"),
            models.CheckConstraint(
                condition=Q(edtf="", date_anchor=None, sense="", earliest=None, latest=None)
                | (~Q(edtf="") & Q(date_anchor__isnull=False)),
                name="march_stop_date_has_words",
            ),
            models.CheckConstraint(
                condition=Q(means="", means_anchor=None) | (~Q(means="") & Q(means_anchor__isnull=False)),
                name="march_stop_means_have_words",
            ),
            models.CheckConstraint(
                condition=Q(direction="", direction_anchor=None) | (~Q(direction="") & Q(direction_anchor__isnull=False)),
                name="march_stop_direction_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.route_id} {self.position}: {self.identifier}"

    @property
    def quantities(self) -> list[Quantity]:
        """Return the numbers that its words state."""
        return [row.quantity for row in self.stop_quantities.all()] if self.quoted_quantities is None else self.quoted_quantities

    @property
    def page(self) -> int:
        """Return the number of the page of its route that shows it with its words."""
        return (self.position - 1) // STOPS_PER_PAGE + 1

    @property
    def reference(self) -> str:
        """Return what leads to it from the address of its route: the number of its page, unless it is the first, and its id."""
        return f"{f'?stops={self.page}' if self.page > 1 else ''}#stop-{self.identifier}"


class StopQuantity(models.Model):
    """A number that the words of a stop state: one of the quantities of the route's claim."""

    quantity = models.OneToOneField(Quantity, primary_key=True, on_delete=models.CASCADE, related_name="at_stop")
    stop = models.ForeignKey(MarchStop, on_delete=models.CASCADE, related_name="stop_quantities")

    class Meta:
        ordering = ["stop", "pk"]

    def __str__(self) -> str:
        return f"{self.stop_id}: {self.quantity_id}"
