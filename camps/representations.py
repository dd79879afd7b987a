"""Camps and other places as plain dicts, ready for any format."""

from __future__ import annotations

from collections.abc import Iterable

from archive.models import Claim, Mention, Source
from archive.representations import both, claim, source_head, span, subject
from camps.models import Place

# Sources that a place's citation names by their digests; of more it says how many.
SOURCES = 10


def place(row: Place, claims: Iterable[Claim] | None = None, named: Iterable[Mention] | None = None) -> dict[str, object]:
    """A camp or another place: what the gazetteer says of it, each with its reference, and what the sources do.

    ``claims``: those about it, with their evidence, and ``named``: mentions by name, with their words, where some are to do for all.
    ``sources``: the first that mention it; ``more_sources``: how many more do.
    """
    named = row.subject.mentions.names().with_words() if named is None else named
    claims = Claim.objects.about(row.subject).with_evidence() if claims is None else claims
    cited = Source.objects.filter(pk__in=row.subject.mentions.order_by().values("passage__source")).defer("text")
    sources = list(cited[: SOURCES + 1])
    return {
        **summary(row),
        "labels": {one.language: one.name for one in row.labels},
        "variants": [{"language": one.language, "name": one.name} for one in row.variants],
        "authorities": [{"authority": one.authority, "address": one.address} for one in row.authorities.all()],
        "spelled": [{**span(one), "language": one.passage.source.language} for one in named],
        "claims": [claim(one) for one in claims],
        "sources": [source_head(one) for one in sources[:SOURCES]],
        "more_sources": cited.count() - SOURCES if len(sources) > SOURCES else 0,
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
