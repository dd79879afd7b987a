"""Spans of a passage, kept with the characters they cover so that none can slip unnoticed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from archive.models.source import Passage


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
