"""Places and routes as GeoJSON (RFC 7946): WGS 84, longitude first.

A route between sets of places has no line, for no source describes one: it is the set of its origins and the set of its destinations.
A route by stops has a feature for each stop, and a line for each leg between two stops whose positions are known. A line means order alone.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from archive.formats import list_date_anchors
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
    """Return a Feature; of a route by stops a FeatureCollection of the route, its stops and its legs."""
    features = list_route_features(record)
    return {"type": "FeatureCollection", "features": features} if "stops" in record else features[0]


def list_route_features(record: dict) -> list[dict[str, object]]:
    """Return a Feature of the route, and of a route by stops one of each stop and of each leg.

    The geometry of a route between sets has two MultiPoints: first the origins, then the destinations, as far as their positions are known;
    that of a route by stops is null.
    """
    if "stops" not in record:
        return [_format_sets(record)]
    route = {**_describe_route(record), "stops": [stop["permanent"] for stop in record["stops"]]}
    feature = {"type": "Feature", "id": record["permanent"], "geometry": None, "properties": route}
    return [feature, *map(_format_stop, record["stops"]), *_list_legs(record)]


def format_movement(record: dict) -> dict[str, object]:
    """Return a FeatureCollection of the movement and of all features of its accounts, each account apart from the others."""
    return {"type": "FeatureCollection", "features": list_movement_features(record)}


def list_movement_features(record: dict) -> list[dict[str, object]]:
    """Return a Feature of the movement, without a geometry of its own, and the features of each of its routes."""
    properties = {
        "kind": "movement",
        "identifier": record["identifier"],
        "name": record["name"],
        "certainty": record["certainty"],
        "reason": record["reason"],
        "accounts": [account["permanent"] for account in record["accounts"]],
    }
    feature: dict[str, object] = {"type": "Feature", "id": record["permanent"], "geometry": None, "properties": properties}
    return [feature, *chain.from_iterable(map(list_route_features, record["accounts"]))]


def _format_stop(stop: dict) -> dict[str, object]:
    place = stop.get("place", {})
    date = stop["date"] or {}
    return {
        "type": "Feature",
        "id": stop["permanent"],
        "geometry": {"type": "Point", "coordinates": get_coordinates(place)} if has_position(place) else None,
        "properties": {
            "kind": "stop",
            "order": stop["position"],
            "event": stop["event"],
            **({"place": place["permanent"], "name": place["name"]} if place else {"description": stop["description"]}),
            **{name: place[name] for name in ("precision", "confidence") if name in place},
            "after": stop["after"],
            "omission": stop["omission"],
            "edtf": date.get("edtf"),
            **_describe_sense(date),
            **_describe_words("date", stop["date_anchor"]),
            "means": stop["means"] and stop["means"]["value"],
            **_describe_words("means", stop["means"] and stop["means"]["anchor"]),
            "direction": stop["direction"] and stop["direction"]["value"],
            **_describe_words("direction", stop["direction"] and stop["direction"]["anchor"]),
            "status": stop["anchor"]["status"],
            "words": stop["anchor"]["exact"],
            "evidence": stop["anchor"]["permanent"],
            "quantities": [
                {
                    "of": quantity["of"],
                    "unit": quantity["unit"],
                    "value": quantity["value"],
                    "words": quantity["words"]["exact"],
                    "evidence": quantity["words"]["permanent"],
                }
                for quantity in stop["quantities"]
            ],
        },
    }


def _list_legs(record: dict) -> Iterator[dict[str, object]]:
    """Yield a LineString for each two stops that follow each other and whose positions are known."""
    stops = {stop["position"]: stop for stop in record["stops"]}
    for stop in record["stops"]:
        for before in (stops[position] for position in stop["after"]):
            ends = [before.get("place", {}), stop.get("place", {})]
            if all(map(has_position, ends)):
                yield {
                    "type": "Feature",
                    "geometry": {"type": "LineString", "coordinates": list(map(get_coordinates, ends))},
                    "properties": {
                        "kind": "leg",
                        "order": stop["position"],
                        "from": before["permanent"],
                        "to": stop["permanent"],
                        "omission": stop["omission"],
                        "geometry_note": "The order of two stops; no road.",
                    },
                }


def _describe_route(record: dict) -> dict[str, object]:
    """Return the properties that routes of both forms have."""
    date, direction = record["claim"]["date"] or {}, record["direction"]
    dating = next(iter(list_date_anchors(record["claim"])), None)
    return {
        "kind": "route",
        "identifier": record["identifier"],
        "form": record["form"],
        "name": record["name"],
        "claim": record["claim"]["permanent"],
        "status": find_least_certain(anchor["status"] for anchor in record["claim"]["anchors"]) or "plain",
        "movement": record["movement"] and record["movement"]["permanent"],
        "edtf": date.get("edtf"),
        **_describe_sense(date),
        **_describe_words("date", dating),
        "direction": direction and direction["value"],
        **_describe_words("direction", direction and direction["anchor"]),
        "means": [
            {"value": means["value"], "words": means["anchor"]["exact"], "evidence": means["anchor"]["permanent"]}
            for means in record["means"]
        ],
    }


def _describe_sense(date: dict) -> dict[str, str]:
    """Return the sense of a date, where it is not the time of the event itself."""
    return {"sense": date["sense"]} if date.get("sense") else {}


def _describe_words(name: str, anchor: dict | None) -> dict[str, str]:
    """Return words and their address; nothing for what is not stated."""
    return {f"{name}_words": anchor["exact"], f"{name}_evidence": anchor["permanent"]} if anchor else {}


def _format_sets(record: dict) -> dict[str, object]:
    geometries = [
        {"type": "MultiPoint", "coordinates": [get_coordinates(stop) for stop in record[role] if has_position(stop)]}
        for role in ("origins", "destinations")
    ]
    return {
        "type": "Feature",
        "id": record["permanent"],
        "geometry": {"type": "GeometryCollection", "geometries": geometries},
        "properties": {
            **_describe_route(record),
            **{role: [stop["permanent"] for stop in record[role]] for role in ("origins", "destinations")},
            **{f"{role[:-1]}_words": [stop["anchor"]["exact"] for stop in record[role]] for role in ("origins", "destinations")},
            "geometry_note": "Origins, then destinations; the source describes no road.",
        },
    }


def make_collection_writer(list_features: Callable[[dict], list[dict[str, object]]]) -> Callable[[Iterable[dict]], Iterator[str]]:
    """Return a function that yields the JSON of records as a FeatureCollection, feature by feature, as ``write_json`` writes it.

    ``list_features`` returns the features of a record.
    """

    def write_collection(records: Iterable[dict]) -> Iterator[str]:
        separator = '{\n "type": "FeatureCollection",\n "features": ['
        for feature in chain.from_iterable(map(list_features, records)):
            text = json.dumps(feature, ensure_ascii=False, indent=1)
            yield f"{separator}\n{textwrap.indent(text, '  ', lambda _line: True)}"
            separator = ","
        yield "\n ]\n}\n" if separator == "," else f"{separator}]\n}}\n"

    return write_collection


def has_position(record: dict) -> bool:
    """Return True if the record of a place has coordinates."""
    return "latitude" in record


def get_coordinates(record: dict) -> list[float]:
    """Return longitude and latitude in decimal degrees."""
    return [record["longitude"], record["latitude"]]
