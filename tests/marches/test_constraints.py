"""Constraints of the tables of routes."""

import pytest

from archive.models import Anchor
from marches.models import Means, Route, Stop
from tests.support.constraint_breaches import change_row, check_breach, constraint_names, duplicate_row

pytestmark = pytest.mark.django_db

BREACHES = [
    change_row("route_direction_has_words", Route, {"direction_anchor": None}, direction="west"),
    change_row("route_direction_has_words", Route, {"direction": ""}, direction="west"),
    change_row("route_direction_has_words", Route, {"direction": "east"}, direction=""),
    duplicate_row("stop_is_unique_in_its_role", Stop),
    change_row("stop_role_is_known", Stop, {"role": "way"}),
    duplicate_row("means_is_unique_in_its_route", Means, {"anchor_id": 2}),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_the_database_refuses_a_breach(breach):
    Means.objects.create(pk=1, route=Route.objects.first(), kind=Means.Kind.RAIL, anchor=Anchor.objects.get(pk=1))
    check_breach(breach)


def test_every_rule_has_its_breach():
    assert {breach.rule for breach in BREACHES} == constraint_names("marches")
