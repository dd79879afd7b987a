"""The warm file has the responses that would be rendered; workers use only files of their edition and code."""

import fcntl
import re
import resource
import shutil
import sqlite3
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from archive.editions import stored_pages, verification
from archive.models import LoadedState
from archive.web.cache import code_version, edition, stores
from archive.web.cache.responses import BEST_ENCODERS, DECODERS, ENCODERS
from tests.support import forked_process
from tests.support.wsgi_client import WSGIClient

PAGES = ["/ar/", "/en/", "/", "/ar/camps/"]


@pytest.fixture(scope="module")
def warm_folder(django_db_setup, django_db_blocker, tmp_path_factory):
    """Write the warm file; return its folder."""
    folder, output = tmp_path_factory.mktemp("warm") / "answers", StringIO()
    cache_settings = {"RESPONSE_CACHE_MB": 4, "RESPONSE_CACHE_ROOT": folder}
    with django_db_blocker.unblock(), override_settings(**cache_settings), pytest.MonkeyPatch.context() as patch:
        patch.setattr(edition, "EDITION_RECHECK_SECONDS", 0.0)
        patch.setitem(BEST_ENCODERS, "br", ENCODERS["br"])
        call_command("warm", max_size=1, stdout=output)
    assert re.search(r"\d+ answers of edition \w{8} are warm", output.getvalue())
    return folder


@pytest.fixture
def warm(warm_folder, cached_client, settings, monkeypatch):
    """Copy the warm file; return a client of an application that reads it. A warm file that a test writes has few pages."""
    monkeypatch.setattr(stored_pages, "START_ADDRESSES", PAGES)
    monkeypatch.setattr(stored_pages, "_list_links", lambda *_arguments: ())
    shutil.copytree(warm_folder, settings.RESPONSE_CACHE_ROOT)
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


def test_response_is_sent_as_it_is_stored(warm, monkeypatch):
    """To decode a body that is stored in the coding would take longer than the rest of the look-up."""
    for coding in ("br", "gzip"):
        monkeypatch.setitem(DECODERS, coding, None)
    for coding in ("br", "gzip"):
        assert warm.get("/en/", accept_encoding=coding).headers["content-encoding"] == coding


def test_warm_file_of_another_edition_or_code_is_not_used(warm, monkeypatch):
    LoadedState.objects.update(digest="0" * 64)
    with CaptureQueriesContext(connection) as queries:
        assert warm.get("/en/").status == 200
    assert len(queries) > 1, "rendered"
    assert warm.application.responses.warm_file._connection is None
    monkeypatch.setattr(stores, "code_version", lambda: "other")
    assert stores.EditionResponses("0" * 64).warm_file._select_row(b"") is None


def test_warm_file_of_another_edition_replaces_the_last(warm, settings):
    first = list(settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3"))
    LoadedState.objects.update(digest="0" * 64)
    call_command("warm", max_size=1, stdout=StringIO())
    second = list(settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3"))
    assert (len(first), len(second)) == (1, 1)
    assert first != second


def test_corrupt_file_is_ignored_and_logged_once(warm, settings, caplog):
    for file in settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3"):
        file.write_bytes(b"corrupt" * 1000)
    client = WSGIClient()
    assert [client.get("/en/", accept_encoding=coding).status for coding in ("br", "gzip", "")] == [200] * 3
    assert len([record for record in caplog.records if record.name == stores.__name__]) == 1


DAMAGE = {
    "brotli": "br = x'00ff00ff'",
    "empty": "br = x''",
    "truncated": "br = substr(br, 1, length(br) / 2)",
    "missing": "br = NULL",
    "headers": "headers = CAST('[[1,' AS BLOB)",
    "no headers": "headers = NULL",
    "status": "status = CAST('200 KO' AS BLOB)",
    "other type": "status = 200",
    "not UTF-8": "status = CAST(x'ff' AS TEXT)",
    "other digest": "digest = CAST('0' AS BLOB)",
    "another response": "br = (SELECT other.br FROM response other WHERE other.cache_key LIKE '%/ar/\"%')",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damaged_response_is_rendered_again_counted_and_logged_once(damage, warm, settings, monkeypatch, caplog):
    expected = {coding: warm.get("/en/", accept_encoding=coding).text for coding in ("br", "gzip", "")}
    with closing(sqlite3.connect(next(settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3")))) as opened, opened:
        opened.execute(f"UPDATE response SET {damage}")  # noqa: S608
    counted = []
    monkeypatch.setattr(stores.metrics, "count_damaged_response", lambda: counted.append(1))
    client = WSGIClient()
    for coding, text in expected.items():
        response = client.get("/en/", accept_encoding=coding)
        assert (response.status, response.text) == (200, text)
    assert client.get("/en/").status == 200
    assert len(counted) == len([record for record in caplog.records if record.name == stores.__name__]) == 1
    assert len(list(verification.verify_stored_responses())) >= len(PAGES)


def test_folder_in_place_of_the_file_is_ignored_and_replaced(warm, settings):
    [file] = settings.RESPONSE_CACHE_ROOT.glob("*.sqlite3")
    file.unlink()
    file.mkdir()
    assert WSGIClient().get("/en/").status == 200
    call_command("warm", max_size=1, stdout=StringIO())
    assert file.is_file()
    assert list(verification.verify_stored_responses()) == []


def test_files_of_a_killed_process_are_deleted_and_those_of_a_living_one_are_left(warm, settings):
    root = settings.RESPONSE_CACHE_ROOT
    [file] = root.glob("*.sqlite3")
    for suffix in ("4711", "x_y1z", "4711-journal", "x_y1z-journal", "lost-journal"):
        (root / f"{file.stem}.{suffix}").write_bytes(b"half")
    living = root / f"{file.stem}.living"
    with living.open("wb") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        call_command("warm", max_size=1, stdout=StringIO())
        assert sorted(root.iterdir()) == sorted([file, root / f"{file.name}.sha256", living])
    call_command("warm", max_size=1, stdout=StringIO())
    assert sorted(root.iterdir()) == sorted([file, root / f"{file.name}.sha256"])


def test_full_disk_ends_in_a_sentence(warm, settings):
    """A limit of the size of files stands for the disk."""
    before = {path: path.stat() for path in settings.RESPONSE_CACHE_ROOT.iterdir()}

    def run() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        with pytest.raises(CommandError, match="No page was stored in"):
            call_command("warm", max_size=1)
        return 0

    assert forked_process.run(run) == 0
    assert {path: path.stat() for path in settings.RESPONSE_CACHE_ROOT.iterdir()} == before


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
