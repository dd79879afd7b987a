"""Maps built for pages by ``marches/map_data.py``."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from archive.models import Subject
from marches.map_data import build_overview
from marches.models import Route

pytestmark = pytest.mark.django_db


def overview(language: str, focus: str = "") -> dict:
    with override(language):
        return build_overview(Subject.objects.get(identifier=focus) if focus else None)


def test_each_route_has_a_distinct_dash_in_order_of_the_table():
    context = overview("en")
    assert [route.dash for route in context["routes"]] == ["1", "2", "3"]
    assert [(flow.identifier, flow.dash) for flow in context["map"].flows] == [
        (route.subject.identifier, route.dash) for route in context["routes"]
    ]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_route_is_labelled_with_its_period(language):
    words = {flow.identifier: flow.label.words for flow in overview(language)["map"].flows}
    expected = {
        "ar": ["شتاء 1944-1945*", "ربيع 1945؟", "الأسابيع الأخيرة من الحرب؟"],
        "en": ["winter 1944–1945*", "spring 1945?", "last weeks of the war?"],
    }
    assert list(words.values()) == expected[language]


def test_route_without_a_stated_period_has_no_label():
    Route.objects.get(pk__identifier="spring-1945-to-mauthausen").claim.anchors.filter(role="date").delete()
    flow = next(flow for flow in overview("en")["map"].flows if "mauthausen" in flow.identifier)
    assert flow.label is None


@pytest.mark.parametrize(
    ("focus", "concerned"),
    [
        ("", "123"),
        ("sachsenhausen", "13"),
        ("dachau", "12"),
        ("mauthausen", "2"),
        ("baltic-sea", "3"),
        ("majdanek", ""),
        ("eastern-belarus", ""),
        ("spring-1945-to-mauthausen", "2"),
    ],
)
def test_routes_of_the_focus_are_highlighted(focus, concerned):
    context = overview("en", focus)
    assert "".join(route.dash for route in context["concerned"]) == concerned
    for map_figure in filter(None, (context["map"], context["narrow"])):
        assert "".join(flow.dash for flow in map_figure.flows if flow.current) == concerned


def test_both_sizes_and_the_language_are_drawn():
    context = overview("ar")
    assert (context["map"].size, context["narrow"].size) == ("wide", "narrow")
    assert context["map"].language == context["narrow"].language == "ar"
    assert context["map"].direction == "rtl"


def test_map_on_the_page_of_a_record_has_one_size():
    context = overview("ar", "dachau")
    assert context["map"].size == "narrow"
    assert context["narrow"] is None


def test_number_of_queries_does_not_depend_on_the_focus():
    counts = []
    for focus in ("", "dachau", "majdanek"):
        with override("en"):
            subject = Subject.objects.get(identifier=focus) if focus else None
            with CaptureQueriesContext(connection) as queries:
                build_overview(subject)
        counts.append(len(queries))
    assert len(set(counts)) == 1
