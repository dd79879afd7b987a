"""Constraints of the tables of routes."""

import pytest

from archive.models import Anchor, Subject
from marches.models import MarchStop, Means, Movement, Route, Stop
from tests.support.constraint_breaches import change_row, check_breach, constraint_names, duplicate_row

pytestmark = pytest.mark.django_db

BREACHES = [
    change_row("route_direction_has_words", Route, {"direction_anchor": None}, direction="west"),
    change_row("route_direction_has_words", Route, {"direction": ""}, direction="west"),
    change_row("route_direction_has_words", Route, {"direction": "east"}, direction=""),
    duplicate_row("stop_is_unique_in_its_role", Stop),
    change_row("stop_role_is_known", Stop, {"role": "way"}),
    duplicate_row("means_is_unique_in_its_route", Means, {"anchor_id": 2}),
    change_row("route_form_is_known", Route, {"form": "lines"}),
    duplicate_row("march_stop_position_is_unique_in_its_route", MarchStop, {"identifier": "second"}),
    duplicate_row("march_stop_identifier_is_unique_in_its_route", MarchStop, {"position": 2}),
    change_row("march_stop_event_is_known", MarchStop, {"event": "rest"}),
    change_row("march_stop_has_a_place_or_a_description", MarchStop, {"place": None}),
    change_row("march_stop_has_a_place_or_a_description", MarchStop, {"description_ar": "حظيرة", "description_en": "A barn"}),
    change_row("march_stop_has_a_place_or_a_description", MarchStop, {"place": None, "description_en": "A barn"}),
    change_row("march_stop_status_is_known", MarchStop, {"status": "clear"}),
    change_row("march_stop_date_has_words", MarchStop, {"edtf": "1945"}),
    change_row("march_stop_date_has_words", MarchStop, {"earliest": "1945-01-01"}),
    change_row("march_stop_means_have_words", MarchStop, {"means": "rail"}),
    change_row("march_stop_direction_has_words", MarchStop, {"direction": "west"}),
    change_row("movement_is_named_in_both_languages", Movement, {"name_ar": ""}),
    change_row("movement_certainty_is_known", Movement, {"certainty": "sure"}),
    change_row("movement_has_a_reason_in_both_languages", Movement, {"reason_en": None}),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_the_database_refuses_a_breach(breach):
    Means.objects.create(pk=1, route=Route.objects.first(), kind=Means.Kind.RAIL, anchor=Anchor.objects.get(pk=1))
    route, place = Route.objects.first(), Subject.objects.filter(kind="camp").first()
    stop = {"route": route, "position": 1, "identifier": "first", "event": "halt", "status": "plain", "anchor_id": 1}
    MarchStop.objects.create(pk=1, place_id=place.pk, description_ar="", description_en="", **stop)
    texts = {"name_ar": "مسيرة", "name_en": "A march", "reason_ar": "سبب", "reason_en": "A reason"}
    Movement.objects.create(pk=1, identifier="first", certainty="probable", **texts)
    check_breach(breach)


def test_every_rule_has_its_breach():
    assert {breach.rule for breach in BREACHES} == constraint_names("marches")
