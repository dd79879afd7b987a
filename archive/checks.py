"""Whether the archive's records agree with each other and with the verbatim texts. Pure: no database, nothing changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from archive.anchoring import Span
from archive.collect import ArchiveRecords, Texts
from archive.dates import NotEdtf, parse
from archive.fixturefiles import nearest
from archive.folder import Kept, Records
from archive.problems import Problem, Spot
from archive.receipt import check_file, check_received
from archive.records import ClaimRecord, DateRecord, MentionsRecord, PassagesRecord, SourceRecord
from archive.recordtypes import Quote
from archive.texts import Passages
from archive.tiling import check_tiling


@dataclass(frozen=True)
class Known:
    """What records are held against: the passages, and the identifiers of subjects, sources and questions (None: not readable)."""

    passages: Passages
    texts: Texts
    subjects: Set[str]
    sources: Set[str]
    questions: Set[str] | None


def check_together(records: ArchiveRecords) -> Iterator[Problem]:
    """Problems between records of a kind: identifiers and successors given twice, and all of the questions."""
    for kepts, field in ((records.sources, "source"), (records.claims, "claim")):
        yield from check_unlike(kepts, field)
    superseding = [kept for kept in records.sources if kept.record.supersedes]
    successors = ((older, kept, ("supersedes",)) for kept in superseding if (older := kept.record.supersedes))
    yield from check_once_among("record.twice", "found", successors)
    yield from _circles(superseding)
    kept = records.questions
    if kept:
        questions = enumerate(kept.record.questions)
        things = ((one.question, kept, ("questions", at, "question")) for at, one in questions)
        yield from check_once_among("record.duplicate-id", "identifier", things)


def _circles(superseding: list[Kept[SourceRecord]]) -> Iterator[Problem]:
    """A problem for every source that leads back to itself."""
    older = {kept.record.source: kept.record.supersedes for kept in superseding}
    for kept in superseding:
        seen, name = set(), kept.record.supersedes
        while name in older and name not in seen and name != kept.record.source:
            seen.add(name)
            name = older[name]
        if name == kept.record.source:
            yield Problem("source.supersedes-circle", kept.spot("supersedes"), {"identifier": name})


def check_unlike(records: Records, field: str) -> Iterator[Problem]:
    """A problem for every record whose identifier, at ``field``, an earlier one has."""
    times = Counter(key for key, _file in records.keys)
    if len(times) < len(records):
        again = records.where(lambda key: times[key] > 1)
        yield from check_once_among(
            "record.duplicate-id", "identifier", ((getattr(kept.record, field), kept, (field,)) for kept in again)
        )


def check_once(kept: Kept, things: Iterable[tuple[Hashable, str, tuple]]) -> Iterator[Problem]:
    """A problem for every thing that stands earlier in the record; given as what it is, how it is shown, and its path."""
    first: dict[Hashable, tuple] = {}
    for thing, shown, path in things:
        if thing in first:
            yield Problem("record.twice", kept.spot(*path), {"found": shown, "first": kept.spot(*first[thing])})
        first.setdefault(thing, path)


def check_once_among(id_: str, name: str, things: Iterable[tuple[str, Kept, tuple]]) -> Iterator[Problem]:
    """A problem for every thing, told as ``name``, that stands earlier in these records; given as what it is, its record, and its path."""
    first: dict[str, Spot] = {}
    for thing, kept, path in things:
        spot = kept.spot(*path)
        if thing in first:
            yield Problem(id_, spot, {name: thing, "first": first[thing]})
        first.setdefault(thing, spot)


def check_quoted_once(kept: Kept, quotes: Sequence[tuple[tuple, Quote]], passages: Passages) -> Iterator[Problem]:
    """A problem for every quotation, given with its path, of words that an earlier one quotes; those not found are left out."""
    if len(quotes) < 2:
        return
    found = [(path, quote, passages.place_of(quote)) for path, quote in quotes]
    yield from check_once(kept, ((place, quote.quote, (*path, "quote")) for path, quote, place in found if place))


def check_file_name(kept: Kept, identifier: str, field: str) -> Iterator[Problem]:
    """A problem if the record's file is not called as the record is."""
    yield from _same_name(kept, identifier, kept.called, field)


def check_quote(kept: Kept, quote: Quote, passages: Passages, *path: str | int) -> Iterator[Problem]:
    """A problem if the quotation at ``path`` cannot be anchored exactly."""
    problem = passages.problem_of(quote, kept, *path)
    if problem:
        yield problem


