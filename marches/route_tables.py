"""Routes as their tables show each: few columns of a march and of its stops, each of which has words, a passage and a source several times.

The other lists of routes show these words with their context and offsets, and read them (``representations.iterate_routes``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from archive.addresses import build_permanent_url
from archive.formats.claim_list import SPAN_FIELDS, Grouped, represent_listed_span
from archive.formats.representations import describe_span, represent_date, represent_listed_quantity, represent_subject
from archive.models import Anchor, Role
from archive.models.chunks import iterate_chunks
from archive.vocabulary import LANGUAGES
from camps.distances import make_point
from marches.models import MarchStop, Route, Stop, StopQuantity
from marches.outlines import load_outlines, load_stop_statuses
from marches.representations import ROUTES_AT_ONCE, build_stop_identity, represent_movement_head

SPAN = [f"anchor__{field}" for field in SPAN_FIELDS]
DATE_SPAN, MEANS_SPAN, DIRECTION_SPAN = ([f"{name}_{field}" for field in SPAN] for name in ("date", "means", "direction"))
PLACE = ["kind", "identifier", *(f"name_{language}" for language in LANGUAGES)]
POSITION = ("latitude", "longitude", "confidence", "precision")
DATE = ("edtf", "sense", "earliest", "latest")
STOP_FIELDS = (
    *(
        "pk",
        "route_id",
        "identifier",
        "position",
        "after",
        "omission",
        "event",
        "status",
        "means",
        "direction",
        *DATE,
        *SPAN,
        *DATE_SPAN,
        *MEANS_SPAN,
        *DIRECTION_SPAN,
    ),
    *(f"description_{language}" for language in LANGUAGES),
    *("place_id", *(f"place__{field}" for field in POSITION), *(f"place__subject__{field}" for field in PLACE)),
)


def iterate_route_heads() -> Iterator[dict[str, Any]]:
    """Yield all routes in the order of their keys, with what one row shows of each (``table.build_route_row``): of stops the first and last."""
    statuses = load_stop_statuses()
    for routes in iterate_chunks(Route.objects.with_means(), ROUTES_AT_ONCE):
        load_outlines(routes, statuses=statuses)
        yield from map(_represent_head, routes)


def _represent_head(row: Route) -> dict[str, Any]:
    anchors: list[Anchor] = list(row.claim.anchors.all())
    return {
        **represent_subject(row.subject),
        "form": row.form,
        "origins": _represent_places(row.origins),
        "destinations": _represent_places(row.destinations),
        **(
            {"stops": [{"means": {"value": stop.means} if stop.means else None} for stop in row.all_stops]} if row.has_stops else {}
        ),
        "direction": {"value": row.direction, "anchor": describe_span(row.direction_anchor)} if row.direction_anchor else None,
        "means": [{"value": means.kind, "anchor": describe_span(means.anchor)} for means in row.means.all()],
        "movement": represent_movement_head(row.movement),
        "claim": {
            "permanent": build_permanent_url("claim", row.claim.identifier),
            "date": represent_date(row.claim),
            "anchors": [{"status": status, "role": Role.STOP} for status in row.stop_statuses]
            + [{"status": anchor.status, "role": anchor.role, **describe_span(anchor)} for anchor in anchors],
        },
    }


def _represent_places(stops: Sequence[Stop | MarchStop]) -> list[dict[str, object]]:
    return [{**represent_subject(stop.place.subject), "anchor": describe_span(stop.anchor)} for stop in stops if stop.place]


def iterate_marches() -> Iterator[dict[str, Any]]:
    """Yield the routes by stops in the order of their keys, with what a row shows of each stop (``table.build_stop_row``).

    Two queries for each chunk, of values: objects of the models would take four times as long.
    """
    marches = Route.objects.filter(form=Route.Form.STOPS).values_list("pk", "subject__identifier")
    for chunk in iterate_chunks(marches, ROUTES_AT_ONCE, itemgetter(0)):
        keys, stops = [pk for pk, _identifier in chunk], defaultdict[int, list](list)
        quantities = _load_quantities(keys)
        identifiers = dict(chunk)
        for row in MarchStop.objects.filter(route__in=keys).order_by("route_id", "position").values(*STOP_FIELDS):
            route = row["route_id"]
            stops[route].append(_represent_stop(identifiers[route], row, quantities[row["pk"]]))
        for pk, identifier in chunk:
            permanent = build_permanent_url("route", identifier)
            yield {"kind": "route", "identifier": identifier, "permanent": permanent, "stops": stops[pk]}


def _represent_stop(route: str, row: dict[str, Any], quantities: list) -> dict[str, object]:
    return {
        **build_stop_identity(route, row["identifier"]),
        **{name: row[name] for name in ("position", "after", "omission", "event")},
        "description": {language: row[f"description_{language}"] for language in LANGUAGES},
        **({} if row["place_id"] is None else {"place": _represent_place(row)}),
        "date": {name: row[name] for name in DATE} if row["edtf"] else None,
        "date_anchor": _represent_words(row, DATE_SPAN) if row["edtf"] else None,
        "anchor": {**_represent_words(row, SPAN), "status": row["status"]},
        "means": {"value": row["means"], "anchor": _represent_words(row, MEANS_SPAN)} if row["means"] else None,
        "direction": {"value": row["direction"], "anchor": _represent_words(row, DIRECTION_SPAN)} if row["direction"] else None,
        "quantities": quantities,
    }


def _represent_words(row: dict[str, Any], fields: Iterable[str]) -> dict[str, object]:
    return represent_listed_span(*(row[field] for field in fields))


def _represent_place(row: dict[str, Any]) -> dict[str, object]:
    kind, identifier, *names = (row[f"place__subject__{field}"] for field in PLACE)
    latitude, longitude = make_point(row["place__latitude"], row["place__longitude"]) or (None, None)
    return {
        "permanent": build_permanent_url(kind, identifier),
        "name": dict(zip(LANGUAGES, names, strict=True)),
        **{name: row[f"place__{name}"] for name in POSITION},
        "latitude": latitude,
        "longitude": longitude,
    }


def _load_quantities(marches: list[int]) -> Grouped:
    """Return the numbers that the words of stops state, with their words, by the keys of the stops."""
    rows = StopQuantity.objects.filter(stop__route__in=marches).order_by("stop_id", "pk").select_related("quantity")
    spans = {pk: represent_listed_span(*span) for pk, *span in rows.values_list("pk", *(f"quantity__{name}" for name in SPAN))}
    grouped: Grouped = defaultdict(list)
    for row in rows:
        grouped[row.stop_id].append({**represent_listed_quantity(row.quantity), "words": spans[row.pk]})
    return grouped
