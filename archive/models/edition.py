"""Which state of the fixtures the database holds.

Pages that were made when the archive was loaded, as they are sent. They say nothing that other tables do not.

What is published, record by record, so that the next fixtures can be compared with it.

Records that are no more under the identifier they once had: their addresses go on answering.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from archive.addresses import RecordKey
from archive.models.constraints import has_both_languages


class Edition(models.Model):
    """The one row that names what is loaded: the digest of all fixture files, and the code's own reading of them."""

    digest = models.CharField(max_length=64, help_text="SHA-256 over the names and digests of all fixture files")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="edition_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.digest[:8]


class PreparedPageQuerySet(models.QuerySet):
    """Prepared pages in the words of whoever serves them."""

    def find_content(self, address: str, code: str, edition: str) -> tuple[str, str] | None:
        """The HTML at an address (its path) and the ``Link`` header beside it, if that state of the code made them of that edition."""
        return next(iter(self.filter(address=address, code=code, edition=edition).values_list("html", "link")), None)


class PreparedPage(models.Model):
    """A page of an edition, in the language that its address names, as one state of the code made it."""

    address = models.TextField(primary_key=True, help_text="the path, from its first slash")
    code = models.CharField(max_length=64, help_text="version of the code that rendered it")
    edition = models.CharField(max_length=64, help_text="the digest of the edition that it shows")
    html = models.TextField()
    link = models.TextField(blank=True, help_text="the header Link")

    objects = PreparedPageQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(html=""), name="prepared_page_is_not_empty")]

    def __str__(self) -> str:
        return self.address


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
                condition=Q(withdrawn=None) | has_both_languages("reason"), name="retired_withdrawal_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(RecordKey(self.kind, self.identifier))
