"""Outlines of marches: lists name the same as with all records of the stops."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from archive.models import Anchor, Role
from marches.map_data import describe_time
from marches.models import Route
from marches.outlines import load_outlines
from tests.support.march_example import MARCH_M

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_archive")]


def test_outlines_name_what_the_records_name():
    marches = list(Route.objects.filter(form=Route.Form.STOPS))
    assert marches
    for march in marches:
        place = next(stop.place_id for stop in march.itinerary.all() if stop.place_id)
        expected = march.origins, march.destinations, march.means_with_anchors
        load_outlines([march], place)
        assert (march.origins, march.destinations, march.means_with_anchors) == expected
        assert len(march.all_stops) == march.itinerary.count()


def test_list_reads_the_records_of_the_ends_of_a_long_march_alone(django_assert_num_queries):
    march = Route.objects.with_means().get(subject__identifier=MARCH_M)
    with django_assert_num_queries(4):
        load_outlines([march])
        assert [anchor.passage.source.identifier for anchor in march.origin_anchors]
    with django_assert_num_queries(0):
        load_outlines([march])
    read = [stop.identifier for stop in sorted(march.named_stops.values(), key=lambda stop: stop.position)]
    assert read == ["quarry-camp", "brickworks-camp", "freed"]  # a second column begins at the brickworks


def test_route_between_sets_has_no_stops_to_read(django_assert_num_queries):
    route = Route.objects.with_means().filter(form=Route.Form.SETS).first()
    with django_assert_num_queries(2):
        load_outlines([route])
        assert list(route.all_stops) == []
        assert all(anchor.exact and anchor.passage.source.identifier for anchor in route.origin_anchors)


def test_doubtful_words_of_a_stop_mark_the_time_on_the_map():
    anchors = Anchor.objects.filter(claim__route__subject__identifier=MARCH_M)
    anchors.update(status="plain")
    assert not read_time(MARCH_M).endswith("?")
    anchors.filter(pk=anchors.filter(role=Role.STOP).first().pk).update(status="uncertain")
    assert read_time(MARCH_M).endswith("?")


def read_time(identifier: str) -> str:
    """Return the time of a march as maps have it, in English."""
    march = Route.objects.with_means().get(subject__identifier=identifier)
    load_outlines([march])
    with override("en"):
        return describe_time(march)
