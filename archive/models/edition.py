"""The loaded edition: its digest, its records for comparison, and the identifiers retired so far."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from archive.addresses import RecordKey
from archive.models.constraints import has_both_languages


class Edition(models.Model):
    """The loaded edition, a table of one row: the digest of all fixture files and of the version of the loader."""

    digest = models.CharField(max_length=64, help_text="SHA-256 over the names and digests of all fixture files")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="edition_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.digest[:8]


class Published(models.Model):
    """A complete record as it was loaded, for comparison with the next fixtures; the other tables have only parts of it."""

    kind = models.CharField(max_length=8)
    identifier = models.CharField(max_length=120)
    record = models.TextField(help_text="JSON, without the fields that have their defaults")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "identifier"], name="published_record_stands_once"),
        ]

    def __str__(self) -> str:
        return str(RecordKey(self.kind, self.identifier))


class Retired(models.Model):
    """An identifier that was ``renamed`` to another, or withdrawn on a day for a reason; it is never used for another record."""

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
                condition=Q(withdrawn=None) | has_both_languages("reason"), name="retired_withdrawal_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(RecordKey(self.kind, self.identifier))