def check_known(id_: str, identifier: str, known: Collection[str], kept: Kept, *path: str | int) -> Iterator[Problem]:
    """A problem if the ``identifier`` at ``path`` is not among those known."""
    if identifier not in known:
        yield Problem(id_, kept.spot(*path), {"identifier": identifier, "nearest": nearest(identifier, known)})


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


def check_source(kept: Kept[SourceRecord], known: Known) -> Iterator[Problem]:
    """Every problem of a source's record and of its verbatim file."""
    record = kept.record
    yield from _same_name(kept, record.source, kept.beside.rpartition("/")[2], "source")
    if record.supersedes:
        yield from check_known("source.unknown", record.supersedes, known.sources, kept, "supersedes")
    if record.published:
        yield from _edtf(kept, record.published, "", "published")
    is_read = record.source in known.texts
    if record.received and record.source in known.texts.received:
        text = known.texts[record.source] if is_read else None
        yield from check_received(kept, record.received, known.texts.received_bytes(record.source), text)
    if not is_read:
        return
    facts = known.texts.facts(record.source)
    yield from check_file(kept, "text", record.text, facts.sha256, facts.bytes)
    if facts.characters != record.text.characters:
        values = {"name": record.text.file, "found": facts.characters, "expected": record.text.characters, "unit": "characters"}
        yield Problem("source.wrong-length", kept.spot("text", "characters"), values)
    if facts.nul is not None:
        yield Problem("source.nul-character", kept.spot("text", "file"), {"offset": facts.nul})


def check_passages(kept: Kept[PassagesRecord], known: Known) -> Iterator[Problem]:
    """Every problem of a source's paragraphs and sentences."""
    source = kept.record.source
    yield from _same_name(kept, source, kept.beside.rpartition("/")[2], "source")
    if source in known.texts and known.texts.facts(source).nul is None:
        yield from check_tiling(kept, known.texts[source])


def check_mentions(kept: Kept[MentionsRecord], known: Known) -> Iterator[Problem]:
    """Every problem of the mentions in a source."""
    source, passages = kept.beside.rpartition("/")[2], known.passages
    yield from _same_name(kept, kept.record.source, source, "source")
    quotes = [(("mentions", at), mention) for at, mention in enumerate(kept.record.mentions)]
    yield from check_quoted_once(kept, quotes, passages)
    yield from _check_apart(kept, passages)
    for at, mention in enumerate(kept.record.mentions):
        yield from check_known("subject.unknown", mention.place, known.subjects, kept, "mentions", at, "place")
        yield from check_quote(kept, mention, passages, "mentions", at)
        if mention.passage in passages and not mention.passage.startswith(f"{source}:"):
            yield from check_known("passage.unknown", mention.passage, passages.of_source(source), kept, "mentions", at, "passage")


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


def check_claim(kept: Kept[ClaimRecord], known: Known) -> Iterator[Problem]:
    """Every problem of a claim."""
    record, passages = kept.record, known.passages
    yield from check_file_name(kept, record.claim, "claim")
    if not record.evidence:
        yield Problem("claim.no-evidence", kept.spot("evidence"), {"identifier": record.claim})
    for at, evidence in enumerate(record.evidence):
        yield from check_quote(kept, evidence, passages, "evidence", at)
    yield from check_quoted_once(kept, [(("evidence", at), one) for at, one in enumerate(record.evidence)], passages)
    for field in ("about", "answers"):
        yield from check_once(kept, ((one, one, (field, at)) for at, one in enumerate(getattr(record, field))))
    for at, subject in enumerate(record.about):
        yield from check_known("subject.unknown", subject, known.subjects, kept, "about", at)
    if known.questions is not None:
        for at, question in enumerate(record.answers):
            yield from check_known("question.unknown", question, known.questions, kept, "answers", at)
    if record.date:
        yield from _date(kept, record.date, passages)


def _date(kept: Kept[ClaimRecord], date: DateRecord, passages: Passages) -> Iterator[Problem]:
    yield from _edtf(kept, date.edtf, date.sense or "", "date", "edtf")
    yield from check_quote(kept, date, passages, "date")
    if not quoted_within(date, kept.record.evidence, passages):
        yield Problem("claim.date-outside-evidence", kept.spot("date", "quote"), {"quote": date.quote})


def _edtf(kept: Kept, edtf: str, sense: str, *path: str) -> Iterator[Problem]:
    """Why the text at ``path`` is no date that the archive can put into words, or states no day."""
    try:
        if parse(edtf).bounds(sense) == (None, None):
            yield Problem("date.no-bound", kept.spot(*path), {"found": edtf, "sense": sense or "-"})
    except NotEdtf as error:
        yield Problem(f"date.{error.reason}", kept.spot(*path), {"found": edtf[:80]})
