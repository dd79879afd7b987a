"""Camps and other places as plain dicts, ready for any format."""

from __future__ import annotations

from collections.abc import Iterable

from archive.formats.representations import represent_claim, represent_source_head, represent_span, represent_subject, translated
from archive.models import Claim, Mention, Source
from camps.models import Place

# Sources that a place's citation names by their digests; of more it says how many.
MAX_SOURCES = 10


def represent_place(row: Place, claims: Iterable[Claim] | None = None, named: Iterable[Mention] | None = None) -> dict[str, object]:
    """A camp or another place: what the gazetteer says of it, each with its reference, and what the sources do.

    ``claims``: those about it, with their evidence, and ``named``: mentions by name, with their words, where some are to do for all.
    ``sources``: the first that mention it; ``more_sources``: how many more do.
    """
    named = row.subject.mentions.names().with_texts() if named is None else named
    claims = Claim.objects.about(row.subject).with_evidence() if claims is None else claims
    cited = Source.objects.filter(pk__in=row.subject.mentions.order_by().values("passage__source")).defer("text")
    sources = list(cited[: MAX_SOURCES + 1])
    return {
        **represent_place_summary(row),
        "labels": {one.language: one.name for one in row.labels},
        "variants": [{"language": one.language, "name": one.name} for one in row.variants],
        "authorities": [{"authority": one.authority, "address": one.address} for one in row.authorities.all()],
        "spelled": [{**represent_span(one), "language": one.passage.source.language} for one in named],
        "claims": [represent_claim(one) for one in claims],
        "sources": [represent_source_head(one) for one in sources[:MAX_SOURCES]],
        "more_sources": cited.count() - MAX_SOURCES if len(sources) > MAX_SOURCES else 0,
    }


def represent_place_summary(row: Place) -> dict[str, object]:
    """A place in a line: names, position with its reference and confidence."""
    return {
        **represent_subject(row.subject),
        "type": row.kind,
        "longitude": float(row.longitude),
        "latitude": float(row.latitude),
        "confidence": row.confidence,
        "reference": translated(row, "reference"),
        "recorded": row.recorded.isoformat(),
    }
