"""The shape of the archive's fixture records: sources, their passages, claims, and the questions that claims answer.

Spans are in Unicode code points, half-open; the unit of ``bytes`` is the byte of the file as accessioned.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from archive.matters import MATTERS
from archive.recordtypes import (
    NUMBER,
    Bilingual,
    FileName,
    Identifier,
    Language,
    PlaceId,
    Quote,
    ReadOn,
    Record,
    Ref,
    Sha256,
    Status,
    Text,
    Truth,
    WebAddress,
    written_as,
)

Count = Annotated[int, Field(ge=0), written_as(NUMBER, "0, 1, 2 …")]


class TextFile(Record):
    """The verbatim file beside the record, as it was accessioned."""

    file: FileName
    language: Language
    sha256: Sha256
    bytes: Count
    characters: Count


class Title(Bilingual):
    """A title; ``supplied`` if the archive made it because the document has none."""

    supplied: Truth = False


class Origin(Record):
    """Where the document was found, and how it was identified."""

    address: WebAddress
    note: Bilingual


class Rights(Record):
    """A statement of rightsstatements.org or a licence, and what it means here."""

    statement: WebAddress
    note: Bilingual


class SourceRecord(Record):
    """``sources/<source>/source.yaml``."""

    source: Identifier
    text: TextFile
    title: Title
    author: Bilingual | None = None
    publisher: Bilingual
    published_in: Bilingual | None = None
    published: Annotated[Text, Field(max_length=64)] | None = None
    origin: Origin
    remark: Bilingual | None = None
    rights: Rights
    accessioned: ReadOn
    supersedes: Identifier | None = None


class Reading(Record):
    """The archive's own reading of a sentence. Editorial."""

    language: Literal["ar", "en"]
    status: Status
    text: Text


class SentenceRecord(Record):
    """A sentence: its span of the whole text, the same characters again, its reading and note."""

    ref: Ref
    start: Count
    end: Count
    exact: Text
    reading: Reading
    note: Bilingual | None = None


class ParagraphRecord(Record):
    """A paragraph and its sentences."""

    ref: Ref
    start: Count
    end: Count
    sentences: Annotated[list[SentenceRecord], Field(min_length=1)]


class PassagesRecord(Record):
    """``sources/<source>/passages.yaml``."""

    source: Identifier
    paragraphs: Annotated[list[ParagraphRecord], Field(min_length=1)]


class MentionRecord(Quote):
    """A subject mentioned in a passage: by a name, or by a description that means it."""

    place: PlaceId
    form: Literal["name", "description"]


class MentionsRecord(Record):
    """``sources/<source>/mentions.yaml``."""

    source: Identifier
    mentions: list[MentionRecord]


class EvidenceRecord(Quote):
    """Words that a claim rests on; ``reading`` narrows the sentence's reading status to these words."""

    reading: Status | None = None


class DateRecord(Quote):
    """When: EDTF, the sense in which it is meant, the words it stands on, and the short form of those words in both languages."""

    edtf: Text
    sense: Literal["not-before", "by", "until"] | None = None
    words: Bilingual | None = None
    note: Bilingual | None = None


class DifferenceRecord(Record):
    """Another claim of the same matter, and on what the two differ. It is said of a pair once, in either claim, and holds for both."""

    claim: Identifier
    matters: Annotated[list[Literal[MATTERS]], Field(min_length=1)]


class ClaimRecord(Record):
    """``claims/<claim>.yaml``."""

    claim: Identifier
    statement: Bilingual
    about: list[PlaceId] = []
    evidence: list[EvidenceRecord]
    date: DateRecord | None = None
    answers: list[Identifier] = []
    differs_from: list[DifferenceRecord] = []


class QuestionRecord(Record):
    """What a reader may ask of records of some kinds."""

    question: Identifier
    asked_of: Annotated[list[Literal["camp", "evacuated-camp", "sea", "region", "route"]], Field(min_length=1)]
    text: Bilingual


class QuestionsRecord(Record):
    """``questions.yaml``."""

    questions: list[QuestionRecord]


class RetiredRecord(Record):
    """An identifier given up: ``renamed`` to another of its kind, or ``withdrawn`` on a day, for a ``reason``."""

    kind: Literal["source", "claim", "camp", "place", "route"]
    identifier: Identifier
    renamed: Identifier | None = None
    withdrawn: ReadOn | None = None
    reason: Bilingual | None = None


class RegisterRecord(Record):
    """``register.yaml``."""

    retired: list[RetiredRecord]
