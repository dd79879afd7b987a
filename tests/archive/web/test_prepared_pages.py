"""Pages prepared when the archive is loaded are the pages that would be made, and serve only what they were made of."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import resolve
from django.utils.translation import override

from archive.editions import pipeline, prepare_pages
from archive.models import Edition, PreparedPage, Subject, bulk
from archive.web import prepared_pages
from archive.web.cache.code_version import code_version
from archive.web.cache.edition import get_loaded_edition
from tests.support.example_fixtures import add_example, load_example

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]

CAMP = "/en/camps/sachsenhausen/"
ROOM = "/ar/sources/ushmm-death-marches/"
PAGED = [f"{CAMP}?claims=1", f"{CAMP}?mentions=1", "/en/claims/?page=1", "/en/map/?time=1945-spring", f"{ROOM}?text=ar"]


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """All pages, made once."""
    with django_db_blocker.unblock(), override_settings(PREPARED_PAGES=200):
        return list(prepare_pages.render_pages(code_version(), get_loaded_edition()))


@pytest.fixture
def pages(rows, settings):
    """The addresses that were prepared."""
    settings.PREPARED_PAGES = 200
    bulk.insert_rows(PreparedPage, rows)
    return [row["address"] for row in rows]


def questions(address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert Client().get(address).status_code == 200
    return len([one for one in asked if one["sql"].startswith("SELECT")])


def test_they_are_what_would_be_made_to_the_last_byte(pages, settings):
    was = {address: Client().get(address) for address in pages}
    settings.PREPARED_PAGES = 0
    for address, prepared_page in was.items():
        made = Client().get(address)
        assert prepared_page.content == made.content
        assert prepared_page.headers == made.headers


def test_they_are_the_first_pages_and_those_of_every_camp_place_and_route_in_both_languages(pages):
    for language in ("ar", "en"):
        assert {f"/{language}/", f"/{language}/camps/", f"/{language}/routes/", f"/{language}/timeline/"} <= set(pages)
        for subject in Subject.objects.all():
            assert f"/{language}/{subject.kind}s/{subject.identifier}/" in pages
    assert ROOM in pages


@pytest.mark.parametrize("address", [CAMP, ROOM, "/ar/", "/en/timeline/"])
def test_one_is_read_by_one_question_beside_that_for_the_edition(pages, address):
    assert questions(address) == 2
    assert questions(f"{address}?from=elsewhere") == 2, "what a page does not read changes nothing"


@pytest.mark.parametrize("address", PAGED)
def test_what_a_page_reads_of_a_query_is_heeded(pages, address):
    assert questions(address) > 2


def test_nothing_that_a_view_reads_of_a_query_is_passed_over(pages, settings, monkeypatch):
    read: set[tuple[str, str]] = set()
    with override("ar"):
        one_of_each = {resolve(address).url_name: address for address in pages if address.startswith("/ar/")}
    for address in one_of_each.values():
        with monkeypatch.context() as patched, override_settings(PREPARED_PAGES=0):
            patched.setattr(QueryDict, "__getitem__", lambda _self, name, address=address: read.add((address, name)) or "")
            Client().get(address)
    assert {name for _address, name in read} == {"claim", "claims", "coverage", "mentions", "page", "ref", "text", "time"}
    for address, name in read:
        with CaptureQueriesContext(connection) as asked:
            Client().get(address, {name: "other"})
        assert not [one for one in asked if PreparedPage._meta.db_table in one["sql"]], (address, name)


def test_another_edition_leaves_none_of_the_last_and_has_its_own(pages, tmp_path, settings):
    settings.PREPARED_PAGES = 2
    assert "invented" not in Client().get("/en/camps/buchenwald/").content.decode()
    load_example(tmp_path)
    assert sorted(PreparedPage.objects.values_list("address", flat=True)) == ["/ar/", "/en/"]
    assert str(Edition.objects.get()) in PreparedPage.objects.get(address="/en/").html
    assert "invented" in Client().get("/en/camps/buchenwald/").content.decode()


def test_those_of_another_edition_are_never_served(pages):
    Edition.objects.update(digest="0" * 64)
    assert questions(CAMP) > 2


def test_when_another_edition_comes_while_they_are_made_none_is_kept(settings, monkeypatch):
    settings.PREPARED_PAGES = 2
    asked = prepare_pages.ask

    def loaded_meanwhile(*words):
        Edition.objects.update(digest="0" * 64)
        return asked(*words)

    monkeypatch.setattr(prepare_pages, "ask", loaded_meanwhile)
    prepare_pages.prepare_pages()
    assert not PreparedPage.objects.exists()


def test_without_the_static_files_that_they_name_none_is_made_and_the_log_says_so(settings, monkeypatch, caplog):
    settings.PREPARED_PAGES = 2
    monkeypatch.setattr(prepare_pages, "staticfiles_storage", SimpleNamespace(hashed_files={}))
    caplog.set_level("INFO")
    call_command("load_fixtures", stdout=StringIO())
    assert "collectstatic" in caplog.text
    assert not PreparedPage.objects.exists()


def test_other_code_makes_its_own(pages, settings, monkeypatch):
    settings.PREPARED_PAGES = 1
    for module in (prepared_pages, prepare_pages):
        monkeypatch.setattr(module, "code_version", lambda: "other")
    assert questions("/ar/") > 2
    call_command("load_fixtures", stdout=(said := StringIO()))
    assert "loaded already" in said.getvalue()
    assert set(PreparedPage.objects.values_list("code", flat=True)) == {"other"}
    assert questions("/ar/") == 2


def test_they_are_as_many_as_are_allowed(settings):
    settings.PREPARED_PAGES = 5
    prepare_pages.prepare_pages()
    assert sorted(PreparedPage.objects.values_list("address", flat=True)) == [
        "/ar/",
        "/ar/camps/",
        "/ar/start/",
        "/en/",
        "/en/start/",
    ]


def test_a_page_that_cannot_be_made_is_left_to_whoever_asks(settings, monkeypatch):
    settings.PREPARED_PAGES = 4
    monkeypatch.setattr("archive.web.views.home.picture", lambda *_words: 1 / 0)
    prepare_pages.prepare_pages()
    assert sorted(PreparedPage.objects.values_list("address", flat=True)) == ["/ar/start/", "/en/start/"]


def test_a_load_that_fails_keeps_them(pages, monkeypatch):
    monkeypatch.setattr(Edition.objects, "update_or_create", lambda **_words: 1 / 0)
    records, _problems = pipeline.read_fixtures(pipeline.settings.FIXTURES_ROOT)
    with pytest.raises(ZeroDivisionError):
        pipeline.load_archive(records, "0" * 64)
    assert PreparedPage.objects.count() == len(pages)


def test_where_none_can_be_made_the_edition_is_loaded_all_the_same(settings, tmp_path, monkeypatch):
    settings.PREPARED_PAGES = 2

    def refuse() -> bool:
        raise DatabaseError("no room")

    monkeypatch.setattr(prepare_pages, "prepare_pages", refuse)
    said = StringIO()
    with pytest.raises(CommandError, match=r"no room.*The edition is loaded") as caught:
        call_command("load_fixtures", fixtures=add_example(tmp_path), stdout=said)
    assert caught.value.returncode == 3
    assert said.getvalue() == f"Edition {Edition.objects.get()} is loaded.\n"
