"""Whether the archive's records agree with each other and with the verbatim texts. Pure: no database, nothing changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path

from archive.anchoring import Span
from archive.characters import named
from archive.collect import ArchiveRecords, Kept
from archive.dates import NotEdtf, parse
from archive.fixturefiles import nearest
from archive.hints import MOST, of_others
from archive.problems import Problem, Spot, spot_of
from archive.receipt import check_file, check_received
from archive.records import ClaimRecord, DateRecord, MentionsRecord, SourceRecord
from archive.recordtypes import Quote
from archive.suspicious import DIGIT, WORD, Finding, findings
from archive.texts import Passages
from archive.tiling import check_tiling


def check(records: ArchiveRecords, subjects: Iterable[str]) -> Iterator[Problem]:
    """Every problem of the archive's records; ``subjects`` are the identifiers, ``kind:identifier``, that claims may be about."""
    subjects, passages = set(subjects), Passages.of(records)
    questions = {question.question for question in records.questions.record.questions} if records.questions else None
    yield from duplicates([(kept.record.source, kept.spot("source")) for kept in records.sources])
    yield from duplicates([(kept.record.claim, kept.spot("claim")) for kept in records.claims])
    superseding = [kept for kept in records.sources if kept.record.supersedes]
    yield from check_once((kept.record.supersedes, kept.record.supersedes, kept.spot("supersedes")) for kept in superseding)
    yield from _questions(records)
    for source in records.sources:
        yield from _source(source, records, passages.unread)
    for kept in records.passages:
        yield from _same_name(kept, kept.record.source, Path(kept.file).parent.name, "source")
        text = records.texts.get(kept.record.source)
        if text is not None and "\0" not in text:
            yield from check_tiling(kept, text)
    yield from _mentions(records, passages, subjects)
    for claim in records.claims:
        yield from _claim(claim, passages, subjects, questions)


def check_suspicious(records: ArchiveRecords) -> Iterator[Problem]:
    """A warning for everything in the verbatim texts that is allowed and yet worth a second look."""
    for kept in records.sources:
        file = f"{Path(kept.file).parent.as_posix()}/{kept.record.text.file}"
        text = records.texts.get(kept.record.source, "")
        for finding in findings(text):
            first, *others = (spot_of(file, text, at) for at in finding.places[: 2 + MOST])
            values = {"character": named(finding.character), "count": len(finding.places), **_around(finding, text)}
            yield Problem(f"text.{finding.kind}", first, values, of_others(others))


def _around(finding: Finding, text: str) -> dict[str, str]:
    """What the sentence of the finding needs of the text beside the character: the text's first digit, the word."""
    if finding.kind == "mixed-digits":
        return {"first": named(DIGIT.search(text)[0])}
    if finding.kind == "look-alike":
        return {"word": next(word[0] for word in WORD.finditer(text) if finding.places[0] < word.end())}
    return {}


def duplicates(identifiers: list[tuple[str, Spot]]) -> Iterator[Problem]:
    """A problem for every identifier that an earlier record has."""
    first: dict[str, Spot] = {}
    for identifier, spot in identifiers:
        if identifier in first:
            yield Problem("record.duplicate-id", spot, {"identifier": identifier, "first": first[identifier]})
        first.setdefault(identifier, spot)


def check_once(things: Iterable[tuple[Hashable, str, Spot]]) -> Iterator[Problem]:
    """A problem for every thing that stands earlier in its record; given as what it is, how it is shown, and where it stands."""
    first: dict[Hashable, Spot] = {}
    for thing, shown, spot in things:
        if thing in first:
            yield Problem("record.twice", spot, {"found": shown, "first": first[thing]})
        first.setdefault(thing, spot)


def check_quoted_once(kept: Kept, quotes: Iterable[tuple[tuple, Quote]], passages: Passages) -> Iterator[Problem]:
    """A problem for every quotation, given with its path, of words that an earlier one quotes; those not found are left out."""
    found = [(path, quote, passages.place_of(quote)) for path, quote in quotes]
    yield from check_once((place, quote.quote, kept.spot(*path, "quote")) for path, quote, place in found if place)


def check_file_name(kept: Kept, identifier: str, field: str) -> Iterator[Problem]:
    """A problem if the record's file is not called as the record is."""
    yield from _same_name(kept, identifier, Path(kept.file).stem, field)


def check_quote(kept: Kept, quote: Quote, passages: Passages, *path: str | int) -> Iterator[Problem]:
    """A problem if the quotation at ``path`` cannot be anchored exactly."""
    problem = passages.problem_of(quote, kept.spot(*path, "quote"), kept.spot(*path, "passage"))
    if problem:
        yield problem


def check_known(id_: str, identifier: str, known: Iterable[str], spot: Spot) -> Iterator[Problem]:
    """A problem if ``identifier`` is not among those known."""
    if identifier not in known:
        yield Problem(id_, spot, {"identifier": identifier, "nearest": nearest(identifier, known)})


