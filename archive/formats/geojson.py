"""Places and routes as GeoJSON (RFC 7946): WGS 84, longitude first.

A route has no line, for no source describes one: it is the set of its origins and the set of its destinations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable


def format_place(record: dict) -> dict[str, object]:
    """A Feature with the gazetteer's position and its reference."""
    properties = {
        key: record[key] for key in ("kind", "identifier", "type", "name", "confidence", "reference", "recorded") if key in record
    }
    return {
        "type": "Feature",
        "id": record["permanent"],
        "geometry": {"type": "Point", "coordinates": get_coordinates(record)},
        "properties": properties,
    }


def format_route(record: dict) -> dict[str, object]:
    """A Feature whose geometry holds two MultiPoints: first the origins, then the destinations."""
    sets = [record["origins"], record["destinations"]]
    date = record["claim"]["date"] or {}
    return {
        "type": "Feature",
        "id": record["permanent"],
        "geometry": {
            "type": "GeometryCollection",
            "geometries": [{"type": "MultiPoint", "coordinates": [get_coordinates(one) for one in stops]} for stops in sets],
        },
        "properties": {
            "kind": "route",
            "identifier": record["identifier"],
            "name": record["name"],
            "claim": record["claim"]["permanent"],
            "edtf": date.get("edtf"),
            "direction": record["direction"] and record["direction"]["value"],
            "origins": [one["permanent"] for one in record["origins"]],
            "destinations": [one["permanent"] for one in record["destinations"]],
            "geometry_note": "Origins, then destinations; the source describes no road.",
        },
    }


def make_collection_writer(feature: Callable[[dict], dict]) -> Callable[[Iterable[dict]], dict]:
    """What makes a FeatureCollection of records that ``feature`` makes features."""
    return lambda records: {"type": "FeatureCollection", "features": [feature(one) for one in records]}


def get_coordinates(record: dict) -> list[float]:
    """Longitude and latitude in decimal degrees."""
    return [record["longitude"], record["latitude"]]
