"""Routes and movements, as they were in an edition, as the dicts that every format writes."""

from __future__ import annotations

from typing import Any

from archive.addresses import RecordKey, build_permanent_url
from archive.formats.past_representations import (
    get_name,
    list_past_sources,
    represent_past_claim_of,
    represent_past_date,
    represent_past_quantity,
    represent_past_span,
)
from archive.versions.record_state import RecordState, list_stop_quotations, load_record_state
from camps.past_representations import represent_past_place_summary
from marches.representations import build_movement_identity, build_stop_identity


def represent_past_route(past: RecordState) -> dict[str, Any]:
    """Return a route: its stops, direction and means, each with its words, and its claim."""
    record, state = past.record, past.state
    claim = state.find(RecordKey("claim", record["claim"]))
    direction = record["direction"]
    return {
        "kind": "route",
        "identifier": past.key.identifier,
        "permanent": build_permanent_url(*past.key),
        "name": get_name(record, past.key),
        **(_represent_itinerary(past, record["stops"]) if record["form"] == "stops" else _represent_sets(past, record)),
        "direction": {"value": direction["value"], "anchor": represent_past_span(state, direction)} if direction else None,
        "means": [{"value": means["value"], "anchor": represent_past_span(state, means)} for means in record["means"]],
        "movement": _represent_movement_head(past),
        "claim": represent_past_claim_of(state, claim) if claim else None,
        "sources": list_past_sources(state, record),
    }


def _represent_movement_head(past: RecordState) -> dict[str, Any] | None:
    """Return what the route said of the movement that it was joined to; a route is in one at most."""
    for version in past.related.get("movements", ()):
        record = version.record or {}
        return {**build_movement_identity(version.identifier), "name": record["name"], "certainty": record["certainty"]}
    return None


def represent_past_movement(past: RecordState) -> dict[str, object]:
    """Return a movement, under ``accounts`` its routes as they were in the edition, and the claims that state them."""
    accounts = [represent_past_route(load_record_state(past.state, route)) for route in past.related.get("routes", ())]
    sources = {source["permanent"]: source for account in accounts for source in account["sources"]}
    return {
        **build_movement_identity(past.key.identifier),
        "name": past.record["name"],
        "certainty": past.record["certainty"],
        "reason": past.record["reason"],
        "accounts": accounts,
        "claims": [account["claim"] for account in accounts if account["claim"]],
        "sources": list(sources.values()),
    }


def _represent_sets(past: RecordState, record: dict) -> dict[str, object]:
    return {"form": "sets", **{role: _represent_stops(past, record[role]) for role in ("origins", "destinations")}}


def _represent_itinerary(past: RecordState, stops: list[dict]) -> dict[str, object]:
    """Return the stops of a march, and under ``origins`` and ``destinations`` the places at its ends."""
    positions = {stop["stop"]: position for position, stop in enumerate(stops, 1)}
    keys = {stop["place"]: RecordKey.parse(stop["place"]) for stop in stops if stop["place"]}
    past.state.load(keys.values())
    places = {
        name: represent_past_place_summary(key, record) for name, key in keys.items() if (record := past.state.find_record(key))
    }
    itinerary: list[dict[str, Any]] = []
    for position, stop in enumerate(stops, 1):
        anchors = {name: represent_past_span(past.state, words) for name, words in list_stop_quotations(stop).items()}
        preceding = [position - 1] if stop["after"] is None else sorted(positions[name] for name in stop["after"])
        itinerary.append(
            {
                **build_stop_identity(past.key.identifier, stop["stop"]),
                "position": position,
                "event": stop["event"],
                **({"place": places[stop["place"]]} if stop["place"] in places else {"description": stop["description"]}),
                "after": [number for number in preceding if number],
                "omission": stop["omission"],
                "anchor": anchors["stop"],
                "date": represent_past_date(stop["date"]) if stop["date"] else None,
                "date_anchor": anchors.get("date"),
                **{
                    name: {"value": stop[name]["value"], "anchor": anchors[name]} if stop[name] else None
                    for name in ("means", "direction")
                },
                "quantities": [represent_past_quantity(past.state, quantity) for quantity in stop["quantities"]],
            }
        )
    followed = {number for stop in itinerary for number in stop["after"]}
    ends = {
        "origins": [stop for stop in itinerary if not stop["after"]],
        "destinations": [stop for stop in itinerary if stop["position"] not in followed],
    }
    placed = {
        role: [{**stop["place"], "anchor": stop["anchor"]} for stop in stops_at_end if "place" in stop]
        for role, stops_at_end in ends.items()
    }
    return {"form": "stops", **placed, "stops": itinerary}


def _represent_stops(past: RecordState, group: dict) -> list[dict[str, object]]:
    keys = [RecordKey.parse(place) for place in group["places"]]
    past.state.load(keys)
    places = ((key, past.state.find_record(key)) for key in keys)
    anchor = represent_past_span(past.state, group)
    return [{**represent_past_place_summary(key, record), "anchor": anchor} for key, record in places if record]
