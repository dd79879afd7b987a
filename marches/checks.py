"""Route records → problems. Pure: no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass

from archive.addresses import PassageKey, RecordKey
from archive.fixtures.checks import common
from archive.fixtures.checks.claims import make_no_difference_problem
from archive.fixtures.checks.common import KnownRecords
from archive.fixtures.checks.drafts import check_dependencies
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import LocatedRecord, RecordSet
from archive.fixtures.problems.problem import Problem
from archive.fixtures.records.types import Quote, make_source_key
from marches.records import GroupRecord, RouteRecord

STOP_FIELDS = ("origins", "destinations")
# The values of a route by the part of the movement, which is also the matter of a disagreement.
RouteParts = dict[str, set[str]]


@dataclass(frozen=True)
class RouteContext:
    """The other records that routes are checked against, and the identifiers that they may name."""

    archive: ArchiveRecords
    known: KnownRecords


def check_between_routes(routes: RecordSet[RouteRecord]) -> Iterator[Problem]:
    """Yield problems between routes: duplicate identifiers, and claims that two of them belong to."""
    yield from common.check_unique_identifiers(routes, "route")
    dependencies = Counter(key for row in routes.rows for key in row.dependencies.split(" ") if key.startswith("claim:"))
    if any(count > 1 for count in dependencies.values()):
        claims = ((located.record.claim, located, ("claim",)) for located in routes)
        yield from common.check_unique_among_records("record.duplicate-id", "identifier", claims)


def check_route(located: LocatedRecord[RouteRecord], context: RouteContext) -> Iterator[Problem]:
    """Yield every problem of a route."""
    route, passages = located.record, context.known.passages
    yield from common.check_file_name(located, route.route, "route")
    yield from common.check_identifier_exists("claim.unknown", route.claim, context.archive.claim_identifiers, located, "claim")
    for path, quote in route.quotes:
        yield from common.check_quote(located, quote, passages, *path)
    claim = context.archive.claims.get(str(RecordKey("claim", route.claim)))
    for path, quote in route.quotes:
        if claim and not common.is_quoted_within(quote, claim.record.evidence, passages):
            values = {"quote": quote.quote, "claim": claim.record.claim}
            yield Problem("route.evidence-outside-claim", located.locate(*path, "quote"), values)
    means = [(("means", at), record) for at, record in enumerate(route.means)]
    yield from common.check_unique_quotes(located, means, passages)
    yield from common.check_unique_in_record(located, ((record.value, record.value, (*path, "value")) for path, record in means))
    for field in STOP_FIELDS:
        yield from _check_group(located, field, getattr(route, field), context)


def check_route_dependencies(located: LocatedRecord[RouteRecord], drafts: Container[str]) -> Iterator[Problem]:
    """Yield a problem for each draft that a published route depends on; ``drafts`` are those of all apps, as ``kind:identifier``."""
    route = located.record
    dependencies: list[tuple[str, tuple[str | int, ...]]] = [(str(RecordKey("claim", route.claim)), ("claim",))]
    dependencies += [(make_source_key(quote.passage), (*path, "passage")) for path, quote in route.quotes]
    for field in STOP_FIELDS:
        dependencies += [(place, (field, "places", at)) for at, place in enumerate(getattr(route, field).places)]
    return check_dependencies(located, dependencies, drafts)


def check_differing_routes(routes: RecordSet[RouteRecord], archive: ArchiveRecords) -> Iterator[Problem]:
    """Yield a problem for every matter on which two claims are stated to differ, but not their routes."""
    differing = list(archive.claims_with_differences)
    names = {name for claim in differing for name in (claim.record.claim, *(other.claim for other in claim.record.differs_from))}
    keys = {str(RecordKey("claim", name)) for name in names}
    chosen = {row.key for row in routes.rows if not keys.isdisjoint(row.dependencies.split(" "))}
    parts = {located.record.claim: _collect_parts(located.record) for located in routes.where(chosen.__contains__)}
    for claim in differing:
        ours = parts.get(claim.record.claim)
        for at, difference in enumerate(claim.record.differs_from):
            theirs = parts.get(difference.claim)
            if not ours or not theirs or ours is theirs:
                continue
            for part in ours:
                is_different = ours[part] and theirs[part] and ours[part] != theirs[part]
                if part in difference.matters and not is_different:
                    yield make_no_difference_problem(claim, at, part)


def _check_group(located: LocatedRecord[RouteRecord], field: str, group: GroupRecord, context: RouteContext) -> Iterator[Problem]:
    mentioned, subjects = _find_mentioned_places(group, context), context.known.subjects
    for at, place in enumerate(group.places):
        yield from common.check_identifier_exists("subject.unknown", place, subjects, located, field, "places", at)
        if place in group.places[:at]:
            yield Problem("route.place-twice", located.locate(field, "places", at), {"place": place})
        elif place in subjects and mentioned is not None and place not in mentioned:
            yield Problem("route.place-not-in-words", located.locate(field, "places", at), {"place": place})


def _find_mentioned_places(group: Quote, context: RouteContext) -> set[str] | None:
    """Return the places mentioned in the group's words; None if the words themselves cannot be located."""
    passages, source = context.known.passages, PassageKey.parse(group.passage).source
    if passages.is_unread(group.passage):
        return None
    located = context.archive.mentions.get(str(RecordKey("mentions", source)))
    mentions = [mention for mention in located.record.mentions if mention.passage == group.passage] if located else []
    try:
        span = passages.find_span(group)
        return {mention.place for mention in mentions if passages.find_span(mention).within(span)}
    except (KeyError, ValueError):
        return None


def _collect_parts(route: RouteRecord) -> RouteParts:
    return {
        "origin": set(route.origins.places),
        "destination": set(route.destinations.places),
        "direction": {route.direction.value} if route.direction else set(),
        "means": {means.value for means in route.means},
    }
