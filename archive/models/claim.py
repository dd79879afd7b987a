"""Claims, their anchors in the texts, the questions that they answer, and the disagreements between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, Min, Prefetch, Q, prefetch_related_objects
from django.db.models.functions import Coalesce

from archive.edition_cache import cached_per_edition
from archive.models.constraints import has_both_languages
from archive.models.source import LINKED_FIELDS, Passage, Source, Status, list_details
from archive.models.span import PassageSpan
from archive.models.subject import Subject
from archive.text.quantity_values import QuantityValue
from archive.vocabulary import COUNTED, MATTERS, ORDER_LABELS, PERCENT_UNITS, UNITS


class Role(models.TextChoices):
    """The role of an anchor in its claim."""

    STATEMENT = "statement"
    DATE = "date"
    ORIGIN = "origin"
    DESTINATION = "destination"
    DIRECTION = "direction"
    MEANS = "means"
    STOP = "stop"
    QUANTITY = "quantity"


class Question(models.Model):
    """A question about records of some kinds; where no claim answers it, the site lists it as unanswered."""

    identifier = models.CharField(max_length=80, unique=True)
    asked_of = models.JSONField(help_text="kinds of record, such as camp, evacuated-camp, route")
    text = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=has_both_languages("text"), name="question_is_in_both_languages"),
        ]

    def __str__(self) -> str:
        return self.identifier


class ClaimQuerySet(models.QuerySet):
    """Queries for claims."""

    def dated(self) -> ClaimQuerySet:
        """Select claims with a date."""
        return self.exclude(edtf="")

    def in_order_of_time(self) -> ClaimQuerySet:
        """Order by the earliest possible day, or the latest if there is no earliest; undated claims last, in the order of the texts."""
        first = Coalesce("earliest", "latest")
        return self.order_by(first.asc(nulls_last=True), F("latest").asc(nulls_last=True), "pk")

    def in_period(self, earliest: date | None, latest: date | None) -> ClaimQuerySet:
        """Select dated claims with a day from ``earliest`` to ``latest``; a missing bound, here or in a claim, does not limit."""
        starts_in_time = Q(earliest=None) | Q(earliest__lte=latest) if latest else Q()
        ends_in_time = Q(latest=None) | Q(latest__gte=earliest) if earliest else Q()
        return self.dated().filter(starts_in_time, ends_in_time)

    def quoting(self, sentences: Sequence[Passage]) -> ClaimQuerySet:
        """Select claims with an anchor in a source, given by all its sentences in their order.

        The passages of a source have consecutive keys, which no engine knows: filtered by the source, PostgreSQL would read all
        passages of a large archive.
        """
        if not sentences:
            return self.none()
        passages = sentences[0].paragraph_id, sentences[-1].pk
        return self.filter(anchors__passage__pk__range=passages).distinct()

    def with_evidence(self) -> ClaimQuerySet:
        """Fetch anchors, passages, sources and subjects too, in four queries, each source's text once."""
        anchors = Anchor.objects.select_related("passage").prefetch_related("passage__source")
        return self.prefetch_related(Prefetch("anchors", anchors), "subjects")

    def load_with_evidence(self, source: Source) -> list[Claim]:
        """Return the claims as ``with_evidence``, but with ``source``, which may be long, where they quote it: it is not read again."""
        anchors = Anchor.objects.select_related("passage")
        claims: list[Any] = list(self.prefetch_related(Prefetch("anchors", anchors), "subjects"))
        passages = [anchor.passage for claim in claims for anchor in claim.anchors.all()]
        for passage in passages:
            if passage.source_id == source.pk:
                passage.source = source
        prefetch_related_objects(passages, "source")
        return claims

    def with_links(self) -> ClaimQuerySet:
        """Fetch anchors and passages, of the sources what links to the words need, in two queries: a claim may have a hundred anchors in one."""
        sources = Prefetch("passage__source", Source.objects.only(*LINKED_FIELDS))
        anchors = Anchor.objects.select_related("passage").prefetch_related(sources)
        return self.prefetch_related(Prefetch("anchors", anchors.order_by("pk")))

    def with_cited_stops(self) -> ClaimQuerySet:
        """Fetch anchors, passages and sources without their texts; of the words of stops the first in each source, which is cited for them.

        For the claims of few marches: each has about a hundred such words.
        """
        stops = Anchor.objects.filter(claim__in=self.order_by().values("pk"), role=Role.STOP).order_by()
        first = stops.values("claim", "passage__source").annotate(first=Min("pk")).values("first")
        anchors = Anchor.objects.filter(~Q(role=Role.STOP) | Q(pk__in=first)).order_by("pk").select_related("passage")
        sources = Prefetch("passage__source", Source.objects.defer("text"))
        return self.prefetch_related(Prefetch("anchors", anchors.prefetch_related(sources)))

    def with_dates(self) -> ClaimQuerySet:
        """Fetch the words of the statements and dates alone, with links to them, in one query: what lists and timelines show."""
        stated = Anchor.objects.filter(role__in=(Role.STATEMENT, Role.DATE)).order_by("pk")
        linked = stated.select_related("passage__source").defer(*list_details("passage__source"))
        return self.prefetch_related(Prefetch("anchors", linked))

    def with_quantities(self) -> ClaimQuerySet:
        """Fetch the numbers that the claims state too, in one query; their words are among the anchors."""
        return self.prefetch_related("quantities")

    def with_disagreements(self) -> ClaimQuerySet:
        """Fetch the disagreeing claims too, in at most four queries."""
        return self.prefetch_related("disagreements_with_later__other", "disagreements_with_earlier__claim")


