"""Warmed answers are those that would be made; workers read them without asking the database, and only those of their edition and code."""

import re
import sqlite3
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import Edition
from archive.web.cache import code_version, stores
from tests.support.wsgi_client import WSGIClient

PAGES = ["/ar/", "/en/", "/", "/ar/camps/"]


@pytest.fixture
def warm(served):
    """The application, and the file."""
    told = StringIO()
    call_command("warm", max_size=1, stdout=told)
    assert re.search(r"\d+ answers of edition \w{8} are warm", told.getvalue())
    return served


def test_what_is_warm_is_what_would_be_made(warm, settings):
    file = next(settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3"))
    for address in PAGES:
        for coding in ("br", "gzip", ""):
            with CaptureQueriesContext(connection) as queries:
                found = warm.get(address, accept_encoding=coding, accept_language="en")
            assert len(queries) == 1, "the edition alone"
            away = file.rename(file.with_suffix(".away"))
            made = WSGIClient().get(address, accept_encoding=coding, accept_language="en")
            away.rename(file)
            assert (found.status, found.text) == (made.status, made.text)
            assert {**found.headers, "content-length": ""} == {**made.headers, "content-length": ""}


def test_what_is_warm_of_another_edition_or_other_code_is_not_served(warm, monkeypatch):
    Edition.objects.update(digest="0" * 64)
    assert '<bdi class="hash">00000000</bdi>' in warm.get("/en/").text
    assert warm.application.responses.warm_file._connection is None
    monkeypatch.setattr(stores, "code_version", lambda: "other")
    assert stores.EditionResponses("0" * 64).warm_file._select_row(None) is None


def test_another_edition_takes_the_place_of_the_last(warm, settings):
    first = list(settings.RESPONSE_CACHE_ROOT.iterdir())
    Edition.objects.update(digest="0" * 64)
    call_command("warm", max_size=1, stdout=StringIO())
    second = list(settings.RESPONSE_CACHE_ROOT.iterdir())
    assert (len(first), len(second)) == (1, 1)
    assert first != second


def test_a_file_that_was_spoiled_is_passed_over(warm, settings):
    for file in settings.RESPONSE_CACHE_ROOT.iterdir():
        file.write_bytes(b"spoiled" * 1000)
    assert WSGIClient().get("/en/").status == 200


def test_a_file_that_cannot_be_opened_is_passed_over(warm, monkeypatch):
    """As when another user made it, who let nobody else read it."""

    def refuse(*_words, **_more):
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refuse)
    assert WSGIClient().get("/en/").status == 200


def test_with_nothing_loaded_there_is_nothing_to_warm(served):
    Edition.objects.all().delete()
    with pytest.raises(CommandError, match="load_fixtures"):
        call_command("warm")


def test_the_code_has_one_name():
    assert re.fullmatch(r"[0-9a-f]{64}", code_version.code_version())
