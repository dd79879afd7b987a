"""Checked records of the archive → rows. Keys are given in the order of the records, so the same records make the same tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, count

from archive import bulk
from archive.anchoring import context, locate
from archive.collect import ArchiveRecords, Texts
from archive.dates import parse
from archive.labels import LANGUAGES
from archive.models import Anchor, Claim, Mention, Passage, Question, Reading, Retired, Role, Source, Subject
from archive.record_keys import PassageKey, RecordKey
from archive.records import ClaimRecord, ParagraphRecord, PassagesRecord, RetiredRecord, SentenceRecord, SourceRecord
from archive.recordtypes import Bilingual, Quote
from archive.texts import Passages

Row = dict[str, object]
# Sources whose passages are in memory at a time; each may have thousands.
SOURCES = 10


@dataclass
class Loaded:
    """Primary keys by identifier, for whatever is loaded next; ``anchors`` numbers anchors across the apps."""

    texts: Passages
    sources: dict[str, int] = field(default_factory=dict)
    passages: dict[str, int] = field(default_factory=dict)
    statuses: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    anchors: Iterator[int] = field(default_factory=lambda: count(1))


def both(name: str, text: Bilingual | None) -> dict[str, str]:
    """The two columns of a translated field; empty where there is no text."""
    return {f"{name}_{language}": getattr(text, language) if text else "" for language in LANGUAGES}


def clear() -> None:
    """Takes every row of the archive away."""
    pairs = (Claim.subjects.through, Claim.answers.through)
    bulk.clear(*pairs, Anchor, Mention, Claim, Question, Subject, Reading, Retired, Passage, Source)


def load_texts(records: ArchiveRecords) -> Loaded:
    """Sources, passages and readings, and the register of retired identifiers."""
    loaded = Loaded(Passages(records))
    for pk, (key, _file) in enumerate(records.sources.keys, 1):
        loaded.sources[RecordKey.parse(key).identifier] = pk
    bulk.insert(Source, (_source(kept.record, records.texts, loaded) for kept in records.sources))
    numbers = count(1)
    for batch in bulk.batches((kept.record for kept in records.passages), SOURCES):
        bulk.insert(Passage, (row for one in batch for row in _passages(one, loaded, numbers)))
        bulk.insert(Reading, (row for one in batch for row in _readings(one, loaded)))
    bulk.insert(Retired, (_retired(pk, record) for pk, record in enumerate(records.retired, 1)))
    return loaded


def _retired(pk: int, record: RetiredRecord) -> Row:
    outcome = {"renamed": record.renamed or "", "withdrawn": record.withdrawn, **both("reason", record.reason)}
    return {"id": pk, "kind": record.kind, "identifier": record.identifier, **outcome}


def _source(record: SourceRecord, texts: Texts, loaded: Loaded) -> Row:
    words: dict[str, str] = {}
    for name in ("title", "author", "publisher", "published_in", "remark"):
        words |= both(name, getattr(record, name))
    return {
        "id": loaded.sources[record.source],
        "identifier": record.source,
        "text": texts[record.source],
        "language": record.text.language,
        "sha256": record.text.sha256,
        "byte_length": record.text.bytes,
        "character_length": record.text.characters,
        "title_supplied": record.title.supplied,
        "published": record.published or "",
        "origin_address": record.origin.address,
        "rights_statement": record.rights.statement,
        "accessioned": record.accessioned,
        "supersedes_id": loaded.sources.get(record.supersedes or ""),
        **words,
        **both("origin_note", record.origin.note),
        **both("rights_note", record.rights.note),
    }


def _passages(record: PassagesRecord, loaded: Loaded, numbers: Iterator[int]) -> Iterator[Row]:
    for paragraph in record.paragraphs:
        around = None
        parts: list[ParagraphRecord | SentenceRecord] = [paragraph, *paragraph.sentences]
        for part in parts:
            pk = loaded.passages[str(PassageKey(record.source, part.ref))] = next(numbers)
            kind = Passage.Kind.SENTENCE if around else Passage.Kind.PARAGRAPH
            place = {"ref": part.ref, "start": part.start, "end": part.end}
            yield {"id": pk, "source_id": loaded.sources[record.source], "kind": kind.value, "paragraph_id": around, **place}
            around = around or pk


def _readings(record: PassagesRecord, loaded: Loaded) -> Iterator[Row]:
    for part in chain.from_iterable(paragraph.sentences for paragraph in record.paragraphs):
        name, reading = str(PassageKey(record.source, part.ref)), part.reading
        if reading.status != "plain":
            loaded.statuses[name] = reading.status
        row = {"passage_id": loaded.passages[name], "language": reading.language, "status": reading.status}
        yield {**row, "text": reading.text, **both("note", part.note)}


def add_subjects(loaded: Loaded, kind: str, names: Iterable[tuple[str, Bilingual]]) -> None:
    """Subjects of one kind, by identifier, in the order given; their keys are among those loaded then."""

    def rows() -> Iterator[Row]:
        for pk, (name, words) in enumerate(names, len(loaded.subjects) + 1):
            loaded.subjects[str(RecordKey(kind, name))] = pk
            yield {"id": pk, "kind": kind, "identifier": name, **both("name", words)}

    bulk.insert(Subject, rows())


def load_claims(records: ArchiveRecords, loaded: Loaded) -> None:
    """Questions, mentions and claims; their subjects must have been added."""
    questions = {one.question: pk for pk, one in enumerate(records.question_records, 1)}
    asked = ({"asked_of": one.asked_of, **both("text", one.text)} for one in records.question_records)
    bulk.insert(Question, ({"id": pk, "identifier": name, **one} for (name, pk), one in zip(questions.items(), asked, strict=True)))
    bulk.insert(Mention, _mentions(records, loaded))
    places = sorted(_place(kept.record, loaded) for kept in records.claims)
    loaded.claims |= {place[-1]: pk for pk, place in enumerate(places, 1)}
    for batch in bulk.batches(kept.record for kept in records.claims):
        bulk.insert(Claim, (_claim(one, loaded) for one in batch))
        bulk.insert(Anchor, (anchor for one in batch for anchor in _anchors(one, loaded)))
        relate(loaded, ((one.claim, subject) for one in batch for subject in one.about))
        answers = ((loaded.claims[one.claim], questions[question]) for one in batch for question in one.answers)
        bulk.insert(Claim.answers.through, ({"claim_id": claim, "question_id": question} for claim, question in answers))


def relate(loaded: Loaded, pairs: Iterable[tuple[str, str]]) -> None:
    """What claims are about: pairs of a claim's identifier and a subject's ``kind:identifier``."""
    rows = ({"claim_id": loaded.claims[claim], "subject_id": loaded.subjects[subject]} for claim, subject in pairs)
    bulk.insert(Claim.subjects.through, rows)


def anchor_of(quote: Quote, role: str, claim: ClaimRecord, loaded: Loaded) -> Row:
    """The row of words that a claim rests on, in the role they play, as doubtful as the evidence they are part of."""
    return {
        "id": next(loaded.anchors),
        "claim_id": loaded.claims[claim.claim],
        "role": str(role),
        "status": _narrowed(quote, claim, loaded) or loaded.statuses.get(quote.passage, "plain"),
        **_span(quote, loaded),
    }


def _narrowed(quote: Quote, claim: ClaimRecord, loaded: Loaded) -> str | None:
    """The reading status given for the evidence that the words lie within, if one is given."""
    if not any(one.reading for one in claim.evidence):
        return None
    span = loaded.texts.find(quote)
    around = [one for one in claim.evidence if one.passage == quote.passage and span.within(loaded.texts.find(one))]
    return around[0].reading if around else None


def _span(quote: Quote, loaded: Loaded) -> dict[str, object]:
    text = loaded.texts[quote.passage].text
    span = locate(text, quote.quote, quote.prefix, quote.suffix)
    prefix, suffix = context(text, span)
    where = {"passage_id": loaded.passages[quote.passage], "start": span.start, "end": span.end}
    return {**where, "exact": span.of(text), "prefix": prefix, "suffix": suffix}


def _mentions(records: ArchiveRecords, loaded: Loaded) -> Iterator[Row]:
    for pk, one in enumerate((mention for kept in records.mentions for mention in kept.record.mentions), 1):
        yield {"id": pk, "subject_id": loaded.subjects[one.place], "form": one.form, **_span(one, loaded)}


def _place(claim: ClaimRecord, loaded: Loaded) -> tuple:
    """Where a claim comes in the order of the texts."""
    source = PassageKey.parse(claim.evidence[0].passage).source
    begins = [_begins(quote, loaded) for quote in claim.evidence]
    dated = _begins(claim.date, loaded) if claim.date else min(begins)
    return loaded.sources[source], min(begins), dated, max(begins), claim.claim


def _begins(quote: Quote, loaded: Loaded) -> int:
    return loaded.texts[quote.passage].span.start + loaded.texts.find(quote).start


def _claim(record: ClaimRecord, loaded: Loaded) -> Row:
    date = record.date
    earliest, latest = parse(date.edtf).bounds(date.sense or "") if date else (None, None)
    return {
        "id": loaded.claims[record.claim],
        "identifier": record.claim,
        **both("statement", record.statement),
        "edtf": date.edtf if date else "",
        "sense": date.sense or "" if date else "",
        "earliest": earliest,
        "latest": latest,
        **both("label", record.label),
        **both("date_words", date.words if date else None),
        **both("date_note", date.note if date else None),
    }


def _anchors(record: ClaimRecord, loaded: Loaded) -> Iterator[Row]:
    for evidence in record.evidence:
        yield anchor_of(evidence, Role.STATEMENT, record, loaded)
    if record.date:
        yield anchor_of(record.date, Role.DATE, record, loaded)
