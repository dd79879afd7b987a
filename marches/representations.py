"""Routes as plain dicts, ready for any format."""

from __future__ import annotations

from collections.abc import Iterable

from archive.models import Claim
from archive.representations import claim, source_head, span, subject
from camps.representations import summary
from marches.models import Route, Stop


def route(row: Route, claims: Iterable[Claim] = ()) -> dict[str, object]:
    """A route: its stops, direction and means, each with the words it rests on, and its claim. Needs ``whole``.

    ``claims``: those about it, with their evidence, if they are already at hand.
    """
    stated = next((one for one in claims if one.pk == row.claim_id), None) or Claim.objects.with_evidence().get(pk=row.claim_id)
    return {
        **subject(row.subject),
        "origins": [_stop(one) for one in row.origins],
        "destinations": [_stop(one) for one in row.destinations],
        "direction": {"value": row.direction, "anchor": span(row.direction_anchor)} if row.direction_anchor else None,
        "means": [{"value": one.kind, "anchor": span(one.anchor)} for one in row.means.all()],
        "claim": claim(stated),
        "sources": [source_head(one) for one in stated.cited_sources],
    }


def _stop(row: Stop) -> dict[str, object]:
    return {**summary(row.place), "anchor": span(row.anchor)}
