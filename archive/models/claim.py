"""Claims, the words they rest on, and the questions they answer.

What two claims of the same matter say differently.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Coalesce

from archive.models.constraints import has_both_languages
from archive.models.source import Passage, Status
from archive.models.span import PassageSpan
from archive.models.subject import Subject
from archive.vocabulary import MATTERS

DISAGREEMENT_RELATIONS = ("disagreements_with_later__other", "disagreements_with_earlier__claim")


class Role(models.TextChoices):
    """What an anchor's words do for its claim."""

    STATEMENT = "statement"
    DATE = "date"
    ORIGIN = "origin"
    DESTINATION = "destination"
    DIRECTION = "direction"
    MEANS = "means"


class Question(models.Model):
    """What a reader may ask of records of some kinds; unanswered, it is listed as what the sources do not say."""

    identifier = models.CharField(max_length=80, unique=True)
    asked_of = models.JSONField(help_text="kinds of record, such as camp, evacuated-camp, route")
    text = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=has_both_languages("text"), name="question_is_put_in_both_languages"),
        ]

    def __str__(self) -> str:
        return self.identifier


class ClaimQuerySet(models.QuerySet):
    """Claims in the words of a reader."""

    def dated(self) -> ClaimQuerySet:
        """Those that the text dates."""
        return self.exclude(edtf="")

    def in_order_of_time(self) -> ClaimQuerySet:
        """By the earliest day their dates allow, or the latest where no earliest is stated; the undated last, in the order of the texts."""
        first = Coalesce("earliest", "latest")
        return self.order_by(first.asc(nulls_last=True), F("latest").asc(nulls_last=True), "pk")

    def in_period(self, earliest: date | None, latest: date | None) -> ClaimQuerySet:
        """Dated ones that have a day in common with the time from ``earliest`` to ``latest``; where either states no bound, it has none."""
        begun = Q(earliest=None) | Q(earliest__lte=latest) if latest else Q()
        not_over = Q(latest=None) | Q(latest__gte=earliest) if earliest else Q()
        return self.dated().filter(begun, not_over)

    def about(self, subject: Subject) -> ClaimQuerySet:
        """Those about a subject."""
        return self.filter(subjects=subject)

    def quoting(self, sentences: Sequence[Passage]) -> ClaimQuerySet:
        """Those that rest on a source, which is given by all its sentences in their order.

        The keys of its passages follow one another, which no engine can know: asked by the source, PostgreSQL reads through all passages
        of a large archive.
        """
        if not sentences:
            return self.none()
        passages = sentences[0].paragraph_id, sentences[-1].pk
        return self.filter(anchors__passage__pk__range=passages).distinct()

    def with_evidence(self) -> ClaimQuerySet:
        """With anchors, their passages and readings, sources and subjects: four queries, however many claims; each source's text once."""
        anchors = Anchor.objects.select_related("passage__reading").prefetch_related("passage__source")
        return self.prefetch_related(Prefetch("anchors", anchors), "subjects")

    def with_disagreements(self) -> ClaimQuerySet:
        """With the claims that differ from them: four queries at most, however many claims."""
        return self.prefetch_related(*DISAGREEMENT_RELATIONS)


class Claim(models.Model):
    """One thing the sources say, in both languages, with its date as EDTF.

    ``label``: a few words for it where there is no room for the statement. ``earliest`` and ``latest`` are for sorting and are null where the text states no bound.
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

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
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
        """Each claim that differs from it, with a matter on which they differ; a claim stands once a matter."""
        later = [(one.other, one.matter) for one in self.disagreements_with_later.all()]
        return later + [(one.claim, one.matter) for one in self.disagreements_with_earlier.all()]

    @property
    def cited_sources(self) -> list:
        """The sources whose words it rests on, each once."""
        return list({anchor.passage.source_id: anchor.passage.source for anchor in self.anchors.all()}.values())


class Anchor(PassageSpan):
    """The very words that a claim rests on, and what they do for it; ``status`` is narrowed from the sentence's if given."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="anchors")
    role = models.CharField(max_length=11, choices=Role)
    status = models.CharField(max_length=9, choices=Status)

    class Meta(PassageSpan.Meta):
        ordering = ["claim", "pk"]
        constraints = [
            *PassageSpan.Meta.constraints,
            models.UniqueConstraint(fields=["claim", "role", "passage", "start", "end"], name="anchor_stands_once_in_its_claim"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="anchor_role_is_known"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="anchor_status_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.role}: {self.exact}"


class DisagreementQuerySet(models.QuerySet):
    """Disagreements in the words of a reader."""

    def involving(self, claims: Iterable[int]) -> DisagreementQuerySet:
        """Those in which any of ``claims``, by their keys, has a part."""
        return self.filter(Q(claim__in=claims) | Q(other__in=claims))

    def among(self, claims: Iterable[int]) -> DisagreementQuerySet:
        """Those between two of ``claims``, by their keys."""
        return self.filter(claim__in=claims, other__in=claims)


class Disagreement(models.Model):
    """One matter on which two claims differ. Neither comes first: the one with the lower key is kept as ``claim``, so that none stands twice."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="disagreements_with_later")
    other = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="disagreements_with_earlier")
    matter = models.CharField(max_length=11)

    objects = DisagreementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(claim__lt=F("other")), name="disagreement_is_of_two_claims_kept_one_way"),
            models.UniqueConstraint(fields=["claim", "other", "matter"], name="disagreement_is_told_once"),
            models.CheckConstraint(condition=Q(matter__in=MATTERS), name="disagreement_matter_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.other_id}: {self.matter}"
