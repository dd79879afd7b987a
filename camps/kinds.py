"""Camps and other places under their permanent addresses."""

from __future__ import annotations

from django.urls import reverse

from archive.formats import geojson, linkedplaces, schemaorg, table
from archive.kinds import CITED, Kind, as_json, as_table
from archive.models import Subject
from camps import representations
from camps.models import Place


def _kind(name: str) -> Kind:
    known = Place.objects.select_related("subject").filter(subject__kind=name)

    return Kind(
        name=name,
        find=lambda identifier: known.get(subject__identifier=identifier),
        page=lambda row: reverse(name, args=[row.subject.identifier]),
        represent=representations.place,
        formats={"jsonld": as_json(linkedplaces.place), "geojson": as_json(geojson.place), **CITED},
        embedded=schemaorg.place,
        lists={
            "geojson": as_json(geojson.collection_of(geojson.place)),
            "csv": as_table(table.place),
        },
        every=known.all,
        in_list=representations.summary,
        list_page="camps",
    )


CAMP, PLACE = _kind(Subject.Kind.CAMP.value), _kind(Subject.Kind.PLACE.value)
