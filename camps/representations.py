"""Camps and other places as plain dicts, which every format writes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from archive.formats.representations import (
    describe_claim,
    represent_claim,
    represent_source_head,
    represent_span,
    represent_subject,
    translated,
)
from archive.models import Claim, Mention, Source, Subject
from archive.models.cached_rows import CachedRows
from archive.text.countries import get_country_name
from archive.vocabulary import LANGUAGES
from camps.models import Place, PlaceName

# Maximum number of sources that a place's citation names.
MAX_SOURCES = 10


def represent_place(row: Place) -> dict[str, object]:
    """Return a place with the facts of the gazetteer, each with its reference, and those of the sources.

    ``sources`` are the first that mention it and ``more_sources`` is the number of the others.
    """
    named = row.subject.mentions.names().with_texts()
    return {
        **_represent_gazetteer(row),
        "spelled": [{**represent_span(mention), "language": mention.passage.source.language} for mention in named],
        "claims": [represent_claim(claim) for claim in row.subject.claims.with_evidence()],
        **_represent_sources(row),
    }


def describe_place(row: Place, claims: Iterable[Claim], named: Iterable[Mention]) -> dict[str, object]:
    """Return what the page of a place says of it to machines; ``claims``: loaded ``with_links``, ``named``: mentions by name."""
    return {
        **_represent_gazetteer(row),
        "spelled": [{"exact": mention.exact} for mention in named],
        "claims": [describe_claim(claim) for claim in claims],
        **_represent_sources(row),
    }


def _represent_gazetteer(row: Place) -> dict[str, object]:
    return {
        **represent_place_in_list(row),
        "labels": {label.language: label.name for label in row.labels},
        "variants": [_represent_variant(variant) for variant in row.variants],
        "authorities": [{"authority": entry.authority.identifier, "address": entry.address} for entry in row.authorities.all()],
    }


def _represent_sources(row: Place) -> dict[str, object]:
    cited = CachedRows(select_mentioning_sources, row.subject)
    sources = cited[: MAX_SOURCES + 1]
    return {
        "sources": [represent_source_head(source) for source in sources[:MAX_SOURCES]],
        "more_sources": len(cited) - MAX_SOURCES if len(sources) > MAX_SOURCES else 0,
    }


def select_mentioning_sources(subject: Subject) -> QuerySet[Source]:
    """Select the sources that mention a subject, without their texts."""
    return Source.objects.filter(pk__in=subject.mentions.order_by().values("passage__source")).defer("text")


def represent_place_in_list(row: Place) -> dict[str, object]:
    """Return a place in short, with the larger place that it is part of, and where it is today, if they are known."""
    part_of = {"part_of": represent_subject(row.part_of.subject)} if row.part_of else {}
    return {**represent_place_summary(row), **part_of, **_represent_today(row)}


def represent_place_summary(row: Place) -> dict[str, object]:
    """Return a place in short: name, or ``description`` if it has none, and position with its reference and confidence, if known."""
    subject = represent_subject(row.subject)
    return {
        **subject,
        **({} if row.is_named else {"description": subject["name"]}),
        "type": row.kind,
        **_represent_position(row),
    }


def _represent_position(row: Place) -> dict[str, object]:
    if row.position is None or row.recorded is None:
        return {}
    latitude, longitude = row.position
    return {
        "longitude": longitude,
        "latitude": latitude,
        **({"precision": row.precision} if row.precision else {}),
        "confidence": row.confidence,
        "reference": translated(row, "reference"),
        "recorded": row.recorded.isoformat(),
    }


def represent_country(code: str) -> dict[str, object]:
    """Return a country by its code, with its names."""
    return {"code": code, "name": {language: get_country_name(code, language) for language in LANGUAGES}}


def _represent_today(row: Place) -> dict[str, object]:
    """Return the country and the nearest city of today, if any is known, with their reference."""
    if row.today_recorded is None:
        return {}
    distance = {"distance": row.city_distance, "distance_by": row.city_distance_by} if row.city_distance_by else {}
    today = {
        **({"country": represent_country(row.country)} if row.country else {}),
        **({"city": {"name": translated(row, "city"), **distance}} if row.city_en else {}),
        "reference": translated(row, "today_reference"),
        "recorded": row.today_recorded.isoformat(),
    }
    return {"today": today}


def _represent_variant(row: PlaceName) -> dict[str, str]:
    others = {"kind": row.usage, "time": row.time}
    return {"language": row.language, "name": row.name, **{key: value for key, value in others.items() if value}}
