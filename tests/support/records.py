"""Records in memory for tests of checks and loading, without files."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from archive.fixtures.checks.common import KnownRecords
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import LocatedRecord
from archive.fixtures.loading.published import PublishedArchive
from archive.fixtures.passage_texts import PassageTexts
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.record_cache import CachedFile
from archive.fixtures.reading.yaml_documents import YamlDocument
from archive.fixtures.records.claims import ClaimPlace, ClaimRecord, QuestionsRecord, QuotePlace
from archive.fixtures.records.register import RegisterRecord
from archive.fixtures.records.sources import MentionsRecord, PassagesRecord, SourceRecord
from archive.fixtures.records.types import Record
from archive.fixtures.text_facts import TextFacts

TEXT = "The train left at dawn. It went west.\n\nThe train came back. It was empty."
BILINGUAL = {"ar": "نص", "en": "Text"}
PARAGRAPH, SENTENCE = re.compile(r"[^\n]+"), re.compile(r"[^.\s][^.\n]*\.")


@dataclass(frozen=True, order=True)
class PathLocation(Location):
    """A location that knows the path of its field instead of its line: ``claims/a.yaml#evidence/0/quote``."""

    path: str = ""

    def __str__(self) -> str:
        return f"{self.file}#{self.path}"


class PathDocument(YamlDocument):
    """A document without a file."""

    def locate(self, *path: str | int) -> Location:
        """Return the location of the field at ``path``."""
        return PathLocation(self.file, path="/".join(map(str, path)))

    def locate_within(self, value: str, at: int, *path: str | int) -> Location:
        """Return the same with the code point ``at`` of its value as column, counted from 1."""
        return PathLocation(self.file, column=at + 1, path="/".join(map(str, path)))


class RecordList(list[LocatedRecord]):
    """Records with the interface of ``archive.fixtures.folder.RecordSet``."""

    @property
    def rows(self) -> list[CachedFile]:
        """Return the cached facts of each record."""
        return [
            CachedFile(
                at,
                located.file,
                "",
                b"",
                located.record.key,
                int(getattr(located.record, "draft", False)),
                " ".join(located.record.dependencies()),
                None,
            )
            for at, located in enumerate(self, 1)
        ]

    @property
    def keys_and_files(self) -> list[tuple[str, str]]:
        """Return key and file of each record."""
        return [(located.record.key, located.file) for located in self]

    def get(self, key: str) -> LocatedRecord | None:
        """Return the record with the key ``kind:identifier``, or None."""
        return next((located for located in self if located.record.key == key), None)

    def without_files(self, names: Container[str]) -> RecordList:
        """Return the records whose files are not among ``names``."""
        return RecordList(located for located in self if located.file not in names)

    def where(self, chosen: Callable[[str], bool]) -> RecordList:
        """Return the records whose key is chosen."""
        return RecordList(located for located in self if chosen(located.record.key))


@dataclass
class MemoryTexts(Mapping[str, str]):
    """Verbatim texts by source, and the bytes of documents as received."""

    texts: dict[str, str] = field(default_factory=dict)
    received: dict[str, bytes] = field(default_factory=dict)

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, source: str) -> str:
        return self.texts[source]

    def received_bytes(self, source: str) -> bytes:
        """Return the document as received."""
        return self.received[source]

    def facts(self, source: str) -> TextFacts:
        """Return digest and lengths of a text."""
        return TextFacts.of(f"{source}.txt", self.texts[source].encode())


def locate_record(record: Record, file: str) -> LocatedRecord:
    """Return the record as if read from ``file``."""
    return LocatedRecord(record, PathDocument(file, None, str))


def source(identifier: str = "letter", text: str = TEXT, **fields: object) -> LocatedRecord[SourceRecord]:
    """Return a source whose text is ``text``."""
    content = text.encode()
    file = {"file": "text.txt", "language": "en", "sha256": sha256(content).hexdigest(), "bytes": len(content)}
    data = {
        "source": identifier,
        "text": {**file, "characters": len(text)},
        "title": BILINGUAL,
        "publisher": BILINGUAL,
        "origin": {"address": "https://example.org/", "note": BILINGUAL},
        "rights": {"statement": "https://example.org/", "note": BILINGUAL},
        "accessioned": "2026-11-23",
        **fields,
    }
    return locate_record(SourceRecord.model_validate(data), f"sources/{identifier}/source.yaml")


def passages(identifier: str = "letter", text: str = TEXT, *, status: str = "plain") -> LocatedRecord[PassagesRecord]:
    """Return the passages of ``text``: its lines, and their sentences, which end with a full stop."""
    paragraphs = []
    for number, line in enumerate(PARAGRAPH.finditer(text), 1):
        sentences = [
            {
                "ref": f"{number}.{at}",
                "start": line.start() + sentence.start(),
                "end": line.start() + sentence.end(),
                "exact": sentence[0],
                "reading": {"language": "en", "status": status, "text": sentence[0]},
            }
            for at, sentence in enumerate(SENTENCE.finditer(line[0]), 1)
        ]
        paragraphs.append({"ref": str(number), "start": line.start(), "end": line.end(), "sentences": sentences})
    record = PassagesRecord.model_validate({"source": identifier, "paragraphs": paragraphs})
    return locate_record(record, f"sources/{identifier}/passages.yaml")


