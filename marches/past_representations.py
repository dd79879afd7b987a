"""Routes, as they were in an edition, as the dicts that every format writes."""

from __future__ import annotations

from archive.addresses import RecordKey, build_permanent_url
from archive.formats.past_representations import get_name, list_past_sources, represent_past_claim_of, represent_past_span
from archive.versions.record_state import RecordState
from camps.past_representations import represent_past_place_summary


def represent_past_route(past: RecordState) -> dict[str, object]:
    """Return a route: its stops, direction and means, each with its words, and its claim."""
    record, state = past.record, past.state
    claim = state.find(RecordKey("claim", record["claim"]))
    direction = record["direction"]
    return {
        "kind": "route",
        "identifier": past.key.identifier,
        "permanent": build_permanent_url(*past.key),
        "name": get_name(record, past.key),
        "origins": _represent_stops(past, record["origins"]),
        "destinations": _represent_stops(past, record["destinations"]),
        "direction": {"value": direction["value"], "anchor": represent_past_span(state, direction)} if direction else None,
        "means": [{"value": means["value"], "anchor": represent_past_span(state, means)} for means in record["means"]],
        "claim": represent_past_claim_of(state, claim) if claim else None,
        "sources": list_past_sources(state, record),
    }


def _represent_stops(past: RecordState, group: dict) -> list[dict[str, object]]:
    keys = [RecordKey.parse(place) for place in group["places"]]
    past.state.load(keys)
    places = ((key, past.state.find_record(key)) for key in keys)
    anchor = represent_past_span(past.state, group)
    return [{**represent_past_place_summary(key, record), "anchor": anchor} for key, record in places if record]
