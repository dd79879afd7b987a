"""What the database itself refuses of places."""

import pytest

from camps.models import Place, PlaceAuthority, PlaceName
from tests.rules import altered, check_breach, doubled, rules

pytestmark = pytest.mark.django_db

BREACHES = [
    altered("place_latitude_is_on_the_globe", Place, {"latitude": 91}),
    altered("place_latitude_is_on_the_globe", Place, {"latitude": -91}),
    altered("place_longitude_is_on_the_globe", Place, {"longitude": 181}),
    altered("place_longitude_is_on_the_globe", Place, {"longitude": -181}),
    altered("place_kind_is_known", Place, {"kind": "town"}),
    altered("place_confidence_is_known", Place, {"confidence": "sure"}),
    doubled("place_name_stands_once", PlaceName, kind="variant"),
    doubled("place_has_one_label_a_language", PlaceName, {"name": "Another"}, kind="label"),
    doubled("place_has_one_identifier_an_authority", PlaceAuthority, {"identifier": "Q1"}),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_the_database_refuses(breach):
    check_breach(breach)


def test_every_rule_has_its_breach():
    assert {breach.rule for breach in BREACHES} == rules("camps")
