"""What is published, record by record, so that the next fixtures can be compared with it."""

from __future__ import annotations

from django.db import models

from archive.record_keys import RecordKey


class Published(models.Model):
    """A record as it was loaded, whole. The other tables cannot be compared with records: they keep less of them."""

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
