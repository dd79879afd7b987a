"""Places and routes as GeoJSON (RFC 7946): WGS 84, longitude first.

A route has no line, for no source describes one: it is the set of its origins and the set of its destinations.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterable, Iterator

from archive.vocabulary import find_least_certain

PLACE_PROPERTIES = ("kind", "identifier", "type", "name", "precision", "confidence", "reference", "recorded", "today")


def format_place(record: dict) -> dict[str, object]:
    """Return a Feature with the gazetteer's position and its reference; without a position its geometry is null.

    A place without a name has the property ``description`` in place of ``name``; ``precision`` and ``distance`` are in kilometres.
    """
    properties = {key: record[key] for key in PLACE_PROPERTIES if key in record}
    if "description" in record:
        properties["description"] = properties.pop("name")
    if "part_of" in record:
        properties["part_of"] = record["part_of"]["permanent"]
    return {
        "type": "Feature",
        "id": record["permanent"],
        "geometry": {"type": "Point", "coordinates": get_coordinates(record)} if has_position(record) else None,
        "properties": properties,
    }


def format_route(record: dict) -> dict[str, object]:
    """Return a Feature whose geometry has two MultiPoints: first the origins, then the destinations, as far as their positions are known."""
    geometries = [
        {"type": "MultiPoint", "coordinates": [get_coordinates(stop) for stop in record[role] if has_position(stop)]}
        for role in ("origins", "destinations")
    ]
    date = record["claim"]["date"] or {}
    return {
        "type": "Feature",
        "id": record["permanent"],
        "geometry": {"type": "GeometryCollection", "geometries": geometries},
        "properties": {
            "kind": "route",
            "identifier": record["identifier"],
            "name": record["name"],
            "claim": record["claim"]["permanent"],
            "status": find_least_certain(anchor["status"] for anchor in record["claim"]["anchors"]) or "plain",
            "edtf": date.get("edtf"),
            "direction": record["direction"] and record["direction"]["value"],
            "origins": [stop["permanent"] for stop in record["origins"]],
            "destinations": [stop["permanent"] for stop in record["destinations"]],
            "geometry_note": "Origins, then destinations; the source describes no road.",
        },
    }


def make_collection_writer(format_feature: Callable[[dict], dict]) -> Callable[[Iterable[dict]], Iterator[str]]:
    """Return a function that yields the JSON of records as a FeatureCollection, feature by feature, as ``write_json`` writes it."""

    def write_collection(records: Iterable[dict]) -> Iterator[str]:
        separator = '{\n "type": "FeatureCollection",\n "features": ['
        for record in records:
            feature = json.dumps(format_feature(record), ensure_ascii=False, indent=1)
            yield f"{separator}\n{textwrap.indent(feature, '  ', lambda _line: True)}"
            separator = ","
        yield "\n ]\n}\n" if separator == "," else f"{separator}]\n}}\n"

    return write_collection


def has_position(record: dict) -> bool:
    """Return True if the record of a place has coordinates."""
    return "latitude" in record


def get_coordinates(record: dict) -> list[float]:
    """Return longitude and latitude in decimal degrees."""
    return [record["longitude"], record["latitude"]]