class Claim(models.Model):
    """A statement of the sources, in both languages, with its date as EDTF.

    ``label`` replaces the statement where there is no room for it. ``earliest`` and ``latest`` are for sorting; null is no bound.
    """

    class Sense(models.TextChoices):
        NOT_BEFORE = "not-before"
        BY = "by"
        UNTIL = "until"

    identifier = models.CharField(max_length=80, unique=True)
    statement = models.TextField()
    label = models.TextField(blank=True)
    edtf = models.CharField(max_length=64, blank=True)
    sense = models.CharField(max_length=10, choices=Sense, blank=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    date_words = models.TextField(blank=True)
    date_note = models.TextField(blank=True)
    subjects = models.ManyToManyField(Subject, related_name="claims")
    answers = models.ManyToManyField(Question, related_name="answers")
    # The dated stops of the march that it states, set by the timelines that show them: archive.claims.timeline.DatedStop.
    dated_stops: Sequence[Any] = ()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(Coalesce("earliest", "latest"), "latest", "id", name="claims_in_order_of_time")]
        constraints = [
            models.CheckConstraint(condition=has_both_languages("statement"), name="claim_is_stated_in_both_languages"),
            models.CheckConstraint(condition=Q(sense="") | ~Q(edtf=""), name="claim_sense_is_of_a_date"),
            models.CheckConstraint(
                condition=Q(earliest=None) | Q(latest=None) | Q(earliest__lte=models.F("latest")),
                name="claim_begins_before_it_ends",
            ),
            models.CheckConstraint(condition=~Q(edtf="") | Q(earliest=None, latest=None), name="claim_without_a_date_has_no_days"),
        ]

    def __str__(self) -> str:
        return self.identifier

    @property
    def disagreements(self) -> list[tuple[Claim, str]]:
        """Return the disagreeing claims, each with a matter; a claim appears once for each matter."""
        later = [(disagreement.other, disagreement.matter) for disagreement in self.disagreements_with_later.all()]
        earlier = [(disagreement.claim, disagreement.matter) for disagreement in self.disagreements_with_earlier.all()]
        return later + earlier

    @property
    def cited_sources(self) -> list:
        """Return the sources of its anchors, each once."""
        return list({anchor.passage.source_id: anchor.passage.source for anchor in self.anchors.all()}.values())


def select_claims_about(subject: Subject) -> ClaimQuerySet:
    """Select the claims about a subject, with links to their evidence."""
    return subject.claims.with_links()


