"""The shape of the archive's fixture records: sources, their passages, claims, and the questions that claims answer.

Spans are in Unicode code points, half-open; the unit of ``bytes`` is the byte of the file as accessioned.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from archive import expectations
from archive.matters import Matter
from archive.received import is_encoding
from archive.record_keys import RecordKey, RecordKind
from archive.recordtypes import (
    NUMBER,
    Bilingual,
    Draftable,
    EncodingName,
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
    source_of,
    written_as,
)

Count = Annotated[int, Field(ge=0), written_as(NUMBER, expectations.NUMBER)]


class TextFile(Record):
    """The verbatim file beside the record, as it was accessioned."""

    file: FileName
    language: Language
    sha256: Sha256
    bytes: Count
    characters: Count


def _check_encoding(name: str) -> str:
    if not is_encoding(name):
        raise ValueError(expectations.ENCODING)
    return name


class ReceivedFile(Record):
    """The document as it was received, where that is not the verbatim UTF-8 text itself: the file, and how the text was made of it."""

    file: FileName
    encoding: Annotated[EncodingName, AfterValidator(_check_encoding)]
    sha256: Sha256
    bytes: Count


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


class SourceRecord(Draftable):
    """``sources/<source>/source.yaml``."""

    source: Identifier
    text: TextFile
    received: ReceivedFile | None = None
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

    @property
    def key(self) -> str:
        """``source:<source>``."""
        return str(RecordKey("source", self.source))

    def rests_on(self) -> set[str]:
        """The source itself, with its text and passages, and the one it supersedes."""
        return {self.key, *([str(RecordKey("source", self.supersedes))] if self.supersedes else [])}


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


class PassagesRecord(Draftable):
    """``sources/<source>/passages.yaml``."""

    source: Identifier
    paragraphs: Annotated[list[ParagraphRecord], Field(min_length=1)]

    @property
    def key(self) -> str:
        """``passages:<source>``."""
        return str(RecordKey("passages", self.source))

    def rests_on(self) -> set[str]:
        """The source whose text they divide."""
        return {str(RecordKey("source", self.source))}


class MentionRecord(Quote, Draftable):
    """A subject mentioned in a passage: by a name, or by a description that means it."""

    place: PlaceId
    form: Literal["name", "description"]


class MentionsRecord(Record):
    """``sources/<source>/mentions.yaml``."""

    source: Identifier
    mentions: list[MentionRecord]

    @property
    def key(self) -> str:
        """``mentions:<source>``."""
        return str(RecordKey("mentions", self.source))

    def published(self) -> MentionsRecord:
        """The same without drafts."""
        return self.model_copy(update={"mentions": [one for one in self.mentions if not one.draft]})

    def rests_on(self) -> set[str]:
        """The source, and the places mentioned."""
        return {str(RecordKey("source", self.source)), *(one.place for one in self.mentions)}


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
    matters: Annotated[list[Matter], Field(min_length=1)]


class ClaimRecord(Draftable):
    """``claims/<claim>.yaml``."""

    claim: Identifier
    statement: Bilingual
    label: Bilingual | None = None
    about: list[PlaceId] = Field(default_factory=list)
    evidence: list[EvidenceRecord]
    date: DateRecord | None = None
    answers: list[Identifier] = Field(default_factory=list)
    differs_from: list[DifferenceRecord] = Field(default_factory=list)

    @property
    def key(self) -> str:
        """``claim:<claim>``."""
        return str(RecordKey("claim", self.claim))

    def rests_on(self) -> set[str]:
        """The sources whose words it quotes, what it is about, the questions, and the claims it differs from."""
        quotes = [*self.evidence, *([self.date] if self.date else [])]
        others = {str(RecordKey("claim", one.claim)) for one in self.differs_from}
        return {*(source_of(one.passage) for one in quotes), *self.about, *(["questions:"] if self.answers else []), *others}


class QuestionRecord(Record):
    """What a reader may ask of records of some kinds."""

    question: Identifier
    asked_of: Annotated[list[Literal["camp", "evacuated-camp", "sea", "region", "route"]], Field(min_length=1)]
    text: Bilingual


class QuestionsRecord(Record):
    """``questions.yaml``."""

    questions: list[QuestionRecord]

    @property
    def key(self) -> str:
        """``questions:``; there is one such file."""
        return "questions:"


class RetiredRecord(Record):
    """An identifier given up: ``renamed`` to another of its kind, or ``withdrawn`` on a day, for a ``reason``."""

    kind: RecordKind
    identifier: Identifier
    renamed: Identifier | None = None
    withdrawn: ReadOn | None = None
    reason: Bilingual | None = None

    @property
    def key(self) -> str:
        """``kind:identifier`` of the record that was."""
        return str(RecordKey(self.kind, self.identifier))


class RegisterRecord(Record):
    """``register.yaml``."""

    retired: list[RetiredRecord]
