"""Places, camps among them: where they lie, what they are called, and which authority files know them."""

from __future__ import annotations

from django.db import models
from django.db.models import Prefetch, Q

from archive.models import Mention, Subject


class PlaceQuerySet(models.QuerySet):
    """Places in the words of a reader."""

    def camps(self) -> PlaceQuerySet:
        """Only the camps."""
        return self.filter(kind=Place.Kind.CAMP)

    def others(self) -> PlaceQuerySet:
        """Only the places that are no camps."""
        return self.exclude(kind=Place.Kind.CAMP)

    def with_gazetteer_data(self) -> PlaceQuerySet:
        """With what the gazetteer tells: subject, names and authorities."""
        return self.select_related("subject").prefetch_related("names", "authorities")

    def with_first_mentions(self) -> PlaceQuerySet:
        """The same, and the first mention under each name that the sources use: a fixed number of queries, however many places."""
        return self.with_gazetteer_data().prefetch_related(
            Prefetch("subject__mentions", Mention.objects.names(1).with_refs(), to_attr="named")
        )


class Place(models.Model):
    """A place of the gazetteer. Coordinates: WGS 84, decimal degrees; not from the source, so with their own reference."""

    class Kind(models.TextChoices):
        CAMP = "camp"
        SEA = "sea"
        REGION = "region"

    class Confidence(models.TextChoices):
        HIGH = "high"
        MEDIUM = "medium"
        LOW = "low"
        SYMBOLIC = "symbolic"

    subject = models.OneToOneField(Subject, primary_key=True, on_delete=models.CASCADE, related_name="place")
    kind = models.CharField(max_length=6, choices=Kind)
    latitude = models.DecimalField(max_digits=7, decimal_places=4)
    longitude = models.DecimalField(max_digits=7, decimal_places=4)
    confidence = models.CharField(max_length=8, choices=Confidence)
    reference = models.TextField()
    recorded = models.DateField()
    # Whether a map's period or focus concerns it; set by the map.
    current: bool

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["subject"]
        constraints = [
            models.CheckConstraint(condition=Q(latitude__range=(-90, 90)), name="place_latitude_is_on_the_globe"),
            models.CheckConstraint(condition=Q(longitude__range=(-180, 180)), name="place_longitude_is_on_the_globe"),
            models.CheckConstraint(condition=Q(kind__in=["camp", "sea", "region"]), name="place_kind_is_known"),
            models.CheckConstraint(
                condition=Q(confidence__in=["high", "medium", "low", "symbolic"]), name="place_confidence_is_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def labels(self) -> list[PlaceName]:
        """The archive's label in each language."""
        return [name for name in self.names.all() if name.kind == PlaceName.Kind.LABEL]

    @property
    def variants(self) -> list[PlaceName]:
        """Other spellings found in use."""
        return [name for name in self.names.all() if name.kind == PlaceName.Kind.VARIANT]

    @property
    def spellings(self) -> list[tuple[str, list[Mention]]]:
        """Each name that the sources use, as they spell it, with mentions under it: those in ``subject.named``."""
        named: dict[str, list[Mention]] = {}
        for mention in self.subject.named:
            named.setdefault(mention.exact, []).append(mention)
        return list(named.items())


class PlaceName(models.Model):
    """A name of a place in one language: its label there, or a variant found in use and kept for search."""

    class Kind(models.TextChoices):
        LABEL = "label"
        VARIANT = "variant"

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=35, help_text="BCP 47")
    kind = models.CharField(max_length=7, choices=Kind)
    name = models.TextField()
    met = models.TextField(blank=True, help_text="where a variant was met")
    # Columns of ``met``, added by modeltranslation.
    met_ar: str | None
    met_en: str | None
    recorded = models.DateField(null=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "language", "name"], name="place_name_stands_once"),
            models.UniqueConstraint(fields=["place", "language"], condition=Q(kind="label"), name="place_has_one_label_a_language"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceAuthority(models.Model):
    """The place's identifier in an authority file, and the day it was recorded here."""

    class Authority(models.TextChoices):
        WIKIDATA = "wikidata", "Wikidata"
        GEONAMES = "geonames", "GeoNames"
        GND = "gnd", "GND"

    ADDRESSES = {
        "wikidata": "https://www.wikidata.org/entity/{}",
        "geonames": "https://sws.geonames.org/{}/",
        "gnd": "https://d-nb.info/gnd/{}",
    }

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="authorities")
    authority = models.CharField(max_length=10, choices=Authority)
    identifier = models.CharField(max_length=40)
    recorded = models.DateField()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "authority"], name="place_has_one_identifier_an_authority"),
        ]

    def __str__(self) -> str:
        return f"{self.authority}:{self.identifier}"

    @property
    def address(self) -> str:
        """The authority's own permanent address of the place."""
        return self.ADDRESSES[self.authority].format(self.identifier)
