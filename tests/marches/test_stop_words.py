"""The words of stops: pages read those that they show, and cite all sources nevertheless."""

from __future__ import annotations

import pytest

from archive.models import Claim
from marches.models import Movement, Route
from marches.models.stop import STOP_ANCHORS
from marches.representations import describe_movement, describe_route
from marches.stop_words import list_named_stops, load_words, name_stops
from tests.support.march_example import MARCH_M

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("march_archive")]


def test_words_of_shown_stops_are_read_in_one_query(django_assert_num_queries):
    march = Route.objects.with_stops().get(subject__identifier=MARCH_M)
    stops = list(march.itinerary.all())
    with django_assert_num_queries(1):
        words = load_words(stops[:3])
        shown = [getattr(words[stop.pk], name) for stop in stops[:3] for name in STOP_ANCHORS]
        assert all(anchor.exact and anchor.passage.source.identifier for anchor in shown if anchor)
    assert not any("anchor" in stop._state.fields_cache for stop in stops)  # other pages share these rows


def test_numbers_of_shown_stops_have_their_words(django_assert_num_queries):
    march = Route.objects.with_stops().get(subject__identifier=MARCH_M)
    words = load_words(march.itinerary.all())
    expected = [
        [quantity.anchor.exact for quantity in stop.quantities]
        for stop in Route.objects.with_texts().get(pk=march.pk).itinerary.all()
    ]
    assert any(expected)
    with django_assert_num_queries(0):
        assert [[quantity.anchor.exact for quantity in words[stop.pk].quantities] for stop in march.itinerary.all()] == expected


def test_facts_of_a_march_quote_its_ends_and_means(django_assert_num_queries):
    march = Route.objects.with_stops().get(subject__identifier=MARCH_M)
    expected = march.origin_anchors, march.destination_anchors, march.means_with_anchors
    named = name_stops(march, load_words(list_named_stops(march)))
    with django_assert_num_queries(0):
        assert (named.origin_anchors, named.destination_anchors, named.means_with_anchors) == expected


def test_claims_of_marches_cite_every_source_of_their_stops():
    claims = Claim.objects.filter(route__isnull=False)
    read = {claim.pk: claim.cited_sources for claim in claims.with_cited_stops()}
    assert any(len(sources) for sources in read.values())
    assert read == {claim.pk: claim.cited_sources for claim in claims.with_evidence()}


def test_pages_describe_routes_to_machines_with_what_is_loaded(django_assert_num_queries):
    claims = {claim.pk: claim for claim in Claim.objects.filter(route__isnull=False).with_cited_stops()}
    routes = list(Route.objects.with_stops())
    assert {route.form for route in routes} == {"sets", "stops"}
    with django_assert_num_queries(0):
        for route in routes:
            assert describe_route(route, claims[route.claim_id], {})["sources"]
    movement = Movement.objects.with_stops().get()
    with django_assert_num_queries(0):
        described = describe_movement(movement, [claims[route.claim_id] for route in movement.routes])
    assert len(described["accounts"]) == len(movement.routes) > 1
