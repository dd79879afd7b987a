"""Whether the route records agree with claims, places and the words they quote. Pure: no database."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from archive.checks import check_file_name, check_known, check_once, check_quote, check_quoted_once, duplicates, quoted_within
from archive.collect import ArchiveRecords, Kept
from archive.problems import Problem
from archive.records import ClaimRecord
from archive.recordtypes import Quote
from archive.resting import check_rests, source_of
from archive.texts import Passages
from marches.records import GroupRecord, RouteRecord

Claims = dict[str, ClaimRecord]


def check(routes: list[Kept[RouteRecord]], archive: ArchiveRecords, places: set[str]) -> Iterator[Problem]:
    """Every problem of the route records; ``places`` are the known ``camp:…`` and ``place:…``."""
    passages = Passages.of(archive)
    claims = {kept.record.claim: kept.record for kept in archive.claims}
    known = {*claims, *(Path(file).stem for file in archive.unread)}
    yield from duplicates([(kept.record.route, kept.spot("route")) for kept in routes])
    yield from duplicates([(kept.record.claim, kept.spot("claim")) for kept in routes])
    for kept in routes:
        yield from check_file_name(kept, kept.record.route, "route")
        yield from check_known("claim.unknown", kept.record.claim, known, kept.spot("claim"))
        for path, quote in _quotes(kept.record):
            yield from check_quote(kept, quote, passages, *path)
            yield from _within_claim(kept, path, quote, claims, passages)
        means = [(("means", at), one) for at, one in enumerate(kept.record.means)]
        yield from check_quoted_once(kept, means, passages)
        yield from check_once((one.value, one.value, kept.spot(*path, "value")) for path, one in means)
        for field in ("origins", "destinations"):
            yield from _group(kept, field, getattr(kept.record, field), archive, passages, places)


def check_resting(routes: Iterable[Kept[RouteRecord]], drafts: Container[str]) -> Iterator[Problem]:
    """A problem for every published route that rests on a draft; ``drafts``: all apps', as ``kind:identifier``."""
    for kept in routes:
        yield from check_rests(kept, _rests(kept.record), drafts)


def _rests(record: RouteRecord) -> Iterator[tuple[str, tuple]]:
    yield f"claim:{record.claim}", ("claim",)
    for path, quote in _quotes(record):
        yield source_of(quote), (*path, "passage")
    for field in ("origins", "destinations"):
        yield from ((place, (field, "places", at)) for at, place in enumerate(getattr(record, field).places))


def _quotes(record: RouteRecord) -> Iterator[tuple[tuple, Quote]]:
    yield ("origins",), record.origins
    yield ("destinations",), record.destinations
    if record.direction:
        yield ("direction",), record.direction
    for at, means in enumerate(record.means):
        yield ("means", at), means


def _within_claim(kept: Kept[RouteRecord], path: tuple, quote: Quote, claims: Claims, passages: Passages) -> Iterator[Problem]:
    claim = claims.get(kept.record.claim)
    if claim and not quoted_within(quote, claim.evidence, passages):
        values = {"quote": quote.quote, "claim": claim.claim}
        yield Problem("route.evidence-outside-claim", kept.spot(*path, "quote"), values)


def _group(
    kept, field: str, group: GroupRecord, archive: ArchiveRecords, passages: Passages, places: set[str]
) -> Iterator[Problem]:
    mentioned = _mentioned(group, archive, passages)
    for at, place in enumerate(group.places):
        spot = kept.spot(field, "places", at)
        yield from check_known("subject.unknown", place, places, spot)
        if place in group.places[:at]:
            yield Problem("route.place-twice", spot, {"place": place})
        elif place in places and mentioned is not None and place not in mentioned:
            yield Problem("route.place-not-in-words", spot, {"place": place})


def _mentioned(group: GroupRecord, archive: ArchiveRecords, passages: Passages) -> set[str] | None:
    """The places mentioned among the group's words; None if the words themselves cannot be found."""
    mentions = [mention for kept in archive.mentions for mention in kept.record.mentions if mention.passage == group.passage]
    if passages.is_unread(group.passage):
        return None
    try:
        span = passages.find(group)
        return {mention.place for mention in mentions if passages.find(mention).within(span)}
    except (KeyError, ValueError):
        return None
