"""What claims are about: the common name and permanent address of camps, other places and routes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from archive.addresses import RecordKey
from archive.models.constraints import has_both_languages

if TYPE_CHECKING:
    from archive.models.span import Mention


class Subject(models.Model):
    """A camp, a place or a route, as the record knows it; camps and marches tell the rest."""

    class Kind(models.TextChoices):
        CAMP = "camp"
        PLACE = "place"
        ROUTE = "route"

    kind = models.CharField(max_length=5, choices=Kind)
    identifier = models.CharField(max_length=80)
    name = models.TextField()
    # Mentions by name; set by queries and views that show them.
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
