"""Routes and movements as plain dicts, which every format writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Prefetch

from archive.addresses import build_permanent_url
from archive.formats.representations import (
    describe_claim,
    describe_quantity,
    describe_span,
    represent_anchor,
    represent_claim,
    represent_date,
    represent_source_head,
    represent_subject,
    translated,
)
from archive.models import Anchor, Claim, Subject
from archive.models.chunks import iterate_chunks
from camps.models import Place
from camps.representations import represent_place_summary
from marches.models import MarchStop, Movement, Route, Stop

# Routes read at once, with the texts of their sources.
ROUTES_AT_ONCE = 50


def represent_route(row: Route, claim: Claim | None = None) -> dict[str, Any]:
    """Return a route loaded ``with_texts``: its stops, direction and means, each with its words, and its ``claim``, loaded with its evidence."""
    claim = claim or Claim.objects.with_evidence().get(pk=row.claim_id)
    return {
        **represent_subject(row.subject),
        "form": row.form,
        "origins": [_represent_stop(stop, stop.place) for stop in row.origins if stop.place],
        "destinations": [_represent_stop(stop, stop.place) for stop in row.destinations if stop.place],
        **({"stops": [_represent_march_stop(row.subject, stop) for stop in row.itinerary.all()]} if row.has_stops else {}),
        "direction": {"value": row.direction, "anchor": represent_anchor(row.direction_anchor)} if row.direction_anchor else None,
        "means": [{"value": means.kind, "anchor": represent_anchor(means.anchor)} for means in row.means.all()],
        "movement": represent_movement_head(row.movement),
        "claim": represent_claim(claim),
        "sources": [represent_source_head(source) for source in claim.cited_sources],
    }


def _represent_stop(row: Stop | MarchStop, place: Place) -> dict[str, object]:
    status = {"status": row.status} if isinstance(row, MarchStop) else {}
    return {**represent_place_summary(place), "anchor": {**represent_anchor(row.anchor), **status}}


def _represent_march_stop(route: Subject, row: MarchStop) -> dict[str, object]:
    """Return a stop of a march: ``place`` or ``description``, what happened, when and how, each with its words.

    ``after``: the positions of the stops that precede it; ``omission``: the account leaves stops out before it.
    """
    place = {"place": represent_place_summary(row.place)} if row.place else {"description": translated(row, "description")}
    return {
        **build_stop_identity(route.identifier, row.identifier),
        "position": row.position,
        "event": row.event,
        **place,
        "after": row.after,
        "omission": row.omission,
        "anchor": {**represent_anchor(row.anchor), "status": row.status},
        "date": represent_date(row),
        "date_anchor": represent_anchor(row.date_anchor) if row.date_anchor else None,
        "means": {"value": row.means, "anchor": represent_anchor(row.means_anchor)} if row.means_anchor else None,
        "direction": {"value": row.direction, "anchor": represent_anchor(row.direction_anchor)} if row.direction_anchor else None,
        "quantities": [describe_quantity(quantity, represent_anchor(quantity.anchor)) for quantity in row.quantities],
    }


def describe_route(row: Route, claim: Claim, numbered: Mapping[int, MarchStop]) -> dict[str, Any]:
    """Return what the page of a route, loaded ``with_stops``, says of it to machines: its places and numbers.

    ``claim``: loaded ``with_cited_stops``; ``numbered``: the stops whose numbers are said, with their words, by their keys.
    """
    return {
        **represent_subject(row.subject),
        "origins": [represent_place_summary(stop.place) for stop in row.set_stops if stop.role == Stop.Role.ORIGIN],
        "destinations": [represent_place_summary(stop.place) for stop in row.set_stops if stop.role == Stop.Role.DESTINATION],
        **(
            {"stops": [_describe_march_stop(row.subject, stop, numbered.get(stop.pk)) for stop in row.itinerary.all()]}
            if row.has_stops
            else {}
        ),
        "movement": represent_movement_head(row.movement),
        "claim": describe_claim(claim),
        "sources": [represent_source_head(source) for source in claim.cited_sources],
    }


def _describe_march_stop(route: Subject, row: MarchStop, numbered: MarchStop | None) -> dict[str, object]:
    quantities = numbered.quantities if numbered else []
    return {
        **build_stop_identity(route.identifier, row.identifier),
        **({"place": represent_place_summary(row.place)} if row.place else {}),
        "quantities": [describe_quantity(quantity, describe_span(quantity.anchor)) for quantity in quantities],
    }


def build_stop_identity(route: str, stop: str) -> dict[str, object]:
    """Return the identifier of a stop, and its address, a fragment of that of its route."""
    return {"stop": stop, "permanent": f"{build_permanent_url('route', route)}#stop-{stop}"}


def iterate_routes() -> Iterator[dict[str, object]]:
    """Yield all routes in the order of their keys: a fixed number of queries for each chunk, each of its words and passages read once."""
    words = Prefetch("anchors", Anchor.objects.prefetch_related("passage__source"))
    for routes in iterate_chunks(Route.objects.with_parts(), ROUTES_AT_ONCE):
        claims = Claim.objects.prefetch_related(words, "subjects").in_bulk([route.claim_id for route in routes])
        for route in routes:
            route.quote_all(claims[route.claim_id])
            yield represent_route(route, route.claim)


def represent_movement_head(row: Movement | None) -> dict[str, Any] | None:
    """Return what a route says of the movement that the archive takes it for an account of."""
    if row is None:
        return None
    return {**build_movement_identity(row.identifier), "name": translated(row, "name"), "certainty": row.certainty}


def build_movement_identity(identifier: str) -> dict[str, str]:
    """Return the kind, identifier and address of a movement."""
    return {"kind": "movement", "identifier": identifier, "permanent": build_permanent_url("movement", identifier)}


def represent_movement(row: Movement) -> dict[str, object]:
    """Return a movement loaded ``with_texts``: under ``accounts`` its routes, each with its own words, and the ``claims`` that state them."""
    claims = Claim.objects.with_evidence().in_bulk([route.claim_id for route in row.routes])
    return _join_accounts(row, [represent_route(route, claims[route.claim_id]) for route in row.routes])


def describe_movement(row: Movement, claims: Iterable[Claim]) -> dict[str, Any]:
    """Return what the page of a movement says of it to machines. ``claims``: of its routes in their order, loaded ``with_cited_stops``."""
    accounts = [
        {
            **represent_subject(route.subject),
            "claim": describe_claim(claim),
            "sources": list(map(represent_source_head, claim.cited_sources)),
        }
        for route, claim in zip(row.routes, claims, strict=True)
    ]
    return _join_accounts(row, accounts)


def _join_accounts(row: Movement, accounts: list[dict[str, Any]]) -> dict[str, Any]:
    sources = {source["permanent"]: source for account in accounts for source in account["sources"]}
    return {
        **build_movement_identity(row.identifier),
        "name": translated(row, "name"),
        "certainty": row.certainty,
        "reason": translated(row, "reason"),
        "accounts": accounts,
        "claims": [account["claim"] for account in accounts],
        "sources": list(sources.values()),
    }
