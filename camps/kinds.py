"""Camps and other places at their permanent addresses, and their formats."""

from __future__ import annotations

from django.urls import reverse

from archive.formats import geojson, linkedplaces, schemaorg, table
from archive.models import Subject
from archive.web.record_kinds import CITATION_FORMATS, RecordKind, make_json_writer, write_table
from camps import past_representations, representations
from camps.models import Place


def _build_kind(name: str) -> RecordKind:
    places = Place.objects.select_related("subject", "part_of__subject").filter(subject__kind=name)
    return RecordKind(
        name=name,
        find=lambda identifier: places.get(subject__identifier=identifier),
        page=lambda place: reverse(name, args=[place.subject.identifier]),
        represent=representations.represent_place,
        formats={
            "jsonld": make_json_writer(linkedplaces.format_place),
            "geojson": make_json_writer(geojson.format_place),
            **CITATION_FORMATS,
        },
        structured_data=schemaorg.format_place,
        represent_past=past_representations.represent_past_place,
        lists={
            "geojson": geojson.make_collection_writer(lambda record: [geojson.format_place(record)]),
            "csv": write_table(table.build_place_row),
        },
        load_all=places.all,
        represent_in_list=representations.represent_place_in_list,
        list_page="camps",
    )


CAMP_KIND, PLACE_KIND = _build_kind(Subject.Kind.CAMP.value), _build_kind(Subject.Kind.PLACE.value)
