"""Kept answers are the same answers, and are let go with the edition they were made from."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive import kept
from archive.models import Claim, Edition

pytestmark = pytest.mark.django_db
PAGE = "/en/claims/thousands-died/"


@pytest.fixture
def client(settings, monkeypatch):
    """A client of one process that keeps three answers and looks for a new edition each time."""
    settings.ANSWERS_KEPT = 3
    monkeypatch.setattr(kept, "LOOK_AGAIN_AFTER", 0.0)
    return Client()


def asked(client, address, **headers):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers=headers)
    return response, len(queries)


def test_an_answer_is_made_once_and_is_the_same_again(client):
    first, many = asked(client, PAGE)
    again, few = asked(client, PAGE)
    assert (again.content, again.headers) == (first.content, first.headers)
    assert few == 1 < many, "only the edition is looked up"


def test_a_new_edition_lets_all_go(client):
    asked(client, PAGE)
    Claim.objects.filter(identifier="thousands-died").update(statement_en="Something else.")
    assert "Something else." not in asked(client, PAGE)[0].content.decode()
    Edition.objects.update(digest="0" * 64)
    assert "Something else." in asked(client, PAGE)[0].content.decode()


def test_each_reader_is_answered_as_asked(client):
    for language, target in (("ar", "/ar/camps/dachau/"), ("en", "/en/camps/dachau/")):
        for _time in range(2):
            assert asked(client, "/id/camp/dachau", **{"accept-language": language})[0].headers["Location"] == target
    for address, words in (
        ("/en/sources/ushmm-death-marches/?text=ar", "arabic-only"),
        ("/en/sources/ushmm-death-marches/?text=en", "english-only"),
    ):
        for _time in range(2):
            assert words in asked(client, address)[0].content.decode()


def test_what_is_framed_stays_what_may_be_framed(client):
    for _time in range(2):
        assert "frame-ancestors *" in asked(client, "/en/embed/claim/thousands-died/")[0].headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in asked(client, PAGE)[0].headers["Content-Security-Policy"]


def test_the_oldest_is_let_go_first(client):
    for address in (PAGE, "/en/about/", "/en/about/method/", "/en/about/rights/"):
        asked(client, address)
    assert asked(client, "/en/about/")[1] == 1
    assert asked(client, PAGE)[1] > 1


def test_failures_are_not_kept(client):
    first, many = asked(client, "/en/claims/nothing/")
    assert first.status_code == 404
    assert asked(client, "/en/claims/nothing/")[1] == many