def quoted_within(quote: Quote, evidence: Iterable[Quote], passages: Passages) -> bool:
    """Whether the words lie within words that the evidence quotes; true if they cannot be found, which is another problem."""
    try:
        span, around = passages.find(quote), [(other.passage, passages.find(other)) for other in evidence]
        return any(passage == quote.passage and span.within(other) for passage, other in around)
    except (KeyError, ValueError):
        return True


def _same_name(kept: Kept, identifier: str, name: str, field: str) -> Iterator[Problem]:
    if identifier != name:
        yield Problem("record.file-name", kept.spot(field), {"identifier": identifier, "name": name})


def _questions(records: ArchiveRecords) -> Iterator[Problem]:
    kept = records.questions
    if kept:
        questions = enumerate(kept.record.questions)
        yield from duplicates([(question.question, kept.spot("questions", at, "question")) for at, question in questions])


def _source(kept: Kept[SourceRecord], records: ArchiveRecords, unread: Iterable[str]) -> Iterator[Problem]:
    record = kept.record
    yield from _same_name(kept, record.source, Path(kept.file).parent.name, "source")
    if record.supersedes:
        known = [other.record.source for other in records.sources if other is not kept] + sorted(unread)
        yield from check_known("source.unknown", record.supersedes, known, kept.spot("supersedes"))
    text = records.texts.get(record.source)
    if record.source in records.received:
        yield from check_received(kept, records.received[record.source], text)
    if text is None:
        return
    yield from check_file(kept, "text", records.contents[record.source])
    if len(text) != record.text.characters:
        values = {"name": record.text.file, "found": len(text), "expected": record.text.characters, "unit": "characters"}
        yield Problem("source.wrong-length", kept.spot("text", "characters"), values)
    if "\0" in text:
        yield Problem("source.nul-character", kept.spot("text", "file"), {"offset": text.index("\0")})


def _mentions(records: ArchiveRecords, passages: Passages, subjects: set[str]) -> Iterator[Problem]:
    for kept in records.mentions:
        source = Path(kept.file).parent.name
        yield from _same_name(kept, kept.record.source, source, "source")
        quotes = [(("mentions", at), mention) for at, mention in enumerate(kept.record.mentions)]
        yield from check_quoted_once(kept, quotes, passages)
        yield from _check_apart(kept, passages)
        for at, mention in enumerate(kept.record.mentions):
            yield from check_known("subject.unknown", mention.place, subjects, kept.spot("mentions", at, "place"))
            yield from check_quote(kept, mention, passages, "mentions", at)
            if mention.passage in passages and not mention.passage.startswith(f"{source}:"):
                known = [name for name in passages if name.startswith(f"{source}:")]
                yield from check_known("passage.unknown", mention.passage, known, kept.spot("mentions", at, "passage"))


def _check_apart(kept: Kept[MentionsRecord], passages: Passages) -> Iterator[Problem]:
    """A problem for every mention whose words overlap those of an earlier one; the very same words are another problem."""
    before: dict[str, list[tuple[Span, str]]] = {}
    for at, mention in enumerate(kept.record.mentions):
        place = passages.place_of(mention)
        if not place:
            continue
        passage, span = place
        for earlier, words in before.setdefault(passage, []):
            if span != earlier and span.overlaps(earlier):
                spot = kept.spot("mentions", at, "quote")
                yield Problem("mention.overlaps", spot, {"quote": mention.quote, "other": words})
        before[passage].append((span, mention.quote))


def _claim(kept: Kept[ClaimRecord], passages: Passages, subjects: set[str], questions: set[str] | None) -> Iterator[Problem]:
    record = kept.record
    yield from check_file_name(kept, record.claim, "claim")
    if not record.evidence:
        yield Problem("claim.no-evidence", kept.spot("evidence"), {"identifier": record.claim})
    for at, evidence in enumerate(record.evidence):
        yield from check_quote(kept, evidence, passages, "evidence", at)
    yield from check_quoted_once(kept, [(("evidence", at), one) for at, one in enumerate(record.evidence)], passages)
    for field in ("about", "answers"):
        yield from check_once((one, one, kept.spot(field, at)) for at, one in enumerate(getattr(record, field)))
    for at, subject in enumerate(record.about):
        yield from check_known("subject.unknown", subject, subjects, kept.spot("about", at))
    for at, question in enumerate(record.answers if questions is not None else ()):
        yield from check_known("question.unknown", question, questions, kept.spot("answers", at))
    if record.date:
        yield from _date(kept, record.date, passages)


def _date(kept: Kept[ClaimRecord], date: DateRecord, passages: Passages) -> Iterator[Problem]:
    try:
        if parse(date.edtf).bounds(date.sense or "") == (None, None):
            yield Problem("date.no-bound", kept.spot("date", "edtf"), {"found": date.edtf, "sense": date.sense or "-"})
    except NotEdtf as error:
        yield Problem(f"date.{error.reason}", kept.spot("date", "edtf"), {"found": date.edtf[:80]})
    yield from check_quote(kept, date, passages, "date")
    if not quoted_within(date, kept.record.evidence, passages):
        yield Problem("claim.date-outside-evidence", kept.spot("date", "quote"), {"quote": date.quote})
