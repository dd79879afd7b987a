"""Records that are no more under the identifier they once had: their addresses go on answering."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from archive.models.bilingual import in_both_languages
from archive.record_keys import RecordKey


class Retired(models.Model):
    """An identifier given up: ``renamed`` to another, or withdrawn on a day for a reason. It is never given to another record."""

    kind = models.CharField(max_length=6)
    identifier = models.CharField(max_length=120)
    renamed = models.CharField(max_length=120, blank=True)
    withdrawn = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "identifier"], name="retired_identifier_stands_once"),
            models.CheckConstraint(
                condition=(~Q(renamed="") & Q(withdrawn=None)) | Q(renamed="", withdrawn__isnull=False),
                name="retired_is_renamed_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=None) | in_both_languages("reason"), name="retired_withdrawal_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(RecordKey(self.kind, self.identifier))
