"""Camps and other places, as they were in an edition, as the dicts that every format writes."""

from __future__ import annotations

from archive.addresses import RecordKey
from archive.formats.past_representations import (
    get_name,
    list_past_sources,
    represent_past_claim_of,
    represent_past_span,
    represent_past_subjects,
)
from archive.versions.edition_state import EditionState
from archive.versions.permanent_urls import build_record_url
from archive.versions.record_state import RecordState
from archive.vocabulary import LANGUAGES
from camps.distances import find_city_distance, make_point
from camps.representations import represent_country


def represent_past_place(past: RecordState) -> dict[str, object]:
    """Return a place with the facts of the gazetteer, and those of the sources."""
    record, state = past.record, past.state
    mentions = [mention for _source, mention in past.mentions]
    part_of = represent_past_subjects(state, [record["part_of"]] if record["part_of"] else [])
    return {
        **represent_past_place_summary(past.key, record),
        **({"part_of": part_of[0]} if part_of else {}),
        **_represent_today(record),
        "labels": record["names"] or {},
        "variants": [
            {name: variant[name] for name in ("language", "name", "kind", "time") if variant[name]}
            for variant in record["variants"]
        ],
        "authorities": _represent_authorities(state, record["authorities"]),
        "spelled": [represent_past_span(state, mention) for mention in mentions if mention["form"] == "name"],
        "claims": [represent_past_claim_of(state, claim) for claim in past.related.get("claims", ())],
        "sources": list_past_sources(state, {"mentions": mentions}),
    }


def _represent_authorities(state: EditionState, rows: list[dict]) -> list[dict[str, object]]:
    """Return the identifiers of a place in the authority files that were in force."""
    keys = [RecordKey("authority", row["authority"]) for row in rows]
    state.load(keys)
    files = [(row, state.find_record(key)) for row, key in zip(rows, keys, strict=True)]
    return [
        {"authority": row["authority"], "address": file["address"].replace("{}", row["identifier"])} for row, file in files if file
    ]


def represent_past_place_summary(key: RecordKey, record: dict) -> dict[str, object]:
    """Return a place in short: name, or ``description`` if it has none, and position with its reference and confidence, if known."""
    return {
        "kind": key.kind,
        "identifier": key.identifier,
        "permanent": build_record_url(key),
        "name": get_name(record, key),
        **({} if record["names"] else {"description": record["description"]}),
        "type": record["kind"],
        **(_represent_position(record["coordinates"]) if record["coordinates"] else {}),
    }


def _represent_today(record: dict) -> dict[str, object]:
    """Return the country and the nearest city of that day, if any was recorded, with their reference."""
    if not (today := record.get("today")):
        return {}
    city, position = today["city"], record["coordinates"] or {}
    parts: dict[str, object] = {"country": represent_country(today["country"])} if today["country"] else {}
    if city:
        points = (make_point(item.get("latitude"), item.get("longitude")) for item in (city, position))
        distance, distance_by = find_city_distance(city["distance"], *points)
        measured = {"distance": distance, "distance_by": distance_by} if distance_by else {}
        parts["city"] = {"name": {language: city[language] for language in LANGUAGES}, **measured}
    return {"today": {**parts, **{name: today[name] for name in ("reference", "recorded")}}}


def _represent_position(position: dict) -> dict[str, object]:
    return {
        "longitude": float(position["longitude"]),
        "latitude": float(position["latitude"]),
        **({"precision": position["precision"]} if position["precision"] else {}),
        **{name: position[name] for name in ("confidence", "reference", "recorded")},
    }
