"""Constraints of the tables of places."""

import pytest
from django.db.models import F

from camps.models import Authority, Place, PlaceAuthority, PlaceName
from tests.support.constraint_breaches import change_row, check_breach, constraint_names, duplicate_row

pytestmark = pytest.mark.django_db

BREACHES = [
    change_row("place_latitude_is_on_the_globe", Place, {"latitude": 91}),
    change_row("place_latitude_is_on_the_globe", Place, {"latitude": -91}),
    change_row("place_longitude_is_on_the_globe", Place, {"longitude": 181}),
    change_row("place_longitude_is_on_the_globe", Place, {"longitude": -181}),
    change_row("place_kind_is_known", Place, {"kind": "ocean"}),
    change_row("place_confidence_is_known", Place, {"confidence": "sure"}),
    change_row("place_position_is_complete", Place, {"latitude": None}),
    change_row("place_position_is_complete", Place, {"reference_ar": ""}),
    change_row("place_position_is_complete", Place, {"confidence": ""}),
    change_row("place_today_is_complete", Place, {"country": "PL", "today_reference_ar": ""}),
    change_row("place_city_distance_is_complete", Place, {"city_distance": 7, "city_distance_by": ""}),
    change_row("place_is_not_part_of_itself", Place, {"part_of": F("subject")}),
    change_row("place_name_usage_is_known", PlaceName, {"usage": "nickname"}, kind="variant"),
    duplicate_row("place_name_is_unique", PlaceName, kind="variant"),
    duplicate_row("place_has_one_label_a_language", PlaceName, {"name": "Another"}, kind="label"),
    change_row("authority_is_named_in_both_languages", Authority, {"name_ar": ""}),
    change_row("authority_address_has_a_placeholder", Authority, {"address": "https://example.org/"}),
    duplicate_row("place_has_one_identifier_an_authority", PlaceAuthority, {"identifier": "Q1"}),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_the_database_refuses_a_breach(breach):
    check_breach(breach)


def test_every_rule_has_its_breach():
    assert {breach.rule for breach in BREACHES} == constraint_names("camps")
