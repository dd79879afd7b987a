"""The indexes of search and of quotations, built while fixtures are loaded from the other tables.

The full-text index itself is a table of the database engine's own kind, created by the migrations.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from archive.addresses import RecordKey
from archive.models.source import Passage
from archive.vocabulary import SEARCH_KINDS


class SearchDocument(models.Model):
    """A document of the search index; its key encodes its kind and its position among the documents of this kind.

    ``marks``: facet values separated by spaces. ``fields``: role, language and text of each field, stored only for kinds with few
    documents; passages and claims have their texts in the row ``record`` of their own tables, a route in that of its claim.
    """

    id = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=8)
    identifier = models.CharField(max_length=120)
    record = models.BigIntegerField(null=True)
    marks = models.TextField(blank=True)
    earliest = models.DateField(null=True)
    latest = models.DateField(null=True)
    dated = models.BooleanField(default=False)
    fields = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "identifier"], name="search_document_is_unique"),
            models.CheckConstraint(condition=models.Q(kind__in=SEARCH_KINDS), name="search_document_kind_is_known"),
        ]

    def __str__(self) -> str:
        return str(RecordKey(self.kind, self.identifier))


class SearchName(models.Model):
    """A name by which a place can be searched, and where it is recorded."""

    class Origin(models.TextChoices):
        LABEL = "gazetteer-label"
        VARIANT = "gazetteer-variant"
        SOURCE = "source"

    folded = models.CharField(max_length=240, db_index=True, help_text="folded words, a space between them")
    spelling = models.TextField()
    kind = models.CharField(max_length=8)
    identifier = models.CharField(max_length=120)
    language = models.CharField(max_length=35, help_text="BCP 47")
    origin = models.CharField(max_length=17, choices=Origin)
    where_ar = models.TextField(blank=True)
    where_en = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "identifier", "folded"], name="search_name_is_unique_in_its_place"),
            models.CheckConstraint(
                condition=models.Q(origin__in=["gazetteer-label", "gazetteer-variant", "source"]),
                name="search_name_origin_is_known",
            ),
        ]


class SearchWord(models.Model):
    """A folded word of the archive, its first spelling, and the number of documents with it."""

    word = models.CharField(max_length=60, unique=True)
    spelling = models.TextField()
    documents = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]


class SearchTrigram(models.Model):
    """Three consecutive letters of a word, and the number of letters of the word."""

    letters = models.CharField(max_length=3)
    length = models.PositiveSmallIntegerField()
    word = models.ForeignKey(SearchWord, on_delete=models.CASCADE, related_name="trigrams", db_index=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["letters", "length", "word"], name="search_trigram_is_unique_in_its_word"),
        ]


class TextChunk(models.Model):
    """A chunk of a source's text, or of its readings joined by single spaces, that begins at code point ``start``.

    It begins in the sentence ``passage``, or in its reading, which begins at code point ``sentence_start``.
    Keys follow the order of the texts.
    """

    class Kind(models.TextChoices):
        TEXT = "text"
        READING = "reading"

    kind = models.CharField(max_length=7, choices=Kind)
    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="chunks")
    sentence_start = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["text", "reading"]), name="text_chunk_kind_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="text_chunk_has_characters"),
            models.CheckConstraint(condition=Q(sentence_start__lte=F("start")), name="text_chunk_begins_in_its_sentence"),
        ]


class PostingBucket(models.Model):
    """The packed postings of a block of chunks (``block``): of the words whose fingerprints begin with ``number``."""

    number = models.PositiveIntegerField()
    block = models.PositiveIntegerField()
    postings = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["number", "block"], name="posting_bucket_is_unique_in_its_block")]
