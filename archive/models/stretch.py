"""The index of the texts: stretches of them, and in which stretches each word stands. Made while fixtures are loaded; says nothing of its own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from archive.models.source import Passage


class Stretch(models.Model):
    """So much of a source's text, or of its readings joined by single spaces, as is looked at in one piece: from code point ``start``.

    ``passage``: the sentence in which, or in whose reading, it begins; that begins at code point ``opens``. Keys are numbers in the order
    of the texts.
    """

    class Kind(models.TextChoices):
        TEXT = "text"
        READING = "reading"

    kind = models.CharField(max_length=7, choices=Kind)
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="stretches")
    opens = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["text", "reading"]), name="stretch_kind_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="stretch_has_characters"),
            models.CheckConstraint(condition=Q(opens__lte=F("start")), name="stretch_begins_in_its_sentence"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Drawer(models.Model):
    """In which stretches of a shelf words stand, or which of them they soon follow: those whose fingerprints begin with ``number``, packed."""

    number = models.PositiveIntegerField()
    shelf = models.PositiveIntegerField()
    words = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["number", "shelf"], name="drawer_stands_once_a_shelf")]

    def __str__(self) -> str:
        return f"{self.shelf}/{self.number}"
