"""Whether what is published rests on published records alone, never on a draft; and what drafts have still to be given. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from archive.folder import Kept
from archive.hints import of_others
from archive.problems import Problem
from archive.record_keys import RecordKey
from archive.records import ClaimRecord, MentionsRecord, SourceRecord
from archive.recordtypes import source_of

# What a record rests on, as ``kind:identifier``, and the path of the field that says so.
Rests = Iterable[tuple[str, tuple[str | int, ...]]]


def check_source(kept: Kept[SourceRecord], drafts: Container[str]) -> Iterator[Problem]:
    """A problem for each draft that a published source rests on; ``drafts``: all apps', as ``kind:identifier``."""
    return check_rests(kept, _of_source(kept.record), drafts)


def check_mentions(kept: Kept[MentionsRecord], drafts: Container[str]) -> Iterator[Problem]:
    """A problem for each published mention, in a published source, of a place that is a draft."""
    return (
        iter(())
        if str(RecordKey("source", kept.record.source)) in drafts
        else _check_rests(kept, _of_mentions(kept.record), drafts)
    )


def check_claim(kept: Kept[ClaimRecord], drafts: Container[str]) -> Iterator[Problem]:
    """A problem for each draft that a published claim rests on."""
    return check_rests(kept, _of_claim(kept.record), drafts)


def check_rests(kept: Kept, rests: Rests, drafts: Container[str]) -> Iterator[Problem]:
    """A problem for each draft among what a published record rests on; none for a draft."""
    if not kept.record.draft:
        yield from _check_rests(kept, rests, drafts)


def _check_rests(kept: Kept, rests: Rests, drafts: Container[str]) -> Iterator[Problem]:
    for name, path in rests:
        if name in drafts:
            yield Problem("draft.rested-on", kept.spot(*path), {"identifier": name})


def _of_source(record: SourceRecord) -> Rests:
    yield str(RecordKey("passages", record.source)), ("source",)
    if record.supersedes:
        yield str(RecordKey("source", record.supersedes)), ("supersedes",)


def _of_mentions(record: MentionsRecord) -> Rests:
    return ((one.place, ("mentions", at, "place")) for at, one in enumerate(record.mentions) if not one.draft)


def _of_claim(record: ClaimRecord) -> Rests:
    yield from ((source_of(one.passage), ("evidence", at, "passage")) for at, one in enumerate(record.evidence))
    yield from ((name, ("about", at)) for at, name in enumerate(record.about))
    if record.date:
        yield source_of(record.date.passage), ("date", "passage")
    yield from ((str(RecordKey("claim", one.claim)), ("differs_from", at, "claim")) for at, one in enumerate(record.differs_from))


def unwritten(kepts: Iterable[Kept]) -> Iterator[Problem]:
    """A warning for every draft in which something is still unwritten: how much, and where."""
    for kept in kepts:
        if kept.unwritten:
            first, *others = (kept.spot(*path) for path in kept.unwritten)
            yield Problem("draft.incomplete", first, {"count": len(kept.unwritten)}, of_others(others))
