"""The published editions and the versions of records in them, which derive from the ledger, and the edition that is loaded."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import models
from django.db.models import Max, Q

from archive.addresses import RecordKey
from archive.ledger.formats import upgrade_record
from archive.ledger.lines import VERSION_OUTCOMES, parse_instant
from archive.models.constraints import has_both_languages


class Edition(models.Model):
    """A published edition: the header of its ledger file. ``digest``: SHA-256 of the header line; ``file_digest``: of the whole file."""

    number = models.PositiveIntegerField(primary_key=True)
    format = models.PositiveIntegerField(default=1, help_text="format of the records in the ledger file")
    published = models.CharField(max_length=20, help_text="instant in UTC, as the ledger states it")
    note = models.TextField()
    digest = models.CharField(max_length=64, unique=True)
    file_digest = models.CharField(max_length=64)
    changes = models.CharField(max_length=64, help_text="SHA-256 over the versions that are new in the edition")
    state = models.CharField(max_length=64, help_text="SHA-256 over all versions in force in the edition")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="edition_number_is_positive"),
            models.CheckConstraint(condition=has_both_languages("note"), name="edition_note_is_in_both_languages"),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def instant(self) -> datetime:
        """Return the instant of publication."""
        return parse_instant(self.published)


class EditionSeal(models.Model):
    """A signature (``sig``, of OpenSSH) or a time stamp (``tsr``, RFC 3161) over the header line of an edition, without its line feed."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="seals")
    suffix = models.CharField(max_length=3)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "suffix"], name="edition_has_one_seal_of_a_sort")]

    def __str__(self) -> str:
        return f"{self.edition_id}.{self.suffix}"


class LoadedState(models.Model):
    """The state of the other tables, in one row: a digest that changes with the content and the loader, and the edition.

    ``newest``: the number of the last edition of the ledger, if an earlier one is loaded too; ``newest_digest``: of its header.
    """

    digest = models.CharField(max_length=64)
    edition = models.ForeignKey(Edition, null=True, on_delete=models.PROTECT, related_name="+")
    newest = models.PositiveIntegerField(default=0)
    newest_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="loaded_state_is_one_row"),
        ]

    def __str__(self) -> str:
        return self.digest[:8]


class Load(models.Model):
    """The instant at which the loaded state was written, and whether that repaired a database with the same state.

    After a repair all responses are rendered again: they may have been rendered from damaged rows.
    """

    state = models.OneToOneField(LoadedState, primary_key=True, on_delete=models.CASCADE, related_name="load")
    instant = models.CharField(max_length=20, help_text="in UTC")
    is_repair = models.BooleanField()

    def __str__(self) -> str:
        return self.instant


class RowDigests(models.Model):
    """Digests of rows of a table, packed: of those whose keys give ``block`` when divided by 1000. ``checksum``: over these digests."""

    table = models.CharField(max_length=63)
    block = models.BigIntegerField()
    digests = models.BinaryField()
    checksum = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["table", "block"], name="block_of_digests_is_unique_in_its_table")]

    def __str__(self) -> str:
        return f"{self.table} {self.block}"


# The condition of all lines but those that add a record, which are most of a large edition's
DOES_NOT_ADD = ~Q(previous="") | ~Q(outcome="record")


class RecordVersionQuerySet(models.QuerySet):
    """Queries for versions."""

    def of(self, key: RecordKey) -> RecordVersionQuerySet:
        """Select the versions of a record, in their order."""
        return self.filter(kind=key.kind, identifier=key.identifier)

    def without_additions(self) -> RecordVersionQuerySet:
        """Select the lines that change, withdraw, rename, publish again or suppress a record; an index has those of an edition."""
        return self.filter(DOES_NOT_ADD)

    def last_until(self, edition: int) -> RecordVersionQuerySet:
        """Select of each record here the last line until an edition: its version in force then, or what became of it."""
        lines = self.filter(edition__lte=edition).order_by().values("kind", "identifier")
        return RecordVersion.objects.filter(pk__in=lines.annotate(last=Max("pk")).values("last"))


class RecordVersion(models.Model):
    """A line of the ledger: a version of a record, or what became of the record.

    ``version``: SHA-256 of the line, its name; ``previous``: the version or withdrawal that it follows, empty if there is none.
    """

    class Outcome(models.TextChoices):
        RECORD = "record"
        WITHDRAWN = "withdrawn"
        RENAMED = "renamed"
        SUPPRESSED = "suppressed"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="versions")
    kind = models.CharField(max_length=9)
    identifier = models.CharField(max_length=120)
    version = models.CharField(max_length=64, unique=True)
    previous = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    line = models.TextField(help_text="the line of the ledger without its line feed: canonical JSON (RFC 8785)")

    objects = RecordVersionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["version"], name="withdrawals", condition=Q(outcome="withdrawn")),
            models.Index(fields=["edition"], name="lines_that_do_not_add", condition=DOES_NOT_ADD),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "identifier", "edition"], name="record_has_one_version_an_edition"),
            models.CheckConstraint(
                condition=Q(outcome__in=["record", "withdrawn", "renamed", "suppressed"]), name="version_outcome_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{RecordKey(self.kind, self.identifier)} {self.version[:16]}"

    @property
    def key(self) -> RecordKey:
        """Return kind and identifier of the record."""
        return RecordKey(self.kind, self.identifier)

    @property
    def is_in_force(self) -> bool:
        """Return whether the line is a version of the record, and does not say that it was withdrawn or renamed."""
        return self.outcome in VERSION_OUTCOMES

    @property
    def fields(self) -> dict:
        """Return the line as a dict."""
        return json.loads(self.line)

    @property
    def record(self) -> dict | None:
        """Return the record in the current format; None if the line has none. Reads the edition."""
        return (
            upgrade_record(self.kind, self.fields["record"], self.edition.format) if self.outcome == self.Outcome.RECORD else None
        )

    @property
    def reason(self) -> dict[str, str] | None:
        """Return the reason that the line states, by language."""
        return self.fields.get("reason")


class VersionReference(models.Model):
    """A record that a version refers to, so that versions are found by it: ``target`` is its key."""

    version = models.ForeignKey(RecordVersion, on_delete=models.CASCADE, related_name="references", db_index=False)
    target = models.CharField(max_length=130)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["target", "version"], name="version_refers_to_a_record_once"),
        ]
        indexes = [models.Index(fields=["version"], name="references_of_version")]

    def __str__(self) -> str:
        return self.target
