"""Camps and other places as plain dicts, ready for any format."""

from __future__ import annotations

from collections.abc import Iterable

from archive.models import Claim, Mention
from archive.representations import both, claim, distinct_sources, span, subject
from camps.models import Place


def place(row: Place, claims: Iterable[Claim] | None = None) -> dict[str, object]:
    """A camp or another place: what the gazetteer says of it, each with its reference, and what the sources do.

    ``claims``: those about it, with their evidence, if they are already at hand.
    """
    mentions = list(row.subject.mentions.all())
    claims = Claim.objects.about(row.subject).with_evidence() if claims is None else claims
    return {
        **summary(row),
        "labels": {one.language: one.name for one in row.labels},
        "variants": [{"language": one.language, "name": one.name} for one in row.variants],
        "authorities": [{"authority": one.authority, "address": one.address} for one in row.authorities.all()],
        "spelled": [{**span(one), "language": one.passage.source.language} for one in mentions if one.form == Mention.Form.NAME],
        "mentions": [{**span(one), "form": one.form} for one in mentions],
        "claims": [claim(one) for one in claims],
        "sources": distinct_sources(mentions),
    }


def summary(row: Place) -> dict[str, object]:
    """A place in a line: names, position with its reference and confidence."""
    return {
        **subject(row.subject),
        "type": row.kind,
        "longitude": float(row.longitude),
        "latitude": float(row.latitude),
        "confidence": row.confidence,
        "reference": both(row, "reference"),
        "recorded": row.recorded.isoformat(),
    }
