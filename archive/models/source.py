"""Sources, their verbatim texts, the passages that tile these, and the readings of sentences."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Length
from django.db.models.lookups import Exact

from archive.addresses import PassageKey
from archive.edition_cache import EditionCache

# Characters of texts in the memory of a process, which the rows there share; a longer text is read anew for each row.
MAX_CHARACTERS = 20_000_000
SHARED_TEXTS = EditionCache(MAX_CHARACTERS, len)
# The fields of a source that a link to its words needs, of some forty
LINKED_FIELDS = ("identifier", "language")


class Status(models.TextChoices):
    """The status of a reading: literal, corrected, with a word supplied, or one of several possible readings."""

    PLAIN = "plain"
    EMENDED = "emended"
    SUPPLIED = "supplied"
    UNCERTAIN = "uncertain"


def list_details(path: str) -> list[str]:
    """Return the fields of sources at a ``path`` to defer where pages only link to words: all but key, identifier and language."""
    return list_other_fields(Source, path, LINKED_FIELDS)


def list_other_fields(model: type[models.Model], path: str, kept: Collection[str] = ()) -> list[str]:
    """Return the fields of rows of a model at a ``path`` to defer: all but the key and those that are ``kept``."""
    fields = (field.name for field in model._meta.concrete_fields if not field.primary_key)
    return [f"{path}__{name}" for name in fields if name not in kept]


class UnsoundText(Exception):
    """A text that does not have its SHA-256: the identifier of its source."""


class SourceQuerySet(models.QuerySet):
    """Queries for sources."""

    def with_sentence_count(self) -> SourceQuerySet:
        """Annotate ``sentence_count``, which was counted when the archive was loaded."""
        return self.annotate(sentence_count=Coalesce("coverage__sentences", 0))


class Source(models.Model):
    """A document with its unchanged text. ``byte_length`` is that of the file, ``character_length`` counts code points of the text."""

    identifier = models.CharField(max_length=80, unique=True)
    text = models.TextField()
    language = models.CharField(max_length=35, help_text="BCP 47")
    sha256 = models.CharField(max_length=64)
    byte_length = models.PositiveIntegerField()
    character_length = models.PositiveIntegerField()
    title = models.TextField()
    title_supplied = models.BooleanField()
    author = models.TextField(blank=True)
    publisher = models.TextField()
    published_in = models.TextField(blank=True)
    published = models.CharField(max_length=64, blank=True, help_text="EDTF, if the document states it")
    origin_address = models.URLField(max_length=500)
    origin_note = models.TextField()
    remark = models.TextField(blank=True)
    rights_statement = models.URLField(max_length=500)
    rights_note = models.TextField()
    accessioned = models.DateField()
    left_out = models.JSONField(default=list, help_text="elements of the document as received that the text is without")
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(character_length=Length("text")), name="source_text_has_its_length"),
            models.CheckConstraint(condition=Q(byte_length__gte=F("character_length")), name="source_has_a_byte_a_character"),
            models.CheckConstraint(condition=Exact(Length("sha256"), 64), name="source_has_a_digest"),
        ]

    def __str__(self) -> str:
        return self.identifier

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **options: Any) -> Self:
        """Return the source of a row. Raises UnsoundText if its text is read and does not have its SHA-256."""
        source = super().from_db(db, field_names, values, **options)
        if {"text", "sha256"} <= {*field_names}:
            if not source.has_sound_text:
                raise UnsoundText(source.identifier)
            # Rows that are cached would each hold a copy of the text.
            source.text = SHARED_TEXTS.get(source.sha256, lambda: source.text)
        return source

    @property
    def has_sound_text(self) -> bool:
        """Return whether the text has its SHA-256."""
        return sha256(self.text.encode(errors="surrogatepass")).hexdigest() == self.sha256


class PassageQuerySet(models.QuerySet):
    """Queries for passages."""

    def sentences(self) -> PassageQuerySet:
        """Select sentences, in the order of the text."""
        return self.filter(kind=Passage.Kind.SENTENCE).order_by("start")

    def paragraphs(self) -> PassageQuerySet:
        """Select paragraphs, in the order of the text."""
        return self.filter(kind=Passage.Kind.PARAGRAPH).order_by("start")


class Passage(models.Model):
    """A paragraph or sentence; its span from ``start`` to ``end``, half-open, is in code points of the source's text."""

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph"
        SENTENCE = "sentence"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="passages")
    kind = models.CharField(max_length=9, choices=Kind)
    ref = models.CharField(max_length=20)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    paragraph = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="sentences")

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["source", "start", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="passage_ref_is_unique_in_its_source"),
            models.UniqueConstraint(fields=["source", "kind", "start"], name="passages_of_a_kind_start_apart"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="passage_has_characters"),
            models.CheckConstraint(
                condition=Q(kind="paragraph", paragraph=None) | Q(kind="sentence", paragraph__isnull=False),
                name="passage_sentences_alone_have_a_paragraph",
            ),
        ]

    def __str__(self) -> str:
        return str(PassageKey(self.source.identifier, self.ref))

    @property
    def text(self) -> str:
        """Return the verbatim characters of the passage."""
        return self.source.text[self.start : self.end]

    @property
    def reading(self) -> Reading:
        """Return the first reading, whose status is that of claims on the passage; a sentence has one."""
        return self.readings.all()[0]

    def find_reading(self, language: str) -> Reading:
        """Return the first reading in a language, or else the first of all."""
        return next((reading for reading in self.readings.all() if reading.language == language), self.reading)


class Reading(models.Model):
    """A reading of a sentence, with a note, by the archive unless ``by`` names another; it never changes the text itself.

    ``number``: its place among the readings of the sentence, from 1.
    """

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="readings")
    number = models.PositiveSmallIntegerField(default=1)
    language = models.CharField(max_length=35, help_text="BCP 47")
    status = models.CharField(max_length=9, choices=Status)
    text = models.TextField()
    note = models.TextField(blank=True)
    by = models.TextField(blank=True, help_text="who read so, if not the archive")

    class Meta:
        ordering = ["passage", "number"]
        constraints = [
            models.UniqueConstraint(fields=["passage", "number"], name="reading_has_its_own_number"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="reading_status_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="reading_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.passage_id}: {self.status}"
