"""Routes as plain dicts, ready for any format."""

from __future__ import annotations

from collections.abc import Iterable

from archive.formats.representations import represent_claim, represent_source_head, represent_span, represent_subject
from archive.models import Claim
from camps.representations import represent_place_summary
from marches.models import Route, Stop


def represent_route(row: Route, claims: Iterable[Claim] = ()) -> dict[str, object]:
    """A route: its stops, direction and means, each with the words it rests on, and its claim. Needs ``whole``.

    ``claims``: those about it, with their evidence, if they are already at hand.
    """
    stated = next((one for one in claims if one.pk == row.claim_id), None) or Claim.objects.with_evidence().get(pk=row.claim_id)
    return {
        **represent_subject(row.subject),
        "origins": [_represent_stop(one) for one in row.origins],
        "destinations": [_represent_stop(one) for one in row.destinations],
        "direction": {"value": row.direction, "anchor": represent_span(row.direction_anchor)} if row.direction_anchor else None,
        "means": [{"value": one.kind, "anchor": represent_span(one.anchor)} for one in row.means.all()],
        "claim": represent_claim(stated),
        "sources": [represent_source_head(one) for one in stated.cited_sources],
    }


def _represent_stop(row: Stop) -> dict[str, object]:
    return {**represent_place_summary(row.place), "anchor": represent_span(row.anchor)}
