"""Routes and movements at their permanent addresses, and their formats."""

from __future__ import annotations

from django.urls import reverse

from archive.formats import geojson, linkedplaces, schemaorg, table
from archive.web.record_kinds import CITATION_FORMATS, RecordKind, make_json_writer, write_table
from marches import past_representations, representations, route_tables
from marches.models import Movement, Route

ROUTE_KIND = RecordKind(
    name="route",
    find=lambda identifier: Route.objects.with_texts().get(subject__identifier=identifier),
    page=lambda route: reverse("route", args=[route.subject.identifier]),
    represent=representations.represent_route,
    formats={
        "jsonld": make_json_writer(linkedplaces.format_route),
        "geojson": make_json_writer(geojson.format_route),
        **CITATION_FORMATS,
    },
    structured_data=schemaorg.format_route,
    represent_past=past_representations.represent_past_route,
    lists={
        "geojson": geojson.make_collection_writer(geojson.list_route_features),
        "csv": write_table(table.build_route_row),
        "stops.csv": table.write_stops,
    },
    load_all=Route.objects.with_texts,
    iterate_listed=representations.iterate_routes,
    iterate_for={"csv": route_tables.iterate_route_heads, "stops.csv": route_tables.iterate_marches},
    list_page="routes",
)
MOVEMENT_KIND = RecordKind(
    name="movement",
    find=lambda identifier: Movement.objects.with_texts().get(identifier=identifier),
    page=lambda movement: reverse("movement", args=[movement.identifier]),
    represent=representations.represent_movement,
    formats={
        "jsonld": make_json_writer(linkedplaces.format_movement),
        "geojson": make_json_writer(geojson.format_movement),
        **CITATION_FORMATS,
    },
    structured_data=schemaorg.format_movement,
    represent_past=past_representations.represent_past_movement,
    lists={
        "geojson": geojson.make_collection_writer(geojson.list_movement_features),
        "csv": lambda records: table.iterate_csv(map(table.build_movement_row, records), table.MOVEMENT_COLUMNS),
    },
    load_all=Movement.objects.with_texts,
    list_page="routes",
)
