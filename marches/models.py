"""Routes: movements between sets of places. Each belongs to a claim, and each part is anchored to its words."""

from __future__ import annotations

from django.db import models
from django.db.models import Prefetch, Q

from archive.models import Anchor, Claim, Subject
from camps.models import Place


class RouteQuerySet(models.QuerySet):
    """Queries of routes."""

    def with_stops(self) -> RouteQuerySet:
        """Load claim, anchors and stops, without the texts of the sources: a fixed number of queries."""
        stops = Stop.objects.select_related("place__subject", "anchor__passage__source").defer("anchor__passage__source__text")
        means = Means.objects.select_related("anchor__passage__source").defer("anchor__passage__source__text")
        anchors = Anchor.objects.select_related("passage__source").defer("passage__source__text")
        parts = self.select_related("subject", "claim", "direction_anchor__passage__source")
        return parts.defer("direction_anchor__passage__source__text").prefetch_related(
            Prefetch("stops", stops), Prefetch("means", means), Prefetch("claim__anchors", anchors)
        )

    def with_texts(self) -> RouteQuerySet:
        """Load claim, anchors, stops and the texts of the sources: a fixed number of queries."""
        return self.select_related("subject", "claim", "direction_anchor__passage").prefetch_related(
            "direction_anchor__passage__source",
            Prefetch("stops", Stop.objects.select_related("place__subject", "anchor__passage")),
            "stops__anchor__passage__source",
            Prefetch("means", Means.objects.select_related("anchor__passage")),
            "means__anchor__passage__source",
            Prefetch("claim__anchors", Anchor.objects.select_related("passage")),
            "claim__anchors__passage__source",
        )


class Route(models.Model):
    """A movement from a set of origins to a set of destinations. Its date is its claim's."""

    class Direction(models.TextChoices):
        NORTH = "north"
        NORTH_EAST = "north-east"
        EAST = "east"
        SOUTH_EAST = "south-east"
        SOUTH = "south"
        SOUTH_WEST = "south-west"
        WEST = "west"
        NORTH_WEST = "north-west"

    subject = models.OneToOneField(Subject, primary_key=True, on_delete=models.CASCADE, related_name="route")
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="route")
    direction = models.CharField(max_length=10, choices=Direction, blank=True)
    direction_anchor = models.OneToOneField(Anchor, null=True, on_delete=models.CASCADE, related_name="directed_route")
    # True if the map's period or focus concerns it, and its dash pattern there; set by the map.
    current: bool
    dash: str

    objects = RouteQuerySet.as_manager()

    class Meta:
        ordering = ["subject"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction="", direction_anchor=None) | (~Q(direction="") & Q(direction_anchor__isnull=False)),
                name="route_direction_has_words",
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def origins(self) -> list[Stop]:
        """Return the places that it leaves."""
        return [stop for stop in self.stops.all() if stop.role == Stop.Role.ORIGIN]

    @property
    def destinations(self) -> list[Stop]:
        """Return the places that it reaches."""
        return [stop for stop in self.stops.all() if stop.role == Stop.Role.DESTINATION]


class Stop(models.Model):
    """A place that a route leaves or reaches, with the words that say so. Places named together share their anchor."""

    class Role(models.TextChoices):
        ORIGIN = "origin"
        DESTINATION = "destination"

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="stops")
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

    route = models.ForeignKey(Route, on_delete=models.CASCADE, related_name="means")
    kind = models.CharField(max_length=7, choices=Kind)
    anchor = models.OneToOneField(Anchor, on_delete=models.CASCADE, related_name="means")

    class Meta:
        ordering = ["route", "pk"]
        constraints = [models.UniqueConstraint(fields=["route", "kind"], name="means_is_unique_in_its_route")]

    def __str__(self) -> str:
        return self.kind