@cached_per_edition
def count_claims_about() -> dict[int, int]:
    """Return the number of claims about each subject by its key; none of those without one."""
    return dict(Claim.subjects.through.objects.order_by().values_list("subject_id").annotate(count=Count("pk")))


class Anchor(PassageSpan):
    """The exact characters that a claim is anchored to; ``status`` is that of the sentence's reading or a narrower one."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="anchors")
    role = models.CharField(max_length=11, choices=Role)
    status = models.CharField(max_length=9, choices=Status)

    class Meta(PassageSpan.Meta):
        ordering = ["claim", "pk"]
        constraints = [
            *PassageSpan.Meta.constraints,
            models.UniqueConstraint(fields=["claim", "role", "passage", "start", "end"], name="anchor_is_unique_in_its_claim"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="anchor_role_is_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="anchor_status_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.role}: {self.exact}"


class Quantity(models.Model):
    """A number that a claim states, of what and in which unit: see ``QuantityValue``. Several may have the same words.

    ``rank``: that of QUANTITY_RANKS, in whose order the numbers of all claims are shown.
    """

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="quantities", db_index=False)
    anchor = models.ForeignKey(Anchor, on_delete=models.CASCADE, related_name="quantities")
    rank = models.PositiveSmallIntegerField()
    counted = models.CharField(max_length=20)
    unit = models.CharField(max_length=20)
    lower = models.PositiveIntegerField(null=True)
    upper = models.PositiveIntegerField(null=True)
    is_about = models.BooleanField()
    order = models.CharField(max_length=24, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["rank", "claim", "pk"]
        indexes = [
            models.Index(fields=["rank", "claim", "id"], name="quantities_in_order"),
            models.Index(fields=["claim"], name="quantities_of_claim"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(counted__in=COUNTED), name="quantity_counts_what_is_known"),
            models.CheckConstraint(condition=Q(unit__in=UNITS), name="quantity_unit_is_known"),
            models.CheckConstraint(
                condition=~Q(unit__in=PERCENT_UNITS)
                | (Q(order="") & (Q(lower=None) | Q(lower__lte=100)) & (Q(upper=None) | Q(upper__lte=100))),
                name="quantity_share_is_at_most_the_whole",
            ),
            models.CheckConstraint(condition=Q(order__in=["", *ORDER_LABELS]), name="quantity_order_is_known"),
            models.CheckConstraint(
                condition=Q(order="", lower__isnull=False)
                | Q(order="", upper__isnull=False)
                | (~Q(order="") & Q(lower__isnull=True, upper__isnull=True)),
                name="quantity_has_a_bound_or_an_order",
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True) | Q(upper__isnull=True) | Q(lower__lte=F("upper")),
                name="quantity_bounds_are_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_about=False) | Q(lower__isnull=False, upper__isnull=False, lower=F("upper")),
                name="quantity_about_is_of_one_number",
            ),
            models.UniqueConstraint(fields=["anchor", "counted", "unit"], name="quantity_is_stated_once_by_its_words"),
        ]

    def __str__(self) -> str:
        return f"{self.counted}: {self.value.notation} {self.unit}"

    @property
    def value(self) -> QuantityValue:
        """Return the number, its bounds or its order of magnitude."""
        return QuantityValue(self.lower, self.upper, self.is_about, self.order)

    @property
    def words(self) -> Anchor:
        """Return the anchor of the words that state it, one of its claim's, which must have been fetched ``with_evidence``."""
        return next(anchor for anchor in self.claim.anchors.all() if anchor.pk == self.anchor_id)


class Disagreement(models.Model):
    """A matter on which two claims differ; ``claim`` is the one with the lower key, so that no pair is stored twice."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="disagreements_with_later")
    other = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="disagreements_with_earlier")
    matter = models.CharField(max_length=11)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(claim__lt=F("other")), name="disagreement_claims_are_ordered"),
            models.UniqueConstraint(fields=["claim", "other", "matter"], name="disagreement_is_unique"),
            models.CheckConstraint(condition=Q(matter__in=MATTERS), name="disagreement_matter_is_known"),
        ]
