"""Spans of a passage, stored with the characters that they cover, so that no span can move unnoticed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from archive.models.source import Passage


class PassageSpan(models.Model):
    """A span from ``start`` to ``end``, half-open, in code points of the passage; ``exact`` are the characters in it."""

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
        """Return the permanent reference to these characters, such as “3.5@12-40”."""
        return f"{self.passage.ref}@{self.start}-{self.end}"
