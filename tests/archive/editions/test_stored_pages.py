"""Main pages stored after a load: the pages that would be rendered, for the edition and code that they were rendered by."""

import sqlite3
from contextlib import closing
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils.translation import override

from archive.editions import stored_pages
from archive.models import Claim, LoadedState, Subject
from archive.web.cache import stores
from archive.web.cache.cache_key import drop_unread_parameters
from tests.support.example_fixtures import publish_example
from tests.support.ledgers import find_last_edition
from tests.support.many_places import add_places
from tests.support.wsgi_client import WSGIClient

pytestmark = pytest.mark.django_db

CAMP = "/en/camps/sachsenhausen/"
READING_ROOM = "/ar/sources/ushmm-death-marches/"
MAIN_VIEWS = [f"/ar/{name}/" for name in stored_pages.MAIN_VIEWS[1:]]
OTHER_VIEWS = [f"{READING_ROOM}coverage/", f"{READING_ROOM}1.1/", "/ar/claims/stutthof-evacuated-1945-01/", "/ar/about/"]


@pytest.fixture
def few_pages(monkeypatch, settings):
    """Store four main pages after a load, and two by ``warm``."""
    settings.MAIN_PAGES = 4
    monkeypatch.setattr(stored_pages, "START_ADDRESSES", ("/en/", "/en/camps/"))
    monkeypatch.setattr(stored_pages, "_list_links", lambda *_arguments: ())


def count_queries(client: WSGIClient, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, accept_encoding="br").status == 200
    return len(queries)


def list_stored_keys(settings) -> set[str]:
    [file] = settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3")
    with closing(sqlite3.connect(file)) as opened:
        return {row[0].decode() for row in opened.execute("SELECT cache_key FROM response")}


def test_main_pages_are_the_first_ones_every_subject_and_every_source_in_both_languages():
    addresses = list(stored_pages.list_main_addresses())
    assert addresses[:4] == ["/ar/", "/en/", "/ar/start/", "/en/start/"]
    for language in ("ar", "en"):
        for subject in Subject.objects.all():
            assert f"/{language}/{subject.kind}s/{subject.identifier}/" in addresses
    assert READING_ROOM in addresses


def test_main_pages_of_a_large_archive_are_limited_and_leave_no_kind_out(settings):
    add_places(100)
    addresses = list(stored_pages.list_main_addresses())
    assert len(addresses) == settings.MAIN_PAGES
    assert READING_ROOM in addresses
    for subject in Subject.objects.filter(kind__in=[Subject.Kind.PLACE, Subject.Kind.ROUTE]):
        assert f"/ar/{subject.kind}s/{subject.identifier}/" in addresses


def test_records_with_most_claims_come_first(settings):
    camps = Subject.objects.filter(kind=Subject.Kind.CAMP)
    for claim in Claim.objects.all():
        claim.subjects.add(camps.last())
    settings.MAIN_PAGES = 2 * (len(stored_pages.MAIN_VIEWS) + 1)
    assert list(stored_pages.list_main_addresses())[-1] == f"/en/camps/{camps.last().identifier}/"


def test_load_stores_no_page_if_the_limit_is_zero(cached_client, settings):
    settings.MAIN_PAGES = 0
    assert stored_pages.store_main_pages()
    assert not settings.RESPONSE_CACHE_ROOT.exists()


def test_more_pages_than_wait_for_compression_are_stored_each_under_its_key(cached_client, settings, monkeypatch):
    monkeypatch.setattr(stores, "MAX_WAITING_ROWS", 1)
    addresses = ["/en/camps/", "/en/start/", "/en/glossary/", "/en/numbers/"]
    monkeypatch.setattr(stored_pages, "list_main_addresses", lambda: addresses)
    rendered = [cached_client.get(address).text for address in addresses]
    stored_pages.store_main_pages()
    client = WSGIClient()
    assert [count_queries(client, address) for address in addresses] == [1] * len(addresses)
    assert [client.get(address).text for address in addresses] == rendered


@pytest.mark.usefixtures("few_pages")
def test_after_a_load_the_main_pages_are_served_without_being_rendered(cached_client, settings):
    rendered = {coding: cached_client.get("/en/", accept_encoding=coding) for coding in ("br", "gzip", "")}
    assert stored_pages.store_main_pages()
    for coding, response in rendered.items():
        client = WSGIClient()
        assert count_queries(client, "/en/") == 1, "the edition alone"
        stored = client.get("/en/", accept_encoding=coding)
        assert (stored.status, stored.text, stored.headers["etag"]) == (200, response.text, response.headers["etag"])
    assert len(list_stored_keys(settings)) == 4


@pytest.mark.usefixtures("few_pages")
def test_a_parameter_that_the_page_does_not_read_changes_nothing(cached_client):
    stored_pages.store_main_pages()
    plain = cached_client.get("/en/", accept_encoding="br")
    assert count_queries(cached_client, "/en/?from=elsewhere&n=1") == 1
    assert cached_client.get("/en/?from=elsewhere", accept_encoding="br") == plain


