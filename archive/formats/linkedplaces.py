"""Camps, places and routes in Linked Places Format (World Historical Gazetteer, 1.2): GeoJSON with names, times and sources.

Every attestation carries its citation: for what the source says the permanent address of the very words, for what the
gazetteer says its own reference.
"""

from __future__ import annotations

from archive.formats.geojson import coordinates

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
CERTAINTY = {"high": "certain", "medium": "less-certain", "low": "uncertain", "symbolic": "uncertain"}
TYPES = {"camp": "concentration camp", "sea": "sea", "region": "region", "route": "evacuation"}


def place(record: dict) -> dict[str, object]:
    """A camp or another place as a collection of one feature."""
    return _collection(
        {
            "@id": record["permanent"],
            "type": "Feature",
            "properties": {"title": record["name"]["en"], "ccodes": []},
            "names": [_spelled(one) for one in record["spelled"]] + [_label(*one) for one in record["labels"].items()],
            "types": [{"label": TYPES[record["type"]]}],
            "geometry": {"type": "Point", "coordinates": coordinates(record), **_position(record)},
            "links": [{"type": "closeMatch", "identifier": one["address"]} for one in record["authorities"]],
            "descriptions": [one for claim in record["claims"] for one in _descriptions(claim)],
        }
    )


def route(record: dict) -> dict[str, object]:
    """A route as a feature without a line: its places are relations, each with the words that name it."""
    claim = record["claim"]
    stops = [("origin", one) for one in record["origins"]] + [("destination", one) for one in record["destinations"]]
    return _collection(
        {
            "@id": record["permanent"],
            "type": "Feature",
            "properties": {"title": record["name"]["en"], "ccodes": []},
            "names": [{"toponym": text, "lang": language} for language, text in record["name"].items()],
            "types": [{"label": TYPES["route"]}],
            "geometry": {
                "type": "GeometryCollection",
                "geometries": [{"type": "Point", "coordinates": coordinates(one), **_position(one)} for _role, one in stops],
            },
            **when(claim),
            "relations": [_relation(role, one) for role, one in stops],
            "descriptions": _descriptions(claim),
        }
    )


def when(claim: dict) -> dict[str, object]:
    """``when`` with one timespan, if the claim is dated; a bound that the text does not state is left out."""
    date = claim["date"]
    if not date:
        return {}
    span: dict[str, object] = {}
    if date["earliest"]:
        span["start"] = {"earliest": date["earliest"]}
    if date["latest"]:
        span["end"] = {"latest": date["latest"]}
    cited = [_citation(one) for one in claim["anchors"] if one["role"] == "date"]
    return {"when": {"timespans": [span], "label": date["edtf"], "citations": cited}}


def _collection(feature: dict[str, object]) -> dict[str, object]:
    return {"type": "FeatureCollection", "@context": CONTEXT, "features": [feature]}


def _spelled(mention: dict) -> dict[str, object]:
    return {"toponym": mention["exact"], "lang": mention["language"], "citations": [_citation(mention)]}


def _label(language: str, name: str) -> dict[str, object]:
    return {"toponym": name, "lang": language}


def _position(record: dict) -> dict[str, object]:
    return {
        "certainty": CERTAINTY[record["confidence"]],
        "citations": [{"label": record["reference"]["en"], "year": record["recorded"][:4]}],
    }


def _relation(role: str, stop: dict) -> dict[str, object]:
    return {
        "relationType": role,
        "relationTo": stop["permanent"],
        "label": stop["name"]["en"],
        "citations": [_citation(stop["anchor"])],
    }


def _descriptions(claim: dict) -> list[dict[str, str]]:
    return [{"@id": claim["permanent"], "value": text, "lang": language} for language, text in claim["statement"].items()]


def _citation(anchor: dict) -> dict[str, str]:
    return {"@id": anchor["permanent"], "label": anchor["exact"]}
