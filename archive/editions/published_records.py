"""What is published, and what has been promised of it: kept at each load, compared before the next. Used by the desk and the commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from archive.addresses import RECORD_KINDS, PassageKey, RecordKey
from archive.editions.changes import Change, ChangeKey, compare_records, digest_record
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.records.sources import PassagesRecord
from archive.fixtures.records.types import Record
from archive.models import Claim, Passage, Published, Retired, Source, Subject, bulk

if TYPE_CHECKING:
    from archive.editions.fixture_set import FixtureSet

# Kinds whose identifiers are in the register when they are given up.


def list_records(fixtures: FixtureSet) -> Iterator[tuple[ChangeKey, str]]:
    """Every record of the fixtures by kind and identifier, as JSON, in the order in which changes are told."""
    texts = fixtures.archive
    for kept in texts.sources:
        mentions = texts.mentions.get(f"mentions:{kept.record.source}")
        yield (
            ("source", kept.record.source),
            _encode_json({**_dump_record(kept.record), **(_dump_record(mentions.record) if mentions else {})}),
        )
    for passages in (kept.record for kept in texts.passages):
        for paragraph in passages.paragraphs:
            yield (
                ("passage", str(PassageKey(passages.source, paragraph.ref))),
                _encode_json(_dump_record(paragraph, without={"sentences"})),
            )
            for part in paragraph.sentences:
                yield ("passage", str(PassageKey(passages.source, part.ref))), _encode_json(_dump_record(part, without={"exact"}))
    for records in (texts.claims, fixtures.places, fixtures.routes):
        for key, record in records.data:
            yield RecordKey.parse(key), record
    yield from ((("question", one.question), _encode_json(_dump_record(one))) for one in texts.question_records)
    if texts.primer:
        yield from ((("term", one.term), _encode_json(_dump_record(one))) for one in texts.primer.record.terms)
        yield from ((("story", str(at)), _encode_json(_dump_record(one))) for at, one in enumerate(texts.primer.record.story, 1))
    yield from ((("retired", one.key), _encode_json(_dump_record(one))) for one in texts.retired)


def load_digests() -> dict[ChangeKey, bytes]:
    """The digests of the records that the database holds, by kind and identifier."""
    rows = Published.objects.values_list("kind", "identifier", "record").iterator()
    return {(kind, identifier): digest_record(record) for kind, identifier, record in rows}


def load_record(key: ChangeKey) -> str:
    """One of the records that the database holds, as JSON."""
    return Published.objects.get(kind=key[0], identifier=key[1]).record


def find_changes(fixtures: FixtureSet) -> list[Change]:
    """What loading the fixtures would change of what the database holds."""
    return list(compare_records(load_digests(), list_records(fixtures), load_record))


def replace_published(fixtures: FixtureSet) -> None:
    """Replaces what is held by what is given; part of loading."""
    bulk.clear_tables(Published)
    rows = enumerate(list_records(fixtures), 1)
    bulk.insert_rows(Published, ({"id": pk, "kind": key[0], "identifier": key[1], "record": record} for pk, (key, record) in rows))


def find_broken_promises(fixtures: FixtureSet) -> Iterator[Problem]:
    """Promises to those who cite that loading would break; none in an empty database. The fixtures must be sound in themselves."""
    texts = dict(Source.objects.values_list("identifier", "sha256"))
    for kept in fixtures.archive.sources:
        name, found = kept.record.source, kept.record.text.sha256
        if texts.get(name, found) != found:
            values = {"identifier": name, "found": found, "published": texts[name]}
            yield Problem("source.published-text", kept.locate("text", "sha256"), values)
    yield from _find_moved_passages(fixtures)
    register = fixtures.archive.register
    retired = {one.key for one in fixtures.archive.retired}
    used = {
        key
        for records in fixtures.record_sets
        for key, _file in records.keys_and_files
        if RecordKey.parse(key).kind in RECORD_KINDS
    }
    folder, gone = fixtures.archive.sources.folder, _published_keys() - used - retired
    drafts = {key: name for key, name in sorted(folder.drafts.items()) if key in gone}
    yield from (
        Problem("draft.published", folder.document(name).locate("draft"), {"identifier": key}) for key, name in drafts.items()
    )
    spot = register.locate("retired") if register else Location("register.yaml")
    for id_, missing in (
        ("register.missing-entry", gone - drafts.keys()),
        ("register.dropped-entry", {str(row) for row in Retired.objects.all()} - retired),
    ):
        yield from (Problem(id_, spot, {"identifier": name}) for name in sorted(missing))


def _find_moved_passages(fixtures: FixtureSet) -> Iterator[Problem]:
    """A problem for every published passage that has other characters now, or is gone from its source."""
    rows = (
        Passage.objects.order_by("source_id", "start", "-end").values_list("source__identifier", "ref", "start", "end").iterator()
    )
    for source, passages in groupby(rows, key=itemgetter(0)):
        kept = fixtures.archive.passages.get(str(RecordKey("passages", source)))
        if kept is None:
            continue
        spans = dict(_list_spans(kept.record))
        for _source, ref, start, end in passages:
            path, span = spans.get(ref, (("paragraphs",), None))
            if span != (start, end):
                found = "–".join(map(str, span)) if span else "—"
                values = {"ref": ref, "source": source, "published": f"{start}–{end}", "found": found}
                yield Problem("passage.published-span", kept.locate(*path), values)


def _list_spans(record: PassagesRecord) -> Iterator[tuple[str, tuple[tuple, tuple[int, int]]]]:
    for at, paragraph in enumerate(record.paragraphs):
        yield paragraph.ref, (("paragraphs", at, "start"), (paragraph.start, paragraph.end))
        for index, sentence in enumerate(paragraph.sentences):
            yield sentence.ref, (("paragraphs", at, "sentences", index, "start"), (sentence.start, sentence.end))


def _published_keys() -> set[str]:
    """The published identifiers of records, by the tables themselves."""
    return {
        *(str(RecordKey("source", name)) for name in Source.objects.values_list("identifier", flat=True)),
        *(str(RecordKey("claim", name)) for name in Claim.objects.values_list("identifier", flat=True)),
        *map(str, Subject.objects.all()),
    }


def _dump_record(record: Record, without: set[str] | None = None) -> dict[str, object]:
    """Plain data; a field that has its default is left out, so that a new optional field changes no record."""
    return record.model_dump(mode="json", exclude_defaults=True, exclude=without)


def _encode_json(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
