"""Camps, places, routes and movements in Linked Places Format (World Historical Gazetteer, 1.2): GeoJSON with names, times and sources.

Collections are valid by the schema of version 2.0 too. Every attestation has a citation: of a source the permanent address of the exact words, of the gazetteer its own reference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from archive.formats import list_date_anchors
from archive.formats.authority_uris import build_authority_uri
from archive.formats.geojson import get_coordinates, has_position
from archive.formats.version_relations import link_versions
from archive.vocabulary import PERSONS, find_least_certain

JSONLD_CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
# By the status of the words that state a relation or a time
STATUS_CERTAINTIES = {"plain": "certain", "emended": "less-certain", "supplied": "less-certain", "uncertain": "uncertain"}
CERTAINTIES = {"high": "certain", "medium": "less-certain", "low": "uncertain", "symbolic": "uncertain"}
# From the most certain; a date that is about a day, or may be another, is never certain
WHEN_CERTAINTIES = ("certain", "less-certain", "uncertain")
# By the certainty that an account describes the movement
ACCOUNT_CERTAINTIES = {"certain": "certain", "probable": "less-certain", "possible": "uncertain"}
# Other kinds of place are called as in the records.
FEATURE_TYPES = {"camp": "concentration camp", "subcamp": "subcamp of a concentration camp", "station": "railway station"}
ROUTE_TYPE, MOVEMENT_TYPE = "evacuation", "movement told by several accounts"
# Relations of a route to its places, in the vocabulary of schema.org
RELATION_TYPES = {
    "origin": "https://schema.org/fromLocation",
    "destination": "https://schema.org/toLocation",
    "stop": "https://schema.org/itinerary",
}
# Relation of a movement to the routes that are accounts of it, and of such a route to the movement
ACCOUNT_RELATION, MOVEMENT_RELATION = "https://schema.org/subjectOf", "https://schema.org/about"
# The format wants a time of every feature; without a timespan it is not known.
NO_TIME: dict[str, object] = {"timespans": [], "label": "not stated"}


def format_place(record: dict) -> dict[str, object]:
    """Return a camp or another place as a collection of one feature."""
    mentions = [
        {"toponym": mention["exact"], "lang": mention["language"], "citations": [_format_citation(mention)]}
        for mention in record["spelled"]
    ]
    return _build_collection(
        record,
        names=mentions + _format_names(record["labels"] or record["name"]),
        types=[{"label": FEATURE_TYPES.get(record["type"], record["type"])}],
        geometry=_format_point(record) if has_position(record) else None,
        links=[
            {"type": "closeMatch", "identifier": build_authority_uri(authority["address"])} for authority in record["authorities"]
        ],
        **({"relations": [_format_part_of(record["part_of"])]} if "part_of" in record else {}),
        descriptions=_format_own_description(record) + [text for claim in record["claims"] for text in _format_descriptions(claim)],
    )


def format_route(record: dict) -> dict[str, Any]:
    """Return a route as a feature without a line: its places are relations, each with the words that name it.

    Each stop of a route by stops is a relation with its own time; one without a place's record is named by its own address.
    """
    claim = record["claim"]
    stops = [("origin", stop) for stop in record["origins"]] + [("destination", stop) for stop in record["destinations"]]
    if "stops" in record:
        stops = [("stop", _flatten_stop(stop)) for stop in record["stops"]]
    positions = {stop["permanent"]: stop for _role, stop in stops if has_position(stop)}
    return _build_collection(
        record,
        names=_format_names(record["name"]),
        types=[{"label": ROUTE_TYPE}],
        geometry={"type": "GeometryCollection", "geometries": list(map(_format_point, positions.values()))},
        when=_format_claim_date(claim),
        relations=[_format_relation(role, stop) for role, stop in stops] + _relate_movement(record["movement"]),
        descriptions=_format_descriptions(claim)
        + _describe_travel(record, record["means"])
        + [
            text
            for stop in record.get("stops", ())
            for text in _describe_travel(stop, [stop["means"]] if stop["means"] else []) + _describe_numbers(stop)
        ],
    )


def format_movement(record: dict) -> dict[str, object]:
    """Return a movement as a feature related to its accounts, and each account, a route, as a feature with its own places and times."""
    collection = _build_collection(
        record,
        names=_format_names(record["name"]),
        types=[{"label": MOVEMENT_TYPE}],
        geometry={"type": "GeometryCollection", "geometries": []},
        relations=[
            {
                "relationType": ACCOUNT_RELATION,
                "relationTo": account["permanent"],
                "label": account["name"]["en"],
                "certainty": ACCOUNT_CERTAINTIES[record["certainty"]],
            }
            for account in record["accounts"]
        ],
        descriptions=[{"@id": record["permanent"], "value": text, "lang": language} for language, text in record["reason"].items()],
    )
    routes = [feature for account in record["accounts"] for feature in format_route(account)["features"]]
    return {**collection, "features": [*collection["features"], *routes]}


def _relate_movement(movement: dict | None) -> list[dict[str, object]]:
    """Return the relation of a route to the movement that the archive takes it for an account of."""
    if movement is None:
        return []
    return [
        {
            "relationType": MOVEMENT_RELATION,
            "relationTo": movement["permanent"],
            "label": movement["name"]["en"],
            "certainty": ACCOUNT_CERTAINTIES[movement["certainty"]],
        }
    ]


def _describe_travel(record: dict, means: list[dict]) -> list[dict[str, object]]:
    """Return means and direction of a route or a stop, with their words as the source has them; the format has no field for them."""
    parts = [("means", part) for part in means] + ([("direction", record["direction"])] if record["direction"] else [])
    return [{"@id": record["permanent"], "value": f"{name}: {part['value']} “{part['anchor']['exact']}”"} for name, part in parts]


def _describe_numbers(stop: dict) -> list[dict[str, object]]:
    """Return the numbers that a stop states, with their words as the source has them; the format has no field for them."""
    return [
        {"@id": stop["permanent"], "value": f"{quantity['of']}: {_name_value(quantity)} “{quantity['words']['exact']}”"}
        for quantity in stop["quantities"]
    ]


def _name_value(quantity: dict) -> str:
    return quantity["value"] if quantity["unit"] == PERSONS else f"{quantity['value']} {quantity['unit']}"


def _build_collection(record: dict, **members: object) -> dict[str, Any]:
    country = record.get("today", {}).get("country")
    properties = {"title": record["name"]["en"], **({"ccodes": [country["code"]]} if country else {})}
    feature = {"@id": record["permanent"], "type": "Feature", "properties": properties, "when": NO_TIME, **link_versions(record)}
    feature |= members
    return {"type": "FeatureCollection", "@context": JSONLD_CONTEXT, "features": [feature]}


def _format_names(names: dict[str, str]) -> list[dict[str, object]]:
    return [{"toponym": name, "lang": language} for language, name in names.items()]


def _flatten_stop(stop: dict) -> dict[str, object]:
    """Return a stop with its place's name, position and address, or with its description and its own address."""
    time = {"when": _format_when(stop["date"], [stop["date_anchor"]])} if stop["date"] else {}
    place = stop.get("place") or {"permanent": stop["permanent"], "name": stop["description"]}
    return {**place, "event": stop["event"], "anchor": stop["anchor"], **time}


