"""What the database itself refuses of routes."""

import pytest

from archive.models import Anchor
from marches.models import Means, Route, Stop
from tests.rules import altered, check_breach, doubled, rules

pytestmark = pytest.mark.django_db

BREACHES = [
    altered("route_direction_rests_on_words", Route, {"direction_anchor": None}, direction="west"),
    altered("route_direction_rests_on_words", Route, {"direction": ""}, direction="west"),
    altered("route_direction_rests_on_words", Route, {"direction": "east"}, direction=""),
    doubled("stop_stands_once_in_its_role", Stop),
    altered("stop_role_is_known", Stop, {"role": "way"}),
    doubled("means_stands_once_in_its_route", Means, {"anchor_id": 2}),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_the_database_refuses(breach):
    Means.objects.create(pk=1, route=Route.objects.first(), kind=Means.Kind.RAIL, anchor=Anchor.objects.get(pk=1))
    check_breach(breach)


def test_every_rule_has_its_breach():
    assert {breach.rule for breach in BREACHES} == rules("marches")
