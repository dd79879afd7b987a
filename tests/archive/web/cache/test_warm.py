"""The warm file has the responses that would be rendered; workers use only files of their edition and code."""

import re
import sqlite3
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import LoadedState
from archive.web.cache import code_version, stores
from tests.support.wsgi_client import WSGIClient

PAGES = ["/ar/", "/en/", "/", "/ar/camps/"]


@pytest.fixture
def warm(cached_client):
    """Write the warm file; return a client of an application that reads it."""
    output = StringIO()
    call_command("warm", max_size=1, stdout=output)
    assert re.search(r"\d+ answers of edition \w{8} are warm", output.getvalue())
    return cached_client


def test_warm_response_equals_the_rendered_one(warm, settings):
    file = next(settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3"))
    for address in PAGES:
        for coding in ("br", "gzip", ""):
            with CaptureQueriesContext(connection) as queries:
                warmed = warm.get(address, accept_encoding=coding, accept_language="en")
            assert len(queries) == 1, "the edition alone"
            away = file.rename(file.with_suffix(".away"))
            rendered = WSGIClient().get(address, accept_encoding=coding, accept_language="en")
            away.rename(file)
            assert (warmed.status, warmed.text) == (rendered.status, rendered.text)
            assert {**warmed.headers, "content-length": ""} == {**rendered.headers, "content-length": ""}


def test_warm_file_of_another_edition_or_code_is_not_used(warm, monkeypatch):
    LoadedState.objects.update(digest="0" * 64)
    with CaptureQueriesContext(connection) as queries:
        assert warm.get("/en/").status == 200
    assert len(queries) > 1, "rendered"
    assert warm.application.responses.warm_file._connection is None
    monkeypatch.setattr(stores, "code_version", lambda: "other")
    assert stores.EditionResponses("0" * 64).warm_file._select_row(None) is None


def test_warm_file_of_another_edition_replaces_the_last(warm, settings):
    first = list(settings.RESPONSE_CACHE_ROOT.iterdir())
    LoadedState.objects.update(digest="0" * 64)
    call_command("warm", max_size=1, stdout=StringIO())
    second = list(settings.RESPONSE_CACHE_ROOT.iterdir())
    assert (len(first), len(second)) == (1, 1)
    assert first != second


def test_corrupt_file_is_ignored(warm, settings):
    for file in settings.RESPONSE_CACHE_ROOT.iterdir():
        file.write_bytes(b"corrupt" * 1000)
    assert WSGIClient().get("/en/").status == 200


def test_file_that_cannot_be_opened_is_ignored(warm, monkeypatch):
    """The case of a file that only another user may read."""

    def refuse(*_words, **_more):
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr(sqlite3, "connect", refuse)
    assert WSGIClient().get("/en/").status == 200


def test_warm_without_loaded_edition_is_an_error(cached_client):
    LoadedState.objects.all().delete()
    with pytest.raises(CommandError, match="load_fixtures"):
        call_command("warm")


def test_code_version_is_a_digest():
    assert re.fullmatch(r"[0-9a-f]{64}", code_version.code_version())
