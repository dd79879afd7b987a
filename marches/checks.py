"""Route records → problems. Pure: no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from archive.addresses import PassageKey, RecordKey
from archive.fixtures.checks import common
from archive.fixtures.checks.claims import make_no_difference_problem
from archive.fixtures.checks.common import KnownRecords
from archive.fixtures.checks.drafts import check_dependencies
from archive.fixtures.checks.quantities import check_quantities
from archive.fixtures.collect import ArchiveRecords
from archive.fixtures.folder import LocatedRecord, RecordSet
from archive.fixtures.passage_texts import PassageTexts, Place
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import suggest_identifier
from archive.fixtures.reading.yaml_documents import FieldPath
from archive.fixtures.records.claims import ClaimRecord
from archive.fixtures.records.quantities import QuantityRecord
from archive.fixtures.records.types import Quote, make_source_key
from marches.records import FORM_FIELDS, GroupRecord, RouteRecord, StopRecord, list_preceding

# Subjects mentioned in a passage, each with the place of its words.
Mentioned = list[tuple[str, Place | None]]
# The values of a route by the part of the movement, which is also the matter of a disagreement.
RouteParts = dict[str, set[str]]


@dataclass(frozen=True)
class RouteContext:
    """The other records that routes are checked against, and the identifiers that they may name."""

    archive: ArchiveRecords
    known: KnownRecords

    @cached_property
    def read_mentions(self) -> Callable[[str], Mapping[str, Mentioned]]:
        """The function that returns the mentions in a source by passage; those of the last one are cached, for routes ask several times."""

        @lru_cache(maxsize=1)
        def read(source: str) -> Mapping[str, Mentioned]:
            located = self.archive.mentions.get(str(RecordKey("mentions", source)))
            mentions: dict[str, Mentioned] = {}
            for mention in located.record.mentions if located else ():
                place = self.known.passages.find_place(mention)
                mentions.setdefault(mention.passage, []).append((mention.place, place))
            return mentions

        return read


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
    yield from _check_form(located)
    quotes = [(path, quote) for path, quote in route.quotes if not isinstance(quote, QuantityRecord)]
    places = passages.find_places(quote for _path, quote in quotes)
    for (path, quote), place in zip(quotes, places, strict=True):
        yield from common.check_quote(located, quote, place, passages, *path)
    claim = context.archive.claims.get(str(RecordKey("claim", route.claim)))
    evidence = passages.find_places(claim.record.evidence) if claim else []
    for (path, quote), place in zip(quotes, places, strict=True):
        if claim and not common.is_quoted_within(place, evidence):
            values = {"quote": quote.quote, "claim": claim.record.claim}
            yield Problem("route.evidence-outside-claim", located.locate(*path, "quote"), values)
    means = [(("means", at), record) for at, record in enumerate(route.means)]
    yield from common.check_unique_quotes(located, "means", route.means, passages.find_places(route.means))
    yield from common.check_unique_in_record(located, ((record.value, record.value, (*path, "value")) for path, record in means))
    for field, group in route.groups:
        yield from _check_group(located, field, group, context)
    yield from _check_itinerary(located, context)
    yield from _check_stop_quantities(located, claim.record if claim else None, evidence, context)


def check_route_dependencies(located: LocatedRecord[RouteRecord], drafts: Container[str]) -> Iterator[Problem]:
    """Yield a problem for each draft that a published route depends on; ``drafts`` are those of all apps, as ``kind:identifier``."""
    route = located.record
    dependencies: list[tuple[str, FieldPath]] = [(str(RecordKey("claim", route.claim)), ("claim",))]
    dependencies += [(make_source_key(quote.passage), (*path, "passage")) for path, quote in route.quotes]
    dependencies += route.places
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


def _check_form(located: LocatedRecord[RouteRecord]) -> Iterator[Problem]:
    """Yield a problem for each field that a route of this form must not have."""
    route = located.record
    for field in FORM_FIELDS[route.form][1]:
        if getattr(route, field) is not None:
            values = {"field": field, "form": route.form, "other": "sets" if route.form == "stops" else "stops"}
            yield Problem("route.wrong-form", located.locate(field, "<key>"), values)


def _check_itinerary(located: LocatedRecord[RouteRecord], context: RouteContext) -> Iterator[Problem]:
    """Yield every problem of the stops of a route and of their order."""
    stops = located.record.itinerary
    identifiers = [stop.stop for stop in stops]
    yield from common.check_unique_in_record(
        located, ((identifier, identifier, ("stops", at, "stop")) for at, identifier in enumerate(identifiers))
    )
    for at, stop in enumerate(stops):
        yield from _check_stop(located, at, stop, context)
        for index, identifier in enumerate(stop.after or ()):
            path = ("stops", at, "after", index)
            if identifier not in identifiers:
                values = {"identifier": identifier, "nearest": suggest_identifier(identifier, identifiers)}
                yield Problem("route.unknown-stop", located.locate(*path), values)
        names = ((name, name, ("stops", at, "after", index)) for index, name in enumerate(stop.after or ()))
        yield from common.check_unique_in_record(located, names)
    if len({*identifiers}) == len(identifiers) and (cycle := find_cycle(stops)):
        first = next(at for at, stop in enumerate(stops) if stop.stop in cycle and stop.after is not None)
        start = cycle.index(stops[first].stop)
        circle = [*cycle[start:], *cycle[: start + 1]]
        yield Problem("route.stop-cycle", located.locate("stops", first, "after"), {"stops": " → ".join(circle)})


def _check_stop(located: LocatedRecord[RouteRecord], at: int, stop: StopRecord, context: RouteContext) -> Iterator[Problem]:
    """Yield every problem of the place and the date of a stop."""
    path, subjects = ("stops", at), context.known.subjects
    if bool(stop.place) == bool(stop.description):
        yield Problem("route.stop-place", located.locate(*path, "description" if stop.description else "stop"), {"stop": stop.stop})
    if stop.place:
        mentioned = _find_mentioned_places(stop, context)
        yield from common.check_identifier_exists("subject.unknown", stop.place, subjects, located, *path, "place")
        if stop.place in subjects and mentioned is not None and stop.place not in mentioned:
            yield Problem("route.place-not-in-words", located.locate(*path, "place"), {"place": stop.place})
    if stop.date:
        yield from common.check_edtf(located, stop.date.edtf, stop.date.sense or "", *path, "date", "edtf")


def _check_stop_quantities(
    located: LocatedRecord[RouteRecord], claim: ClaimRecord | None, evidence: Sequence[Place | None], context: RouteContext
) -> Iterator[Problem]:
    """Yield every problem of the numbers at stops: of each, and of the same words that state it at two stops, or in the claim too."""
    passages = context.known.passages
    in_claim = {_make_key(quantity, passages) for quantity in claim.quantities} if claim else set()
    repeated: list[tuple[Hashable, str, FieldPath]] = []
    for at, stop in enumerate(located.record.itinerary):
        path = ("stops", at, "quantities")
        yield from check_quantities(located, stop.quantities, evidence, passages, *path)
        keys = {_make_key(quantity, passages): index for index, quantity in reversed([*enumerate(stop.quantities)])}
        for (place, of, unit), index in keys.items():
            field = (*path, index, "of")
            if place and (place, of, unit) in in_claim:
                yield Problem("quantity.in-claim", located.locate(*field), {"of": of, "claim": located.record.claim})
            repeated += [((place, of, unit), of, field)] if place else []
    yield from common.check_unique_in_record(located, repeated)


def _make_key(quantity: QuantityRecord, passages: PassageTexts) -> tuple[Hashable, str, str]:
    """Return what no two numbers have in common: the words, whom they count, and the unit."""
    return passages.find_place(quantity), quantity.of, quantity.unit


def find_cycle(stops: list[StopRecord]) -> list[str]:
    """Return the identifiers of stops each of which precedes the next, and the last the first; none if the order has no cycle."""
    preceding = dict(zip((stop.stop for stop in stops), list_preceding(stops), strict=True))
    open_stops = {name: [other for other in others if other in preceding] for name, others in preceding.items()}
    while ended := [name for name, others in open_stops.items() if not any(other in open_stops for other in others)]:
        for name in ended:
            del open_stops[name]
    path: list[str] = []
    name = next(iter(open_stops), "")
    while name and name not in path:
        path.append(name)
        name = next(other for other in open_stops[name] if other in open_stops)
    return path[path.index(name) :][::-1] if path else []


def _find_mentioned_places(group: Quote, context: RouteContext) -> set[str] | None:
    """Return the places mentioned in the group's words; None if the words themselves cannot be located."""
    passages, source = context.known.passages, PassageKey.parse(group.passage).source
    if passages.is_unread(group.passage):
        return None
    mentions = context.read_mentions(source).get(group.passage, [])
    place = passages.find_place(group)
    if place is None or not all(mention for _subject, mention in mentions):
        return None
    return {subject for subject, mention in mentions if mention and mention[1].within(place[1])}


def _collect_parts(route: RouteRecord) -> RouteParts:
    groups, stops = dict(route.groups), route.itinerary
    preceding = list_preceding(stops)
    followed = {identifier for identifiers in preceding for identifier in identifiers}
    first = [stop.place for stop, identifiers in zip(stops, preceding, strict=True) if not identifiers]
    last = [stop.place for stop in stops if stop.stop not in followed]
    return {
        "origin": set(groups["origins"].places) if "origins" in groups else {place for place in first if place},
        "destination": set(groups["destinations"].places) if "destinations" in groups else {place for place in last if place},
        "direction": {route.direction.value} if route.direction else set(),
        "means": {means.value for means in (*route.means, *(stop.means for stop in stops)) if means},
    }
