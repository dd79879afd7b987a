"""Subjects of claims (camps, other places and routes) and the mentions of them in the texts."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from archive.addresses import RecordKey
from archive.edition_cache import cached_per_edition
from archive.models.constraints import has_both_languages
from archive.models.source import list_details
from archive.models.span import PassageSpan


class Subject(models.Model):
    """A camp, place or route that claims are about; its details are in the tables of camps and marches."""

    class Kind(models.TextChoices):
        CAMP = "camp"
        PLACE = "place"
        ROUTE = "route"

    kind = models.CharField(max_length=5, choices=Kind)
    identifier = models.CharField(max_length=80)
    name = models.TextField()
    # Mentions by name, set by the queries and views that show them.
    named: list[Mention]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "identifier"], name="subject_identifier_is_unique_in_its_kind"),
            models.CheckConstraint(condition=Q(kind__in=["camp", "place", "route"]), name="subject_kind_is_known"),
            models.CheckConstraint(condition=has_both_languages("name"), name="subject_is_named_in_both_languages"),
        ]

    def __str__(self) -> str:
        return str(RecordKey(self.kind, self.identifier))


class MentionQuerySet(models.QuerySet):
    """Queries for mentions."""

    def with_texts(self) -> MentionQuerySet:
        """Fetch passages and sources too, in two queries, each source's text once."""
        return self.select_related("passage").prefetch_related("passage__source")

    def with_refs(self) -> MentionQuerySet:
        """Fetch passages and sources too, of these what links need."""
        return self.select_related("passage__source").defer(*list_details("passage__source"))

    def names(self, each: int | None = None) -> MentionQuerySet:
        """Select mentions by name; with ``each``, the first so many of each spelling, annotated with ``times``, the number of all."""
        names = self.filter(form=Mention.Form.NAME)
        if each is None:
            return names
        spelling = [F("subject"), F("exact")]
        nth = Window(RowNumber(), partition_by=spelling, order_by=["passage_id", "start"])
        return names.annotate(times=Window(Count("pk"), partition_by=spelling), nth=nth).filter(nth__lte=each)


class Mention(PassageSpan):
    """Characters of a passage that denote a subject: a name as the source spells it, or a description."""

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


@cached_per_edition
def count_mentions() -> dict[int, int]:
    """Return the number of mentions of each subject by its key; none of those without one."""
    return dict(Mention.objects.order_by().values_list("subject_id").annotate(count=Count("pk")))
