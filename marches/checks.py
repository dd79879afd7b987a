"""Whether the route records agree with claims, places and the words they quote. Pure: no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cached_property

from archive.addresses import PassageKey, RecordKey
from archive.fixtures.checks.common import (
    KnownRecords,
    check_file_name,
    check_identifier_exists,
    check_quote,
    check_unique_among_records,
    check_unique_identifiers,
    check_unique_in_record,
    check_unique_quotes,
    is_quoted_within,
)
from archive.fixtures.checks.drafts import check_dependencies
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import LocatedRecord, RecordSet
from archive.fixtures.problems.problem import Problem
from archive.fixtures.records.types import Quote, make_source_key
from marches.records import GroupRecord, RouteRecord


@dataclass(frozen=True)
class RouteContext:
    """What routes are held against: all other records, and what they name."""

    archive: ArchiveRecords
    known: KnownRecords

    @cached_property
    def claims(self) -> set[str]:
        """The identifiers of the claims, and of those whose files gave no record."""
        return self.archive.claim_identifiers


def check_between_routes(routes: RecordSet[RouteRecord]) -> Iterator[Problem]:
    """Problems between routes: identifiers given twice, and claims that two of them rest on."""
    yield from check_unique_identifiers(routes, "route")
    times = Counter(name for row in routes.rows for name in row.dependencies.split(" ") if name.startswith("claim:"))
    if any(count > 1 for count in times.values()):
        claims = ((kept.record.claim, kept, ("claim",)) for kept in routes)
        yield from check_unique_among_records("record.duplicate-id", "identifier", claims)


def check_route(kept: LocatedRecord[RouteRecord], around: RouteContext) -> Iterator[Problem]:
    """Every problem of a route."""
    record, passages = kept.record, around.known.passages
    yield from check_file_name(kept, record.route, "route")
    yield from check_identifier_exists("claim.unknown", record.claim, around.claims, kept, "claim")
    for path, quote in record.quotes:
        yield from check_quote(kept, quote, passages, *path)
    yield from _check_within_claim(kept, around)
    means = [(("means", at), one) for at, one in enumerate(record.means)]
    yield from check_unique_quotes(kept, means, passages)
    yield from check_unique_in_record(kept, ((one.value, one.value, (*path, "value")) for path, one in means))
    for field in ("origins", "destinations"):
        yield from _check_group(kept, field, getattr(record, field), around)


def check_route_dependencies(kept: LocatedRecord[RouteRecord], drafts: Container[str]) -> Iterator[Problem]:
    """A problem for each draft that a published route rests on; ``drafts``: all apps', as ``kind:identifier``."""
    record = kept.record
    rests: list[tuple[str, tuple[str | int, ...]]] = [(str(RecordKey("claim", record.claim)), ("claim",))]
    rests += [(make_source_key(quote.passage), (*path, "passage")) for path, quote in record.quotes]
    for field in ("origins", "destinations"):
        rests += [(place, (field, "places", at)) for at, place in enumerate(getattr(record, field).places)]
    return check_dependencies(kept, rests, drafts)


def _check_within_claim(kept: LocatedRecord[RouteRecord], around: RouteContext) -> Iterator[Problem]:
    claim = around.archive.claims.get(str(RecordKey("claim", kept.record.claim)))
    for path, quote in kept.record.quotes:
        if claim and not is_quoted_within(quote, claim.record.evidence, around.known.passages):
            values = {"quote": quote.quote, "claim": claim.record.claim}
            yield Problem("route.evidence-outside-claim", kept.locate(*path, "quote"), values)


def _check_group(kept: LocatedRecord[RouteRecord], field: str, group: GroupRecord, around: RouteContext) -> Iterator[Problem]:
    mentioned, subjects = _find_mentioned_places(group, around), around.known.subjects
    for at, place in enumerate(group.places):
        yield from check_identifier_exists("subject.unknown", place, subjects, kept, field, "places", at)
        if place in group.places[:at]:
            yield Problem("route.place-twice", kept.locate(field, "places", at), {"place": place})
        elif place in subjects and mentioned is not None and place not in mentioned:
            yield Problem("route.place-not-in-words", kept.locate(field, "places", at), {"place": place})


def _find_mentioned_places(group: Quote, around: RouteContext) -> set[str] | None:
    """The places mentioned among the group's words; None if the words themselves cannot be found."""
    passages, source = around.known.passages, PassageKey.parse(group.passage).source
    if passages.is_unread(group.passage):
        return None
    kept = around.archive.mentions.get(str(RecordKey("mentions", source)))
    mentions = [one for one in (kept.record.mentions if kept else ()) if one.passage == group.passage]
    try:
        span = passages.find_span(group)
        return {mention.place for mention in mentions if passages.find_span(mention).within(span)}
    except (KeyError, ValueError):
        return None
