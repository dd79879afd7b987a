"""Routes under their permanent addresses."""

from __future__ import annotations

from django.urls import reverse

from archive.formats import geojson, linkedplaces, schemaorg, table
from archive.kinds import CITED, Kind, as_json, as_table
from marches import representations
from marches.models import Route

ROUTE = Kind(
    name="route",
    find=lambda identifier: Route.objects.whole().get(subject__identifier=identifier),
    page=lambda row: reverse("route", args=[row.subject.identifier]),
    represent=representations.route,
    formats={"jsonld": as_json(linkedplaces.route), "geojson": as_json(geojson.route), **CITED},
    embedded=schemaorg.route,
    lists={
        "geojson": as_json(geojson.collection_of(geojson.route)),
        "csv": as_table(table.route),
    },
    every=lambda: Route.objects.whole(),
    list_page="routes",
)
