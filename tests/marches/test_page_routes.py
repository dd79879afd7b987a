"""Routes of large archives: a page and its map read each of them once, and show what they show in a small archive."""

from __future__ import annotations

import secrets

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.models import LoadedState
from marches import map_records
from marches.models import Route
from tests.support.many_places import add_places, add_routes
from tests.support.march_example import MARCH_M, MOVEMENT

pytestmark = pytest.mark.django_db
PAGES = [
    "",
    "map/",
    "routes/",
    f"routes/{MARCH_M}/",
    f"movements/{MOVEMENT}/",
    "places/invented-lower-ford/",
    "camps/sachsenhausen/",
]


def read_page(address: str) -> tuple[str, list[str]]:
    """Return a page, and the statements that read routes for it."""
    with CaptureQueriesContext(connection) as queries:
        response = Client().get(address)
    assert response.status_code == 200
    return response.text, [query["sql"] for query in queries if '"marches_route"."direction"' in query["sql"]]


@pytest.mark.usefixtures("march_archive")
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_of_large_archives_show_of_routes_what_those_of_small_ones_show(page, language, settings, monkeypatch):
    settings.RESPONSE_CACHE_MB = 0  # nothing is kept from another page
    address = f"/{language}/{page}"
    small, _statements = read_page(address)
    monkeypatch.setattr(map_records, "MAX_CACHED_RECORDS", 0)
    assert read_page(address)[0] == small


@pytest.fixture
def large(settings, monkeypatch):
    """Add many places and routes, as an edition of its own of which a page has been read, where more than five routes are many."""
    monkeypatch.setattr(map_records, "MAX_CACHED_RECORDS", 5)
    LoadedState.objects.update(digest=secrets.token_hex(32))
    settings.RESPONSE_CACHE_MB = 1
    add_routes(12, add_places(160))
    Client().get("/en/")


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("page", ["map/", "camps/", "camps/majdanek/"])
def test_routes_of_the_whole_map_are_read_once_for_all_pages(page):
    assert read_page(f"/en/{page}")[1] == []


@pytest.mark.usefixtures("large")
def test_routes_of_a_page_are_read_once_for_its_map_too():
    assert len(read_page("/en/camps/sachsenhausen/")[1]) == 1
    route = Route.objects.get(subject__identifier="march-11")
    own = [sql for sql in read_page("/en/routes/march-11/")[1] if "march-11" in sql or str(route.pk) in sql.partition(" WHERE ")[2]]
    assert len(own) == 1
