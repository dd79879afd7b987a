"""Places, including camps: their coordinates, names and identifiers in authority files."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from archive.models import Mention, Subject
from archive.models.constraints import has_both_languages
from archive.text.width import has_arabic_letter
from archive.vocabulary import CAMP_KINDS, NAME_USAGES, PLACE_KINDS
from camps.distances import make_point

POSITION_FIELDS = ("latitude", "longitude", "recorded")
HAS_POSITION = Q(**{f"{field}__isnull": False for field in POSITION_FIELDS}) & has_both_languages("reference") & ~Q(confidence="")
TODAY_FIELDS = ("country", "city_ar", "city_en", "today_reference_ar", "today_reference_en")
HAS_TODAY = (~Q(country="") | has_both_languages("city")) & has_both_languages("today_reference") & Q(today_recorded__isnull=False)
HAS_NO_TODAY = Q(**dict.fromkeys(TODAY_FIELDS, ""), today_recorded=None)
HAS_CITY_DISTANCE = Q(city_distance__isnull=False, city_distance_by__in=["computed", "stated"]) & has_both_languages("city")
HAS_NO_POSITION = Q(**dict.fromkeys(POSITION_FIELDS), precision=None, confidence="", reference_ar="", reference_en="")


class PlaceQuerySet(models.QuerySet):
    """Queries of places."""

    def with_gazetteer_data(self) -> PlaceQuerySet:
        """Load subject, names and authorities too."""
        return self.with_names().prefetch_related("names", "authorities")

    def with_names(self) -> PlaceQuerySet:
        """Load subject and what the place is part of: with the spellings, this is what lists show."""
        return self.select_related("subject", "part_of__subject")


class Place(models.Model):
    """A place of the gazetteer. If it is not ``is_named``, the name of its subject is a description.

    Coordinates are WGS 84 in decimal degrees; not from the source, so they have their own reference. They are empty if no position is known.
    ``precision``: within how many kilometres of the point it is.

    ``country`` and ``city`` are those of today, the nearest city, and have a reference of their own too. The distance to the city in km
    is computed from both positions, or stated by the reference: ``city_distance_by``.
    """

    class Confidence(models.TextChoices):
        HIGH = "high"
        MEDIUM = "medium"
        LOW = "low"
        SYMBOLIC = "symbolic"

    class DistanceBy(models.TextChoices):
        COMPUTED = "computed"
        STATED = "stated"

    subject = models.OneToOneField(Subject, primary_key=True, on_delete=models.CASCADE, related_name="place")
    kind = models.CharField(max_length=8)
    is_named = models.BooleanField()
    part_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    latitude = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    longitude = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    precision = models.PositiveSmallIntegerField(null=True)
    confidence = models.CharField(max_length=8, choices=Confidence, blank=True)
    reference = models.TextField(blank=True)
    recorded = models.DateField(null=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    city = models.TextField(blank=True)
    city_distance = models.PositiveSmallIntegerField(null=True)
    city_distance_by = models.CharField(max_length=8, choices=DistanceBy, blank=True)
    # Column of ``city``, added by modeltranslation.
    city_en: str | None
    today_reference = models.TextField(blank=True)
    today_recorded = models.DateField(null=True)
    # True if the map's period or focus concerns it; set by the map.
    current: bool
    # Letter that it is the first of in a list, with the list's fragment, its name in the other language, and the number of spellings that
    # are left out; set by lists of several pages.
    letter: str
    letter_id: str
    other_name: str
    more_spellings: int

    objects = PlaceQuerySet.as_manager()

    class Meta:
        ordering = ["subject"]
        constraints = [
            models.CheckConstraint(condition=Q(latitude__range=(-90, 90)), name="place_latitude_is_on_the_globe"),
            models.CheckConstraint(condition=Q(longitude__range=(-180, 180)), name="place_longitude_is_on_the_globe"),
            models.CheckConstraint(condition=Q(kind__in=PLACE_KINDS), name="place_kind_is_known"),
            models.CheckConstraint(
                condition=Q(confidence__in=["", "high", "medium", "low", "symbolic"]), name="place_confidence_is_known"
            ),
            models.CheckConstraint(condition=HAS_POSITION | HAS_NO_POSITION, name="place_position_is_complete"),
            models.CheckConstraint(condition=HAS_TODAY | HAS_NO_TODAY, name="place_today_is_complete"),
            models.CheckConstraint(
                condition=HAS_CITY_DISTANCE | Q(city_distance=None, city_distance_by=""), name="place_city_distance_is_complete"
            ),
            models.CheckConstraint(condition=~Q(part_of=F("subject")), name="place_is_not_part_of_itself"),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def is_camp(self) -> bool:
        """Return True if it is a camp or a subcamp."""
        return self.kind in CAMP_KINDS

    @property
    def narrower_kind(self) -> str:
        """Return the kind if it says more than “camp” or “place”; empty for a sea or a region, which have it in their names."""
        return "" if self.kind in ("camp", "sea", "region") else self.kind

    @property
    def position(self) -> tuple[float, float] | None:
        """Return latitude and longitude in degrees, or None if they are not known."""
        return make_point(self.latitude, self.longitude)

    @property
    def labels(self) -> list[PlaceName]:
        """Return the archive's label in each language."""
        return [name for name in self.names.all() if name.kind == PlaceName.Kind.LABEL]

    @property
    def variants(self) -> list[PlaceName]:
        """Return other spellings in use."""
        return [name for name in self.names.all() if name.kind == PlaceName.Kind.VARIANT]

    @property
    def spellings(self) -> list[tuple[str, list[Mention]]]:
        """Return each name as the sources spell it, with its mentions among ``subject.named``."""
        spellings: dict[str, list[Mention]] = {}
        for mention in self.subject.named:
            spellings.setdefault(mention.exact, []).append(mention)
        return list(spellings.items())