def mentions(*quotes: dict[str, object], identifier: str = "letter") -> LocatedRecord[MentionsRecord]:
    """Return mentions, by default of ``camp:dachau`` by name."""
    data = [{"place": "camp:dachau", "form": "name", **quote} for quote in quotes]
    record = MentionsRecord.model_validate({"source": identifier, "mentions": data})
    return locate_record(record, f"sources/{identifier}/mentions.yaml")


def change(located: LocatedRecord, *path: str | int, value: object) -> LocatedRecord:
    """Return the record with another ``value`` at ``path``."""
    data = located.record.model_dump()
    part = data
    for name in path[:-1]:
        part = part[name]
    part[path[-1]] = value
    return locate_record(type(located.record).model_validate(data), located.file)


def quote(words: str, passage: str = "letter:1.1", **fields: object) -> dict[str, object]:
    """Return a quotation."""
    return {"passage": passage, "quote": words, **fields}


def claim(identifier: str = "departure", *evidence: dict[str, object], **fields: object) -> LocatedRecord[ClaimRecord]:
    """Return a claim with ``evidence``, by default the first two words of the text."""
    data = {"claim": identifier, "statement": BILINGUAL, "evidence": list(evidence) or [quote("The train")], **fields}
    return locate_record(ClaimRecord.model_validate(data), f"claims/{identifier}.yaml")


def questions(*identifiers: str) -> LocatedRecord[QuestionsRecord]:
    """Return questions about camps."""
    data = [{"question": identifier, "asked_of": ["camp"], "text": BILINGUAL} for identifier in identifiers]
    return locate_record(QuestionsRecord.model_validate({"questions": data}), "questions.yaml")


def register(*retired: dict[str, object]) -> LocatedRecord[RegisterRecord]:
    """Return the register of retired identifiers."""
    return locate_record(RegisterRecord.model_validate({"retired": list(retired)}), "register.yaml")


def archive(
    *records: LocatedRecord,
    texts: dict[str, str] | None = None,
    received: dict[str, bytes] | None = None,
    unread: Iterable[str] = (),
) -> ArchiveRecords:
    """Return an archive of these records; its texts are TEXT by default."""
    lists = {shape: RecordList(record for record in records if isinstance(record.record, shape)) for shape in SHAPES}
    names = [source.record.source for source in lists[SourceRecord]]
    single = {
        name: next((record for record in records if record.file == f"{name}.yaml"), None)
        for name in ("authorities", "questions", "register", "primer")
    }
    return ArchiveRecords(
        sources=lists[SourceRecord],
        passages=lists[PassagesRecord],
        mentions=lists[MentionsRecord],
        claims=lists[ClaimRecord],
        texts=MemoryTexts(dict.fromkeys(names, TEXT) | (texts or {}), received or {}),
        unread_files=set(unread),
        **single,
    )


SHAPES = (SourceRecord, PassagesRecord, MentionsRecord, ClaimRecord)


def place_claim(claim: ClaimRecord, texts: PassageTexts) -> ClaimPlace:
    """Return what gives a fixture's claim its place among the claims."""
    quotes = [*claim.evidence, *([claim.date] if claim.date else [])]
    places = [QuotePlace(quote.passage, texts.find_span(quote).start) for quote in quotes]
    evidence = places[: len(claim.evidence)]
    return ClaimPlace(claim.claim, evidence, places[-1] if claim.date else None)


def publish_records(records: ArchiveRecords) -> PublishedArchive:
    """Return the records of an archive as a load takes them."""
    primer = records.primer.record if records.primer else None
    claims = {located.record.claim: located.record for located in records.claims}
    return PublishedArchive(
        sources={located.record.source: located.record for located in records.sources},
        passages={located.record.source: located.record for located in records.passages},
        mentions={located.record.source: located.record for located in records.mentions},
        texts=records.texts,
        claims=claims,
        claim_places={name: place_claim(claim, PassageTexts.of(records)) for name, claim in claims.items()},
        authority_files=records.authority_files,
        questions=records.question_records,
        terms=primer.terms if primer else [],
        story=primer.story if primer else [],
    )


def known(records: ArchiveRecords, subjects: Iterable[str] = ("camp:dachau",)) -> KnownRecords:
    """Return what the records of an archive are checked against."""
    questions = {question.question for question in records.questions.record.questions} if records.questions else set()
    sources = {source.record.source for source in records.sources}
    return KnownRecords(PassageTexts.of(records), records.texts, set(subjects), sources, questions)


def summary(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Return the id and the location of each problem."""
    return [(problem.id, str(problem.location)) for problem in problems]
