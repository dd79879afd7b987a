"""Camps, places and routes in Linked Places Format (World Historical Gazetteer, 1.2): GeoJSON with names, times and sources.

Every attestation carries its citation: for what the source says the permanent address of the very words, for what the
gazetteer says its own reference.
"""

from __future__ import annotations

from archive.formats.geojson import get_coordinates

JSONLD_CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
CERTAINTIES = {"high": "certain", "medium": "less-certain", "low": "uncertain", "symbolic": "uncertain"}
FEATURE_TYPES = {"camp": "concentration camp", "sea": "sea", "region": "region", "route": "evacuation"}


def format_place(record: dict) -> dict[str, object]:
    """A camp or another place as a collection of one feature."""
    return _wrap_feature(
        {
            "@id": record["permanent"],
            "type": "Feature",
            "properties": {"title": record["name"]["en"], "ccodes": []},
            "names": [_format_mention(one) for one in record["spelled"]]
            + [_format_label(*one) for one in record["labels"].items()],
            "types": [{"label": FEATURE_TYPES[record["type"]]}],
            "geometry": {"type": "Point", "coordinates": get_coordinates(record), **_format_position(record)},
            "links": [{"type": "closeMatch", "identifier": one["address"]} for one in record["authorities"]],
            "descriptions": [one for claim in record["claims"] for one in _format_descriptions(claim)],
        }
    )


def format_route(record: dict) -> dict[str, object]:
    """A route as a feature without a line: its places are relations, each with the words that name it."""
    claim = record["claim"]
    stops = [("origin", one) for one in record["origins"]] + [("destination", one) for one in record["destinations"]]
    return _wrap_feature(
        {
            "@id": record["permanent"],
            "type": "Feature",
            "properties": {"title": record["name"]["en"], "ccodes": []},
            "names": [{"toponym": text, "lang": language} for language, text in record["name"].items()],
            "types": [{"label": FEATURE_TYPES["route"]}],
            "geometry": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Point", "coordinates": get_coordinates(one), **_format_position(one)} for _role, one in stops
                ],
            },
            **format_when(claim),
            "relations": [_format_relation(role, one) for role, one in stops],
            "descriptions": _format_descriptions(claim),
        }
    )


def format_when(claim: dict) -> dict[str, object]:
    """``when`` with one timespan, if the claim is dated; a bound that the text does not state is left out."""
    date = claim["date"]
    if not date:
        return {}
    span: dict[str, object] = {}
    if date["earliest"]:
        span["start"] = {"earliest": date["earliest"]}
    if date["latest"]:
        span["end"] = {"latest": date["latest"]}
    cited = [_format_citation(one) for one in claim["anchors"] if one["role"] == "date"]
    return {"when": {"timespans": [span], "label": date["edtf"], "citations": cited}}


def _wrap_feature(feature: dict[str, object]) -> dict[str, object]:
    return {"type": "FeatureCollection", "@context": JSONLD_CONTEXT, "features": [feature]}


def _format_mention(mention: dict) -> dict[str, object]:
    return {"toponym": mention["exact"], "lang": mention["language"], "citations": [_format_citation(mention)]}


def _format_label(language: str, name: str) -> dict[str, object]:
    return {"toponym": name, "lang": language}


def _format_position(record: dict) -> dict[str, object]:
    return {
        "certainty": CERTAINTIES[record["confidence"]],
        "citations": [{"label": record["reference"]["en"], "year": record["recorded"][:4]}],
    }


def _format_relation(role: str, stop: dict) -> dict[str, object]:
    return {
        "relationType": role,
        "relationTo": stop["permanent"],
        "label": stop["name"]["en"],
        "citations": [_format_citation(stop["anchor"])],
    }


def _format_descriptions(claim: dict) -> list[dict[str, str]]:
    return [{"@id": claim["permanent"], "value": text, "lang": language} for language, text in claim["statement"].items()]


def _format_citation(anchor: dict) -> dict[str, str]:
    return {"@id": anchor["permanent"], "label": anchor["exact"]}
