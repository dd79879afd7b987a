"""Routes: movements between sets of places, or from stop to stop. Each belongs to a claim, and each part is anchored to its words.

Movements join routes that tell of the same; they state nothing themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import models
from django.db.models import Prefetch, Q

from archive.maps.parts import MapPath
from archive.models import Anchor, Claim, Role, Subject
from archive.models.constraints import has_both_languages
from archive.models.source import list_details, list_other_fields
from archive.vocabulary import CERTAINTIES
from camps.models import Place
from marches.models.stop import (
    STOP_ANCHORS,
    AnyStop,
    Direction,
    MarchStop,
    Means,
    Stop,
    StopQuantity,
    find_first_means,
    find_first_stops,
    find_last_stops,
)


class RouteQuerySet(models.QuerySet):
    """Queries of routes."""

    def with_means(self) -> RouteQuerySet:
        """Load subject, claim, movement and means: two queries. ``outlines.load_outlines`` adds what lists show besides."""
        return self.select_related("subject", "claim", "account__movement").prefetch_related(
            Prefetch("means", Means.objects.order_by("pk"))
        )

    def with_parts(self) -> RouteQuerySet:
        """Load places, stops, means and numbers with none of their words, which ``Route.quote_all`` finds among those of the claim."""
        return self._with_itinerary(MarchStop.objects.all())

    def with_stops(self) -> RouteQuerySet:
        """Load the same with the words that a claim is anchored to: a fixed number of queries.

        Not the words of stops, which ``stop_words.load_words`` adds. ``Route.quote_claim`` finds those of the other parts.
        """
        anchors = Anchor.objects.exclude(role=Role.STOP).select_related("passage__source").defer(*list_details("passage__source"))
        return self.with_parts().prefetch_related(Prefetch("claim__anchors", anchors.order_by("pk")))

    def compared(self) -> RouteQuerySet:
        """Load the same without the words, which ``comparison.load_claims`` loads, and of the places of stops no more than their names."""
        return self._with_itinerary(MarchStop.objects.defer(*list_other_fields(Place, "place")))

    def _with_itinerary(self, itinerary: models.QuerySet[MarchStop]) -> RouteQuerySet:
        return self.with_means().prefetch_related(
            Prefetch("stops", Stop.objects.select_related("place__subject").order_by("pk")),
            Prefetch("itinerary", itinerary.select_related("place__subject").order_by("position")),
            Prefetch("itinerary__stop_quantities", StopQuantity.objects.select_related("quantity").order_by("pk")),
        )

    def with_texts(self) -> RouteQuerySet:
        """Load claim, anchors, stops and the texts of the sources: a fixed number of queries."""
        return self.select_related("subject", "claim", "direction_anchor__passage", "account__movement").prefetch_related(
            "direction_anchor__passage__source",
            Prefetch("stops", Stop.objects.select_related("place__subject", "anchor__passage").order_by("pk")),
            "stops__anchor__passage__source",
            Prefetch("means", Means.objects.select_related("anchor__passage").order_by("pk")),
            "means__anchor__passage__source",
            Prefetch("claim__anchors", Anchor.objects.select_related("passage").order_by("pk")),
            "claim__anchors__passage__source",
            Prefetch("itinerary", MarchStop.objects.select_related("place__subject").order_by("position")),
            *(f"itinerary__{name}__passage__source" for name in STOP_ANCHORS),
            Prefetch("itinerary__stop_quantities", StopQuantity.objects.select_related("quantity__anchor__passage")),
            "itinerary__stop_quantities__quantity__anchor__passage__source",
        )


class Route(models.Model):
    """A movement from a set of origins to a set of destinations, or from stop to stop. Its date is its claim's."""

    class Form(models.TextChoices):
        SETS = "sets"
        STOPS = "stops"

    subject = models.OneToOneField(Subject, primary_key=True, on_delete=models.CASCADE, related_name="route")
    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="route")
    form = models.CharField(max_length=5, choices=Form, default=Form.SETS)
    direction = models.CharField(max_length=10, choices=Direction, blank=True)
    direction_anchor = models.OneToOneField(Anchor, null=True, on_delete=models.CASCADE, related_name="directed_route")
    # True if the map's period or focus concerns it, and its dash pattern there; set by the map.
    current: bool
    dash: str
    # Its stops at the place of a page, set by ``place_routes.split_evacuations``.
    stops_here: list[MarchStop]
    # Of a march, all its stops, and the records of some by their keys, set by ``outlines.load_outlines`` and ``stop_words.name_stops``;
    # otherwise ``itinerary`` is read.
    outline: Sequence[AnyStop] | None = None
    named_stops: Mapping[int, MarchStop]
    # The statuses of the words of its stops that are not plain, set with the outline.
    stop_statuses: Collection[str] = ()
    # Of a march that many maps draw, what they draw, without words; set by ``map_records``.
    path: MapPath | None = None

    objects = RouteQuerySet.as_manager()

    class Meta:
        ordering = ["subject"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction="", direction_anchor=None) | (~Q(direction="") & Q(direction_anchor__isnull=False)),
                name="route_direction_has_words",
            ),
            models.CheckConstraint(condition=Q(form__in=["sets", "stops"]), name="route_form_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def has_stops(self) -> bool:
        """Return whether the account tells it stop by stop."""
        return self.form == Route.Form.STOPS

    @property
    def movement(self) -> Movement | None:
        """Return the movement that it is an account of, if the archive has joined it with others."""
        account = getattr(self, "account", None)
        return account.movement if account else None

    @property
    def origins(self) -> list[Stop] | list[MarchStop]:
        """Return the places that it leaves; of stops, those that none precedes."""
        if self.has_stops:
            return self.find_records(find_first_stops(self.all_stops))
        return [stop for stop in self.set_stops if stop.role == Stop.Role.ORIGIN]

    @property
    def destinations(self) -> list[Stop] | list[MarchStop]:
        """Return the places that it reaches; of stops, those that none follows."""
        if self.has_stops:
            return self.find_records(find_last_stops(self.all_stops))
        return [stop for stop in self.set_stops if stop.role == Stop.Role.DESTINATION]

    @property
    def set_stops(self) -> list[Stop]:
        """Return the places of a route between sets. A march has none, and none are read."""
        return [] if self.has_stops else list(self.stops.all())

    @property
    def all_stops(self) -> Sequence[AnyStop]:
        """Return the stops of a march in their order; their outlines, if these are loaded. A route between sets has none."""
        if not self.has_stops:
            return ()
        return list(self.itinerary.all()) if self.outline is None else self.outline

    def find_records(self, stops: Iterable[AnyStop]) -> list[MarchStop]:
        """Return the records of some of ``all_stops``. Raises KeyError if outlines are loaded without one of these records."""
        if self.outline is None:
            return [stop for stop in stops if isinstance(stop, MarchStop)]
        return [self.named_stops[stop.pk] for stop in stops]

    def quote_claim(self) -> None:
        """Let the parts of a route have the words that were loaded with its claim, so that none of them is read again."""
        anchors = {anchor.pk: anchor for anchor in self.claim.anchors.all()}
        parts: list[Stop | Means] = [*self.set_stops, *self.means.all()]
        for part in parts:
            part.anchor = anchors[part.anchor_id]
        if self.direction_anchor_id is not None:
            self.direction_anchor = anchors[self.direction_anchor_id]

    def quote_all(self, claim: Claim) -> None:
        """Let the route and all its parts have the words of its ``claim``, loaded with its evidence: a march has about 200."""
        self.claim = claim
        self.quote_claim()
        anchors = {anchor.pk: anchor for anchor in claim.anchors.all()}
        for stop in self.itinerary.all():
            for name in STOP_ANCHORS:
                if (key := getattr(stop, f"{name}_id")) is not None:
                    setattr(stop, name, anchors[key])
            for quantity in stop.quantities:
                quantity.anchor = anchors[quantity.anchor_id]

    @property
    def origin_anchors(self) -> list[Anchor]:
        """Return the words that name the origins, each once."""
        return list(dict.fromkeys(stop.anchor for stop in self.origins))

    @property
    def destination_anchors(self) -> list[Anchor]:
        """Return the words that name the destinations, each once."""
        return list(dict.fromkeys(stop.anchor for stop in self.destinations))

    @property
    def means_with_anchors(self) -> list[tuple[str, Anchor]]:
        """Return each means of travel once, of the route or else of its first such stop, with the words that state it."""
        means = {means.kind: means.anchor for means in self.means.all()}
        for stop in self.find_records(find_first_means(self.all_stops)):
            if stop.means_anchor is not None:
                means.setdefault(stop.means, stop.means_anchor)
        return list(means.items())

    @property
    def means_kinds(self) -> set[str]:
        """Return the means of travel of the route and of its stops."""
        return {means.kind for means in self.means.all()} | {stop.means for stop in self.all_stops if stop.means}


class MovementQuerySet(models.QuerySet):
    """Queries of movements."""

    def with_texts(self) -> MovementQuerySet:
        """Load the routes with the texts of the sources: a fixed number of queries."""
        return self._with_routes(Route.objects.with_texts())

    def with_stops(self) -> MovementQuerySet:
        """Load the routes with their stops, to be compared, without their words: a fixed number of queries."""
        return self._with_routes(Route.objects.compared())

    def _with_routes(self, routes: RouteQuerySet) -> MovementQuerySet:
        return self.prefetch_related(Prefetch("accounts", Account.objects.all()), Prefetch("accounts__route", routes))


class Movement(models.Model):
    """A movement that several accounts tell of, each a route. ``reason``: why, and ``certainty``: how certainly the archive takes them for that."""

    identifier = models.CharField(max_length=80, unique=True)
    name = models.TextField()
    certainty = models.CharField(max_length=8)
    reason = models.TextField()

    objects = MovementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=has_both_languages("name"), name="movement_is_named_in_both_languages"),
            models.CheckConstraint(condition=Q(certainty__in=CERTAINTIES), name="movement_certainty_is_known"),
            models.CheckConstraint(condition=has_both_languages("reason"), name="movement_has_a_reason_in_both_languages"),
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def routes(self) -> list[Route]:
        """Return the accounts in the order of the record."""
        return [account.route for account in self.accounts.all()]


class Account(models.Model):
    """A route as one of the accounts of a movement."""

    movement = models.ForeignKey(Movement, on_delete=models.CASCADE, related_name="accounts")
    route = models.OneToOneField(Route, on_delete=models.CASCADE, related_name="account")

    class Meta:
        ordering = ["movement", "pk"]

    def __str__(self) -> str:
        return f"{self.movement_id}: {self.route_id}"
