"""What two claims of the same matter say differently."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q

from archive.matters import MATTERS
from archive.models.claim import Claim


class DisagreementQuerySet(models.QuerySet):
    """Disagreements in the words of a reader."""

    def touching(self, claims: Iterable[int]) -> DisagreementQuerySet:
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
