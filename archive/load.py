"""Checked records of the archive → rows. Keys are given in the order of the records, so the same records make the same tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from archive.anchoring import context
from archive.collect import ArchiveRecords
from archive.dates import parse
from archive.models import Anchor, Claim, Mention, Passage, Question, Reading, Retired, Role, Source, Subject
from archive.records import ClaimRecord, DateRecord, PassagesRecord, RetiredRecord, SourceRecord
from archive.recordtypes import Bilingual, Quote
from archive.texts import Passages


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
    return {f"{name}_{language}": getattr(text, language) if text else "" for language in ("ar", "en")}


def clear() -> None:
    """Takes every row of the archive away."""
    for model in (Anchor, Mention, Claim, Question, Subject, Reading, Retired):
        model.objects.all().delete()
    Passage.objects.sentences().delete()
    Passage.objects.all().delete()
    Source.objects.update(supersedes=None)
    Source.objects.all().delete()


def load_texts(records: ArchiveRecords) -> Loaded:
    """Sources, passages and readings, and the register of retired identifiers."""
    loaded = Loaded(Passages.of(records))
    for pk, kept in enumerate(records.sources, 1):
        loaded.sources[kept.record.source] = pk
    Source.objects.bulk_create([_source(kept.record, records.texts, loaded) for kept in records.sources])
    numbers = count(1)
    for kept in records.passages:
        _passages(kept.record, loaded, numbers)
    Retired.objects.bulk_create(_retired(pk, record) for pk, record in enumerate(records.register.record.retired, 1))
    return loaded


def _retired(pk: int, record: RetiredRecord) -> Retired:
    outcome = {"renamed": record.renamed or "", "withdrawn": record.withdrawn, **both("reason", record.reason)}
    return Retired(pk=pk, kind=record.kind, identifier=record.identifier, **outcome)


def _source(record: SourceRecord, texts: dict[str, str], loaded: Loaded) -> Source:
    words = {}
    for name in ("title", "author", "publisher", "published_in", "remark"):
        words |= both(name, getattr(record, name))
    return Source(
        pk=loaded.sources[record.source],
        identifier=record.source,
        text=texts[record.source],
        language=record.text.language,
        sha256=record.text.sha256,
        byte_length=record.text.bytes,
        character_length=record.text.characters,
        title_supplied=record.title.supplied,
        published=record.published or "",
        origin_address=record.origin.address,
        rights_statement=record.rights.statement,
        accessioned=record.accessioned,
        supersedes_id=loaded.sources.get(record.supersedes or ""),
        **words,
        **both("origin_note", record.origin.note),
        **both("rights_note", record.rights.note),
    )


def _passages(record: PassagesRecord, loaded: Loaded, numbers: Iterator[int]) -> None:
    rows, readings = [], []
    for paragraph in record.paragraphs:
        for part in (paragraph, *paragraph.sentences):
            pk = next(numbers)
            loaded.passages[f"{record.source}:{part.ref}"] = pk
            sentence = part is not paragraph
            rows.append(
                Passage(
                    pk=pk,
                    source_id=loaded.sources[record.source],
                    kind=Passage.Kind.SENTENCE if sentence else Passage.Kind.PARAGRAPH,
                    ref=part.ref,
                    start=part.start,
                    end=part.end,
                    paragraph_id=loaded.passages[f"{record.source}:{paragraph.ref}"] if sentence else None,
                )
            )
            if sentence:
                loaded.statuses[f"{record.source}:{part.ref}"] = part.reading.status
                reading = part.reading
                readings.append(
                    Reading(pk=pk, language=reading.language, status=reading.status, text=reading.text, **both("note", part.note))
                )
    Passage.objects.bulk_create(rows)
    Reading.objects.bulk_create(readings)


def add_subjects(loaded: Loaded, kind: str, names: dict[str, Bilingual]) -> dict[str, int]:
    """Subjects of one kind, by identifier, in the order given; returns the key of each ``kind:identifier``."""
    first = len(loaded.subjects) + 1
    rows = [
        Subject(pk=pk, kind=kind, identifier=name, **both("name", words)) for pk, (name, words) in enumerate(names.items(), first)
    ]
    Subject.objects.bulk_create(rows)
    loaded.subjects.update({str(row): row.pk for row in rows})
    return loaded.subjects


def load_claims(records: ArchiveRecords, loaded: Loaded) -> None:
    """Questions, mentions and claims; their subjects must have been added."""
    questions = records.questions.record.questions
    rows = [
        Question(pk=pk, identifier=one.question, asked_of=one.asked_of, **both("text", one.text))
        for pk, one in enumerate(questions, 1)
    ]
    Question.objects.bulk_create(rows)
    _mentions(records, loaded)
    claims = sorted((kept.record for kept in records.claims), key=lambda claim: _place(claim, loaded))
    loaded.claims |= {claim.claim: pk for pk, claim in enumerate(claims, 1)}
    Claim.objects.bulk_create([_claim(claim, loaded) for claim in claims])
    Anchor.objects.bulk_create([anchor for claim in claims for anchor in _anchors(claim, loaded)])
    keys = {row.identifier: row.pk for row in rows}
    relate(loaded, {claim.claim: claim.about for claim in claims})
    answers = [
        Claim.answers.through(claim_id=loaded.claims[claim.claim], question_id=keys[one])
        for claim in claims
        for one in claim.answers
    ]
    Claim.answers.through.objects.bulk_create(answers)


def relate(loaded: Loaded, about: dict[str, list[str]]) -> None:
    """What each claim is about: ``kind:identifier`` of subjects by claim identifier."""
    through = Claim.subjects.through
    pairs = [(loaded.claims[claim], loaded.subjects[subject]) for claim, subjects in about.items() for subject in subjects]
    through.objects.bulk_create([through(claim_id=claim, subject_id=subject) for claim, subject in pairs])


def anchor_of(quote: Quote, role: str, claim: ClaimRecord, loaded: Loaded) -> Anchor:
    """The row of words that a claim rests on, in the role they play, as doubtful as the evidence they are part of."""
    return Anchor(
        pk=next(loaded.anchors),
        claim_id=loaded.claims[claim.claim],
        role=role,
        status=_narrowed(quote, claim, loaded) or loaded.statuses.get(quote.passage, "plain"),
        **_span(quote, loaded),
    )


def _narrowed(quote: Quote, claim: ClaimRecord, loaded: Loaded) -> str | None:
    """The reading status given for the evidence that the words lie within, if one is given."""
    span = loaded.texts.find(quote)
    around = [one for one in claim.evidence if one.passage == quote.passage and span.within(loaded.texts.find(one))]
    return around[0].reading if around else None


def _span(quote: Quote, loaded: Loaded) -> dict[str, object]:
    text, span = loaded.texts[quote.passage].text, loaded.texts.find(quote)
    prefix, suffix = context(text, span)
    where = {"passage_id": loaded.passages[quote.passage], "start": span.start, "end": span.end}
    return {**where, "exact": span.of(text), "prefix": prefix, "suffix": suffix}


def _mentions(records: ArchiveRecords, loaded: Loaded) -> None:
    mentions = [mention for kept in records.mentions for mention in kept.record.mentions]
    rows = [
        Mention(pk=pk, subject_id=loaded.subjects[one.place], form=one.form, **_span(one, loaded))
        for pk, one in enumerate(mentions, 1)
    ]
    Mention.objects.bulk_create(rows)


def _place(claim: ClaimRecord, loaded: Loaded) -> tuple:
    """Where a claim comes in the order of the texts."""
    source = claim.evidence[0].passage.split(":")[0]
    begins = [_begins(quote, loaded) for quote in claim.evidence]
    dated = _begins(claim.date, loaded) if claim.date else min(begins)
    return loaded.sources[source], min(begins), dated, max(begins), claim.claim


def _begins(quote: Quote, loaded: Loaded) -> int:
    return loaded.texts[quote.passage].span.start + loaded.texts.find(quote).start


def _claim(record: ClaimRecord, loaded: Loaded) -> Claim:
    dated = _dated(record.date) if record.date else {}
    return Claim(pk=loaded.claims[record.claim], identifier=record.claim, **both("statement", record.statement), **dated)


def _dated(date: DateRecord) -> dict[str, object]:
    earliest, latest = parse(date.edtf).bounds(date.sense or "")
    return {
        "edtf": date.edtf,
        "sense": date.sense or "",
        "earliest": earliest,
        "latest": latest,
        **both("date_words", date.words),
        **both("date_note", date.note),
    }


def _anchors(record: ClaimRecord, loaded: Loaded) -> Iterator[Anchor]:
    for evidence in record.evidence:
        yield anchor_of(evidence, Role.STATEMENT, record, loaded)
    if record.date:
        yield anchor_of(record.date, Role.DATE, record, loaded)
