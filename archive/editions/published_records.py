"""The published records, stored at each load, and the promises to those who cite them, checked before the next load."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from archive.addresses import PassageKey, RecordKey
from archive.editions.changes import Change, ChangeKey, compare_records, digest_record
from archive.editions.fixture_set import FixtureSet
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.yaml_documents import FieldPath
from archive.fixtures.records.sources import ParagraphRecord, PassagesRecord, SentenceRecord
from archive.fixtures.records.types import Record
from archive.models import Claim, Passage, Published, Retired, Source, Subject, bulk


def list_records(fixtures: FixtureSet) -> Iterator[tuple[ChangeKey, str]]:
    """Yield every record of the fixtures as JSON, with its kind and identifier, in the order of the report of changes."""
    archive = fixtures.archive
    for source in (located.record for located in archive.sources):
        mentions = archive.mentions.get(str(RecordKey("mentions", source.source)))
        yield ("source", source.source), _encode_json(_dump_record(source) | (_dump_record(mentions.record) if mentions else {}))
    for passages in (located.record for located in archive.passages):
        for paragraph in passages.paragraphs:
            parts: list[ParagraphRecord | SentenceRecord] = [paragraph, *paragraph.sentences]
            for part in parts:
                data = _dump_record(part, without={"sentences", "exact"})
                yield ("passage", str(PassageKey(passages.source, part.ref))), _encode_json(data)
    for records in (archive.claims, fixtures.places, fixtures.routes):
        yield from ((RecordKey.parse(key), record) for key, record in records.data)
    primer = archive.primer.record if archive.primer else None
    parts_of_files: list[tuple[str, str, Record]] = [
        *(("question", question.question, question) for question in archive.question_records),
        *(("term", term.term, term) for term in (primer.terms if primer else ())),
        *(("story", str(number), line) for number, line in enumerate(primer.story if primer else (), 1)),
        *(("retired", retired.key, retired) for retired in archive.retired),
    ]
    yield from (((kind, identifier), _encode_json(_dump_record(part))) for kind, identifier, part in parts_of_files)


def load_digests() -> dict[ChangeKey, bytes]:
    """Return the digests of the published records by kind and identifier."""
    rows = Published.objects.values_list("kind", "identifier", "record").iterator()
    return {(kind, identifier): digest_record(record) for kind, identifier, record in rows}


def load_record(key: ChangeKey) -> str:
    """Return one published record, as JSON."""
    return Published.objects.get(kind=key[0], identifier=key[1]).record


def find_changes(fixtures: FixtureSet) -> list[Change]:
    """Return what loading the fixtures would change of the published records."""
    return list(compare_records(load_digests(), list_records(fixtures), load_record))


def replace_published(fixtures: FixtureSet) -> None:
    """Replace the published records by those of the fixtures; a step of loading."""
    bulk.clear_tables(Published)
    rows = enumerate(list_records(fixtures), 1)
    bulk.insert_rows(Published, ({"id": pk, "kind": key[0], "identifier": key[1], "record": record} for pk, (key, record) in rows))


def find_broken_promises(fixtures: FixtureSet) -> Iterator[Problem]:
    """Yield a problem for each promise that loading would break; none in an empty database. The fixtures must have no problem.

    Promised are the texts of sources, the spans of passages, and that an identifier is only given up through the register.
    """
    archive = fixtures.archive
    published_texts = dict(Source.objects.values_list("identifier", "sha256"))
    for source in archive.sources:
        identifier, digest = source.record.source, source.record.text.sha256
        published = published_texts.get(identifier, digest)
        if published != digest:
            values = {"identifier": identifier, "found": digest, "published": published}
            yield Problem("source.published-text", source.locate("text", "sha256"), values)
    yield from _find_moved_passages(fixtures)
    retired, folder = {entry.key for entry in archive.retired}, archive.sources.folder
    current = {key for records in fixtures.record_sets for key, _file in records.keys_and_files}
    gone = _list_published_keys() - current - retired
    drafts = {key: file for key, file in sorted(folder.drafts.items()) if key in gone}
    for key, file in drafts.items():
        yield Problem("draft.published", folder.document(file).locate("draft"), {"identifier": key})
    location = archive.register.locate("retired") if archive.register else Location("register.yaml")
    for key in sorted(gone - drafts.keys()):
        yield Problem("register.missing-entry", location, {"identifier": key})
    for key in sorted({str(entry) for entry in Retired.objects.all()} - retired):
        yield Problem("register.dropped-entry", location, {"identifier": key})


def _find_moved_passages(fixtures: FixtureSet) -> Iterator[Problem]:
    """Yield a problem for every published passage that has another span now, or is gone from its source."""
    rows = Passage.objects.order_by("source_id", "start", "-end").values_list("source__identifier", "ref", "start", "end")
    for source, published in groupby(rows.iterator(), key=itemgetter(0)):
        located = fixtures.archive.passages.get(str(RecordKey("passages", source)))
        if located is None:
            continue
        spans = dict(_list_spans(located.record))
        for _source, ref, start, end in published:
            path, span = spans.get(ref, (("paragraphs",), None))
            if span != (start, end):
                current = "–".join(map(str, span)) if span else "—"
                values = {"ref": ref, "source": source, "published": f"{start}–{end}", "found": current}
                yield Problem("passage.published-span", located.locate(*path), values)


def _list_spans(passages: PassagesRecord) -> Iterator[tuple[str, tuple[FieldPath, tuple[int, int]]]]:
    """Yield the reference of each passage with the path of its start and its span, in code points."""
    for at, paragraph in enumerate(passages.paragraphs):
        yield paragraph.ref, (("paragraphs", at, "start"), (paragraph.start, paragraph.end))
        for index, sentence in enumerate(paragraph.sentences):
            yield sentence.ref, (("paragraphs", at, "sentences", index, "start"), (sentence.start, sentence.end))


def _list_published_keys() -> set[str]:
    """Return the ``kind:identifier`` of every published record, from the tables of the records themselves."""
    sources = (str(RecordKey("source", identifier)) for identifier in Source.objects.values_list("identifier", flat=True))
    claims = (str(RecordKey("claim", identifier)) for identifier in Claim.objects.values_list("identifier", flat=True))
    return {*sources, *claims, *map(str, Subject.objects.all())}


def _dump_record(record: Record, without: set[str] | None = None) -> dict[str, object]:
    """Return plain data without fields that have their defaults, so that a new optional field changes no record."""
    return record.model_dump(mode="json", exclude_defaults=True, exclude=without)


def _encode_json(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
