"""Whether what is published rests on published records alone, never on a draft; and what drafts have still to be given. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from archive.collect import ArchiveRecords, Kept
from archive.hints import of_others
from archive.problems import Problem
from archive.records import ClaimRecord, MentionsRecord, SourceRecord
from archive.recordtypes import Quote

# What a record rests on, as ``kind:identifier``, and the path of the field that says so.
Rests = Iterable[tuple[str, tuple[str | int, ...]]]


def drafts_of(records: ArchiveRecords) -> set[str]:
    """The drafts among the archive's records as ``kind:identifier``; ``passages:<source>`` for a draft tiling."""
    named = (("source", records.sources, "source"), ("passages", records.passages, "source"), ("claim", records.claims, "claim"))
    return {f"{kind}:{getattr(kept.record, field)}" for kind, kepts, field in named for kept in kepts if kept.record.draft}


def check_resting(records: ArchiveRecords, drafts: Container[str]) -> Iterator[Problem]:
    """A problem for every published record of the archive that rests on a draft; ``drafts``: all apps', as ``kind:identifier``."""
    for kept in records.sources:
        yield from check_rests(kept, _of_source(kept.record), drafts)
    for kept in records.mentions:
        if f"source:{kept.record.source}" not in drafts:
            yield from _check_rests(kept, _of_mentions(kept.record), drafts)
    for kept in records.claims:
        yield from check_rests(kept, _of_claim(kept.record), drafts)


def check_rests(kept: Kept, rests: Rests, drafts: Container[str]) -> Iterator[Problem]:
    """A problem for each draft among what a published record rests on; none for a draft."""
    if not kept.record.draft:
        yield from _check_rests(kept, rests, drafts)


def _check_rests(kept: Kept, rests: Rests, drafts: Container[str]) -> Iterator[Problem]:
    for name, path in rests:
        if name in drafts:
            yield Problem("draft.rested-on", kept.spot(*path), {"identifier": name})


def source_of(quote: Quote) -> str:
    """The source whose words are quoted, as ``source:<source>``."""
    return f"source:{quote.passage.partition(':')[0]}"


def _of_source(record: SourceRecord) -> Rests:
    yield f"passages:{record.source}", ("source",)
    if record.supersedes:
        yield f"source:{record.supersedes}", ("supersedes",)


def _of_mentions(record: MentionsRecord) -> Rests:
    return ((one.place, ("mentions", at, "place")) for at, one in enumerate(record.mentions) if not one.draft)


def _of_claim(record: ClaimRecord) -> Rests:
    yield from ((source_of(one), ("evidence", at, "passage")) for at, one in enumerate(record.evidence))
    yield from ((name, ("about", at)) for at, name in enumerate(record.about))
    if record.date:
        yield source_of(record.date), ("date", "passage")


def unwritten(kepts: Iterable[Kept]) -> Iterator[Problem]:
    """A warning for every draft in which something is still unwritten: how much, and where."""
    for kept in kepts:
        if kept.unwritten:
            first, *others = (kept.spot(*path) for path in kept.unwritten)
            yield Problem("draft.incomplete", first, {"count": len(kept.unwritten)}, of_others(others))
