"""Spans of a passage, kept with the characters they cover so that none can slip unnoticed."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, F, Q, Window
from django.db.models.functions import Length, RowNumber

from archive.models.source import Passage
from archive.models.subject import Subject


class PassageSpan(models.Model):
    """``start`` and ``end`` in code points of the passage, half-open; ``exact`` the characters between them."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="%(class)ss")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="%(class)s_has_characters"),
            models.CheckConstraint(
                condition=Q(end=F("start") + Length("exact")), name="%(class)s_covers_as_many_characters_as_it_quotes"
            ),
        ]

    @property
    def ref(self) -> str:
        """The permanent reference to these characters: “3.5@12-40”."""
        return f"{self.passage.ref}@{self.start}-{self.end}"


class MentionQuerySet(models.QuerySet):
    """Mentions in the words of a reader."""

    def with_texts(self) -> MentionQuerySet:
        """With their passages and sources: two queries, however many mentions; each source's text once."""
        return self.select_related("passage").prefetch_related("passage__source")

    def with_refs(self) -> MentionQuerySet:
        """With their passages and sources but for the texts of these."""
        return self.select_related("passage__source").defer("passage__source__text")

    def names(self, each: int | None = None) -> MentionQuerySet:
        """Those that name their subject; of those that spell it alike the first ``each``, with ``times``, how many these are."""
        named = self.filter(form=Mention.Form.NAME)
        if each is None:
            return named
        alike = [F("subject"), F("exact")]
        nth = Window(RowNumber(), partition_by=alike, order_by=["passage_id", "start"])
        return named.annotate(times=Window(Count("pk"), partition_by=alike), nth=nth).filter(nth__lte=each)


class Mention(PassageSpan):
    """Words of a passage that mean a subject: a name as the source spells it, or a description."""

    class Form(models.TextChoices):
        NAME = "name"
        DESCRIPTION = "description"

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="mentions")
    form = models.CharField(max_length=11, choices=Form)

    objects = MentionQuerySet.as_manager()

    class Meta(PassageSpan.Meta):
        ordering = ["passage", "start"]
        constraints = [
            *PassageSpan.Meta.constraints,
            models.UniqueConstraint(fields=["passage", "start", "end"], name="mention_words_mean_one_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.exact}"