def _format_claim_date(claim: dict) -> dict[str, object]:
    return _format_when(claim["date"], list_date_anchors(claim))


def _format_when(date: dict | None, anchors: list[dict]) -> dict[str, object]:
    """Return one timespan if there is a date; a bound that the text does not state is left out."""
    if not date:
        return NO_TIME
    bounds = (("start", "earliest"), ("end", "latest"))
    timespan = {name: {bound: date[bound]} for name, bound in bounds if date[bound]}
    when = {"timespans": [timespan], "label": date["edtf"], "citations": list(map(_format_citation, anchors))}
    stated = "uncertain" if {"?", "%"} & {*date["edtf"]} else "less-certain" if "~" in date["edtf"] else "certain"
    return {**when, "certainty": max(stated, *_format_certainty(anchors).values(), key=WHEN_CERTAINTIES.index)}


def _format_point(record: dict) -> dict[str, object]:
    return {
        "type": "Point",
        "coordinates": get_coordinates(record),
        "certainty": CERTAINTIES[record["confidence"]],
        "citations": [{"label": record["reference"]["en"], "year": record["recorded"][:4]}],
    }


def _format_part_of(subject: dict) -> dict[str, str]:
    return {"relationType": "gvp:broaderPartitive", "relationTo": subject["permanent"], "label": subject["name"]["en"]}


def _format_own_description(record: dict) -> list[dict[str, str]]:
    return [
        {"@id": record["permanent"], "value": text, "lang": language} for language, text in record.get("description", {}).items()
    ]


def _format_relation(role: str, stop: dict) -> dict[str, object]:
    return {
        "relationType": RELATION_TYPES[role],
        "relationTo": stop["permanent"],
        "label": f"{stop['name']['en']} ({stop['event']})" if "event" in stop else stop["name"]["en"],
        **({"when": stop["when"]} if "when" in stop else {}),
        "citations": [_format_citation(stop["anchor"])],
        **_format_certainty([stop["anchor"]]),
    }


def _format_descriptions(claim: dict) -> list[dict[str, str]]:
    certainty = _format_certainty(anchor for anchor in claim["anchors"] if anchor["role"] == "statement")
    return [
        {"@id": claim["permanent"], "value": text, "lang": language, **certainty} for language, text in claim["statement"].items()
    ]


def _format_certainty(anchors: Iterable[dict]) -> dict[str, str]:
    """Return the certainty of what words state, by the least certain of their reading statuses."""
    return {"certainty": STATUS_CERTAINTIES[find_least_certain(anchor["status"] for anchor in anchors) or "plain"]}


def _format_citation(anchor: dict) -> dict[str, str]:
    return {"@id": anchor["permanent"], "label": anchor["exact"]}
