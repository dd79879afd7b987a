"""Routes as plain dicts, which every format writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.formats.representations import represent_anchor, represent_claim, represent_source_head, represent_subject
from archive.models import Claim
from archive.models.chunks import iterate_chunks
from camps.representations import represent_place_summary
from marches.models import Route, Stop

# Routes read at once, with the texts of their sources.
ROUTES_AT_ONCE = 50


def represent_route(row: Route, claims: Iterable[Claim] = ()) -> dict[str, object]:
    """Return a route loaded ``with_texts``: its stops, direction and means, each with its words, and its claim.

    ``claims`` about it, with their evidence, save a query if they are loaded already.
    """
    claim = next((claim for claim in claims if claim.pk == row.claim_id), None)
    claim = claim or Claim.objects.with_evidence().get(pk=row.claim_id)
    return {
        **represent_subject(row.subject),
        "origins": [_represent_stop(stop) for stop in row.origins],
        "destinations": [_represent_stop(stop) for stop in row.destinations],
        "direction": {"value": row.direction, "anchor": represent_anchor(row.direction_anchor)} if row.direction_anchor else None,
        "means": [{"value": means.kind, "anchor": represent_anchor(means.anchor)} for means in row.means.all()],
        "claim": represent_claim(claim),
        "sources": [represent_source_head(source) for source in claim.cited_sources],
    }


def iterate_routes() -> Iterator[dict[str, object]]:
    """Yield all routes in the order of their keys: a fixed number of queries for each chunk."""
    for routes in iterate_chunks(Route.objects.with_texts(), ROUTES_AT_ONCE):
        claims = Claim.objects.with_evidence().in_bulk([route.claim_id for route in routes])
        yield from (represent_route(route, [claims[route.claim_id]]) for route in routes)


def _represent_stop(row: Stop) -> dict[str, object]:
    return {**represent_place_summary(row.place), "anchor": represent_anchor(row.anchor)}