class PlaceName(models.Model):
    """A name of a place in one language: its label, or a variant, for search only.

    A variant may have a ``usage``, one of NAME_USAGES, and the ``time`` when it was in use, in EDTF.
    """

    class Kind(models.TextChoices):
        LABEL = "label"
        VARIANT = "variant"

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=35, help_text="BCP 47")
    kind = models.CharField(max_length=7, choices=Kind)
    name = models.TextField()
    usage = models.CharField(max_length=12, blank=True)
    time = models.CharField(max_length=64, blank=True, help_text="EDTF")
    met = models.TextField(blank=True, help_text="where a variant was met")
    # Columns of ``met``, added by modeltranslation.
    met_ar: str | None
    met_en: str | None
    recorded = models.DateField(null=True)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "language", "name"], name="place_name_is_unique"),
            models.UniqueConstraint(fields=["place", "language"], condition=Q(kind="label"), name="place_has_one_label_a_language"),
            models.CheckConstraint(condition=Q(usage__in=["", *NAME_USAGES]), name="place_name_usage_is_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Authority(models.Model):
    """An authority file; ``address`` is that of a record in it, with ``{}`` in place of the identifier."""

    identifier = models.CharField(max_length=80, unique=True)
    name = models.TextField()
    address = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=has_both_languages("name"), name="authority_is_named_in_both_languages"),
            models.CheckConstraint(condition=Q(address__contains="{}"), name="authority_address_has_a_placeholder"),
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def name_language(self) -> str:
        """Return the language of the script in which the name is written; most have a Latin name in Arabic too."""
        return "ar" if has_arabic_letter(self.name) else "en"


class PlaceAuthorityManager(models.Manager):
    """Fetches the authority file with each identifier, because its address needs both."""

    def get_queryset(self) -> models.QuerySet:
        """Select all identifiers with their files."""
        return super().get_queryset().select_related("authority")


class PlaceAuthority(models.Model):
    """The place's identifier in an authority file, and the day on which it was recorded here."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="authorities")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="places")
    identifier = models.CharField(max_length=40)
    recorded = models.DateField()

    objects = PlaceAuthorityManager()

    class Meta:
        ordering = ["place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "authority"], name="place_has_one_identifier_an_authority"),
        ]

    def __str__(self) -> str:
        return f"{self.authority_id}:{self.identifier}"

    @property
    def address(self) -> str:
        """Return the authority's permanent address of the place."""
        return self.authority.address.replace("{}", self.identifier)