def test_no_parameter_that_a_view_reads_is_dropped(monkeypatch):
    read: set[tuple[str, str]] = set()
    addresses = [*stored_pages.list_main_addresses(), *OTHER_VIEWS]
    with override("ar"):
        address_of_view = {resolve(address).url_name: address for address in addresses if address.startswith("/ar/")}
    for address in address_of_view.values():
        with monkeypatch.context() as patched:
            patched.setattr(QueryDict, "__getitem__", lambda _self, name, address=address: read.add((address, name)) or "")
            Client().get(address)
    assert {name for _address, name in read} == {
        "area",
        "claim",
        "claims",
        "compared",
        "country",
        "coverage",
        "exact",
        "first-word",
        "found",
        "kind",
        "last-word",
        "mentions",
        "page",
        "part-of",
        "places",
        "reading",
        "ref",
        "region",
        "routes",
        "stops",
        "text",
        "time",
    }
    for address, name in read:
        assert drop_unread_parameters(address, f"n=1&{name}=other&n=2") == f"{name}=other"


@pytest.mark.parametrize("address", [*MAIN_VIEWS, CAMP, *OTHER_VIEWS])
def test_each_main_view_names_the_parameters_that_it_reads(address):
    assert drop_unread_parameters(address, "unread=1") == ""


@pytest.mark.usefixtures("few_pages")
def test_another_edition_replaces_the_stored_pages(cached_client, settings, tmp_path):
    stored_pages.store_main_pages()
    [first] = settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3")
    call_command("load_fixtures", fixtures=publish_example(tmp_path), stdout=StringIO())
    [second] = settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3")
    assert first != second
    assert f"/en/editions/{find_last_edition() + 1}/" in cached_client.get("/en/").text


@pytest.mark.usefixtures("few_pages")
def test_pages_of_an_edition_loaded_meanwhile_are_not_stored(cached_client, settings, monkeypatch):
    render = stored_pages.render_response

    def load_another(*arguments):
        LoadedState.objects.update(digest="0" * 64)
        return render(*arguments)

    monkeypatch.setattr(stored_pages, "render_response", load_another)
    stored_pages.store_main_pages()
    assert list_stored_keys(settings) == set()


@pytest.mark.usefixtures("few_pages")
def test_an_edition_that_has_a_file_keeps_it(cached_client, settings):
    call_command("warm", max_size=1, stdout=StringIO())
    [before] = [file.stat() for file in settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3")]
    stored_pages.store_main_pages()
    assert [file.stat() for file in settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3")] == [before]


@pytest.mark.usefixtures("few_pages")
def test_a_worker_reads_the_file_that_warm_puts_in_place_of_the_first(cached_client, monkeypatch):
    monkeypatch.setattr("archive.web.cache.stores.WARM_FILE_RETRY_SECONDS", 0.0)
    stored_pages.store_main_pages()
    assert count_queries(cached_client, "/en/") == 1
    call_command("warm", max_size=4, stdout=StringIO())
    assert count_queries(cached_client, "/en/camps/") == 1


def test_without_static_files_no_page_is_stored_and_the_log_says_so(cached_client, settings, monkeypatch, caplog):
    monkeypatch.setattr(stored_pages, "staticfiles_storage", SimpleNamespace(hashed_files={}))
    caplog.set_level("INFO")
    call_command("load_fixtures", stdout=StringIO())
    assert "collectstatic" in caplog.text
    assert not settings.RESPONSE_CACHE_ROOT.exists()


def test_a_page_that_cannot_be_rendered_is_left_out(cached_client, settings, monkeypatch):
    monkeypatch.setattr("archive.web.views.primer.StoryLine.objects.with_evidence", lambda: 1 / 0)
    monkeypatch.setattr(stored_pages, "list_main_addresses", lambda: ["/en/start/", "/en/camps/"])
    stored_pages.store_main_pages()
    assert list_stored_keys(settings) == {'["/en/camps/", "", "", "", ""]'}


def test_a_folder_that_cannot_be_written_leaves_the_load_sound_and_is_reported(cached_client, settings, tmp_path):
    (tmp_path / "answers").write_text("a file where the folder would be")
    output, errors = StringIO(), StringIO()
    call_command("load_fixtures", fixtures=publish_example(tmp_path), stdout=output, stderr=errors)
    assert output.getvalue() == f"Edition {find_last_edition() + 1} is loaded.\n"
    assert f"No page was stored in {settings.RESPONSE_CACHE_ROOT}: " in errors.getvalue()
    assert "The edition is loaded" in errors.getvalue()


@pytest.mark.usefixtures("few_pages")
def test_a_full_disk_leaves_no_partial_file_and_is_reported(cached_client, settings, monkeypatch):
    def fill_disk(*_arguments):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("archive.web.cache.stores._build_row", fill_disk)
    call_command("load_fixtures", stdout=StringIO(), stderr=(errors := StringIO()))
    assert "database or disk is full" in errors.getvalue()
    assert list(settings.RESPONSE_CACHE_ROOT.iterdir()) == []


def test_when_the_database_refuses_the_edition_is_loaded_all_the_same(tmp_path, monkeypatch):
    def refuse() -> bool:
        raise DatabaseError("no room")

    monkeypatch.setattr(stored_pages, "store_main_pages", refuse)
    output = StringIO()
    with pytest.raises(CommandError, match=r"no room.*The edition is loaded") as caught:
        call_command("load_fixtures", fixtures=publish_example(tmp_path), stdout=output)
    assert caught.value.returncode == 3
    assert output.getvalue() == f"Edition {find_last_edition() + 1} is loaded.\n"
