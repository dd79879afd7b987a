"""What a student reads first: words explained, and the story in a dozen sentences. The archive's own words, and told as such."""

from __future__ import annotations

from django.db import models
from django.db.models import Prefetch

from archive.models.claim import Claim
from archive.models.constraints import has_both_languages
from archive.models.source import Passage

# Passages that are kept of a term; a common one stands in thousands.
MAX_TERM_PASSAGES = 20


class Term(models.Model):
    """A word explained. ``forms``: by language, the words that are linked to it; ``standing``: the first passages in whose reading one stands."""

    identifier = models.CharField(max_length=80, unique=True)
    name = models.TextField()
    forms = models.JSONField()
    meaning = models.TextField()
    reference = models.TextField(blank=True)
    standing = models.ManyToManyField(Passage, related_name="explained")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=has_both_languages("name") & has_both_languages("meaning"),
                name="term_is_explained_in_both_languages",
            ),
        ]

    def __str__(self) -> str:
        return self.identifier


class StoryLineQuerySet(models.QuerySet):
    """Sentences of the story in the words of a reader."""

    def with_evidence(self) -> StoryLineQuerySet:
        """With their claims and the words that those rest on: four queries at most."""
        return self.prefetch_related(Prefetch("claims", Claim.objects.with_evidence()))


class StoryLine(models.Model):
    """One sentence of the story, and the claims that it sums up. ``heading`` where a part begins."""

    heading = models.TextField(blank=True)
    text = models.TextField()
    claims = models.ManyToManyField(Claim, related_name="told_in")

    objects = StoryLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=has_both_languages("text"), name="story_is_told_in_both_languages"),
        ]

    def __str__(self) -> str:
        return self.text
