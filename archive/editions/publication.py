"""The next edition: what of the working copy is new against the ledger, as lines, and the promises that it must keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from archive.addresses import PassageKey, RecordKey
from archive.editions.changes import Change, list_changed_fields
from archive.editions.fixture_set import FixtureSet
from archive.editions.ledger_records import LedgerRecord, list_ledger_records
from archive.fixtures.folder import LocatedRecord
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.yaml_documents import FieldPath
from archive.fixtures.records.register import RetiredRecord
from archive.fixtures.records.sources import PassagesRecord
from archive.ledger.canonical import digest_line
from archive.ledger.chain import Ledger
from archive.ledger.last_lines import is_in_force
from archive.ledger.lines import RECORD, RENAMED, WITHDRAWN, VersionLine, parse_version_line
from archive.ledger.planned_lines import PlannedLines

REGISTER_FILE = "register.yaml"


@dataclass
class Publication:
    """The additions of the next edition to the ledger: its lines, their report, and the texts that are needed, by SHA-256."""

    lines: PlannedLines = field(default_factory=PlannedLines)
    changes: list[Change] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)


def plan_publication(fixtures: FixtureSet, ledger: Ledger) -> Publication:
    """Return what publishing the fixtures would write. They must have no problem, keep all promises, and have no drafts. Raises OSError."""
    publication = Publication()
    for line, change in iterate_additions(fixtures, ledger):
        publication.lines.append(line)
        publication.changes.append(change)
    publication.texts = _list_texts(fixtures)
    return publication


def iterate_additions(fixtures: FixtureSet, ledger: Ledger) -> Iterator[tuple[VersionLine, Change]]:
    """Yield the lines that publishing the fixtures would add, as ``plan_publication``, and what each changes."""
    register = {RecordKey.parse(entry.key): entry for entry in fixtures.archive.retired}
    renamed: dict[RecordKey, str] = {}
    retired = _list_retired(fixtures, ledger, register)
    # Those in force last: a new record continues the history of the one that had its content until now.
    for key, entry in sorted(retired.items(), key=lambda item: (_is_in_force(item[0], ledger), item[0])):
        line = _make_retired_line(key, entry, ledger)
        if target := _get_target(key, entry):
            renamed[target] = digest_line(line.encode())
        if _is_new(line, ledger):
            yield line, Change(line.outcome, *key)
    for key, record in list_ledger_records(fixtures):
        change = _compare(key, record, ledger)
        if change is None:
            continue
        last = ledger.last_lines.get(key)
        is_return = last is not None and not is_in_force(last)
        registered = register.get(_get_registered_key(key))
        reason = registered.returned if is_return and registered else None
        previous = last.version if last else renamed.get(key)
        yield VersionLine(*key, previous, RECORD, record, {"ar": reason.ar, "en": reason.en} if reason else None), change


def choose_instant(ledger: Ledger, now: datetime) -> datetime:
    """Return the instant of the next edition: ``now``, or a second after the last edition if that is later."""
    if not ledger.editions:
        return now
    return max(now, ledger.editions[-1].header.instant + timedelta(seconds=1))


def _compare(key: RecordKey, record: LedgerRecord, ledger: Ledger) -> Change | None:
    """Return the change that makes the published record this one; None if they are equal."""
    last = ledger.last_lines.get(key)
    if last is None:
        return Change("added", *key)
    if not is_in_force(last):
        return Change("returned", *key)
    published = ledger.read_record(last)
    if published == record:
        return None
    return Change("changed", *key, list_changed_fields(published or {}, record))


def _list_retired(
    fixtures: FixtureSet, ledger: Ledger, register: Mapping[RecordKey, RetiredRecord]
) -> dict[RecordKey, RetiredRecord]:
    """Return the entries of the register that hold, by record; a sentence has the entry of its source."""
    entries = {key: entry for key, entry in register.items() if not entry.returned}
    sentences = {
        key: entries[source]
        for key in ledger.last_lines
        if key.kind == "sentence" and (source := _get_registered_key(key)) in entries
    }
    return entries | sentences


def _get_registered_key(key: RecordKey) -> RecordKey:
    """Return the key that the register has for a record: of a sentence that of its source."""
    return RecordKey("source", PassageKey.parse(key.identifier).source) if key.kind == "sentence" else key


def _get_target(key: RecordKey, entry: RetiredRecord) -> RecordKey | None:
    """Return the key that a renamed record has now; None if the record was withdrawn."""
    if entry.renamed is None:
        return None
    target = entry.target
    if key.kind == "sentence":
        return RecordKey("sentence", str(PassageKey(target.identifier, PassageKey.parse(key.identifier).ref)))
    return target


def _make_retired_line(key: RecordKey, entry: RetiredRecord, ledger: Ledger) -> VersionLine:
    """Return the line that says what became of a record; one that says so already is followed by no other."""
    last, target = ledger.last_lines.get(key), _get_target(key, entry)
    outcome, value = (RENAMED, str(target)) if target else (WITHDRAWN, str(entry.withdrawn))
    reason = {"ar": entry.reason.ar, "en": entry.reason.en} if entry.reason else None
    line = VersionLine(*key, last.version if last else None, outcome, value, reason)
    if last and not is_in_force(last):
        published = parse_version_line(ledger.read_line(last))
        if published._replace(previous=line.previous) == line:
            return published
    return line


def _is_in_force(key: RecordKey, ledger: Ledger) -> bool:
    last = ledger.last_lines.get(key)
    return last is not None and is_in_force(last)


def _is_new(line: VersionLine, ledger: Ledger) -> bool:
    last = ledger.last_lines.get(line.key)
    return last is None or last.version == line.previous


def _list_texts(fixtures: FixtureSet) -> dict[str, bytes]:
    """Return the verbatim texts and the documents as received, by SHA-256."""
    archive, texts = fixtures.archive, {}
    for source in (located.record for located in archive.sources):
        texts[source.text.sha256] = archive.texts[source.source].encode()
        if source.received:
            texts[source.received.sha256] = archive.texts.received_bytes(source.source)
    return texts


def find_broken_promises(fixtures: FixtureSet, ledger: Ledger) -> Iterator[Problem]:
    """Yield a problem for each promise of the ledger that the working copy breaks; the fixtures must have no problem of their own.

    Promised are the texts of sources, the spans of passages, and that an identifier is only given up through the register.
    """
    archive = fixtures.archive
    register = {RecordKey.parse(entry.key): entry for entry in archive.retired}
    yield from _find_changed_texts(fixtures, ledger, register)
    written = fixtures.written_keys
    registered = {key for key, entry in register.items() if not entry.returned}
    in_force = (key for key in ledger.last_lines.iterate_keys_in_force() if key.kind != "sentence")
    missing = {key for key in in_force if str(key) not in written} - registered
    folder = archive.sources.folder
    drafts = {key: file for key, file in sorted(folder.drafts.items()) if RecordKey.parse(key) in missing}
    for draft, file in drafts.items():
        yield Problem("draft.published", folder.document(file).locate("draft"), {"identifier": draft})
    location = archive.register.locate("retired") if archive.register else Location(REGISTER_FILE)
    for key in sorted(missing - {*map(RecordKey.parse, drafts)}):
        yield Problem("register.missing-entry", location, {"identifier": str(key)})
    retired = {key for key, version in ledger.last_lines.items() if not is_in_force(version) and key.kind != "sentence"}
    for key in sorted(retired - register.keys()):
        yield Problem("register.dropped-entry", location, {"identifier": str(key)})
    yield from _find_differing_returns(fixtures, ledger, register)


def _find_changed_texts(fixtures: FixtureSet, ledger: Ledger, register: Mapping[RecordKey, RetiredRecord]) -> Iterator[Problem]:
    """Yield a problem for every published text that changed, and for every published passage that has another span or is gone."""
    archive = fixtures.archive
    sentences: dict[str, list[tuple[str, RecordKey]]] = {}
    for key in ledger.last_lines:
        if key.kind == "sentence":
            source, ref = PassageKey.parse(key.identifier)
            sentences.setdefault(source, []).append((ref, key))
    for key, version in ledger.last_lines.items():
        entry = register.get(key)
        is_renamed = entry is not None and entry.renamed is not None
        # A source that was withdrawn, and is said to have been renamed after all, has its text too.
        if key.kind != "source" or not (is_in_force(version) or (version.outcome == WITHDRAWN and is_renamed)):
            continue
        current = entry.target.identifier if entry and is_renamed else key.identifier
        located, passages = archive.sources.get(f"source:{current}"), archive.passages.get(f"passages:{current}")
        published = _read_last_record(ledger, key)
        if located is None or passages is None or published is None:
            continue
        digest = located.record.text.sha256
        if published["text"]["sha256"] != digest:
            values = {"identifier": current, "found": digest, "published": published["text"]["sha256"]}
            yield Problem("source.published-text", located.locate("text", "sha256"), values)
        spans = {part["ref"]: (part["start"], part["end"]) for part in published["paragraphs"]}
        for ref, sentence in sentences.get(key.identifier, ()):
            record = _read_last_record(ledger, sentence)
            if record:
                spans[ref] = (record["start"], record["end"])
        yield from _find_moved_passages(passages, spans)


def _read_last_record(ledger: Ledger, key: RecordKey) -> LedgerRecord | None:
    """Return the last version of a record, in force or withdrawn; None if it is suppressed."""
    version = ledger.last_lines[key]
    return ledger.read_record(version) if is_in_force(version) else ledger.read_final_record(key)


def _find_moved_passages(passages: LocatedRecord[PassagesRecord], published: Mapping[str, tuple[int, int]]) -> Iterator[Problem]:
    spans = dict(_list_spans(passages.record))
    for ref in sorted(published, key=lambda ref: [int(part) for part in ref.split(".")]):
        path, span = spans.get(ref, (("paragraphs",), None))
        if span != published[ref]:
            start, end = published[ref]
            current = "–".join(map(str, span)) if span else "—"
            values = {"ref": ref, "source": passages.record.source, "published": f"{start}–{end}", "found": current}
            yield Problem("passage.published-span", passages.locate(*path), values)


def _list_spans(passages: PassagesRecord) -> Iterator[tuple[str, tuple[FieldPath, tuple[int, int]]]]:
    """Yield the reference of each passage with the path of its start and its span, in code points."""
    for at, paragraph in enumerate(passages.paragraphs):
        yield paragraph.ref, (("paragraphs", at, "start"), (paragraph.start, paragraph.end))
        for index, sentence in enumerate(paragraph.sentences):
            yield sentence.ref, (("paragraphs", at, "sentences", index, "start"), (sentence.start, sentence.end))


def _find_differing_returns(fixtures: FixtureSet, ledger: Ledger, register: Mapping[RecordKey, RetiredRecord]) -> Iterator[Problem]:
    """Yield a problem for every record that returns after its withdrawal and is not the same record."""
    returned = {key for key, entry in register.items() if entry.returned}
    returning = {key for key, last in ledger.last_lines.items() if not is_in_force(last) and _get_registered_key(key) in returned}
    if not returning:
        return
    location = fixtures.archive.register.locate("retired") if fixtures.archive.register else Location(REGISTER_FILE)
    records = {key: record for key, record in list_ledger_records(fixtures) if key in returning}
    for key in sorted(returning):
        if records.get(key) is None or records[key] != ledger.read_final_record(key):
            yield Problem("register.returned-differs", location, {"identifier": str(key)})
