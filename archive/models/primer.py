"""The primer: explained terms, and the story in a dozen sentences; editorial texts of the archive."""

from __future__ import annotations

from django.db import models
from django.db.models import Prefetch

from archive.models.claim import Claim
from archive.models.constraints import has_both_languages
from archive.models.source import Passage

# Maximum number of passages stored for a term; a common one occurs in thousands.
MAX_TERM_PASSAGES = 20


class Term(models.Model):
    """An explained term. ``forms`` are the words linked to it, by language; ``standing`` the first passages whose reading has one."""

    identifier = models.CharField(max_length=80, unique=True)
    name = models.TextField()
    forms = models.JSONField()
    meaning = models.TextField()
    reference = models.TextField(blank=True)
    beside = models.JSONField(default=list, help_text="sentences with which it is shown, source:ref")
    shown_on = models.JSONField(default=list, help_text="pages that show it")
    questions = models.JSONField(default=list, help_text="identifiers of questions on which it says more than the sources")
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
    """Queries for lines of the story."""

    def with_evidence(self) -> StoryLineQuerySet:
        """Fetch the claims and their evidence too, in at most four queries."""
        return self.prefetch_related(Prefetch("claims", Claim.objects.with_evidence()))


class StoryLine(models.Model):
    """A sentence of the story, and the claims that it sums up; it has a ``heading`` if a part begins with it."""

    identifier = models.CharField(max_length=120, blank=True)
    heading = models.TextField(blank=True)
    text = models.TextField()
    claims = models.ManyToManyField(Claim, related_name="stories")

    objects = StoryLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=has_both_languages("text"), name="story_is_in_both_languages"),
        ]

    def __str__(self) -> str:
        return self.text
