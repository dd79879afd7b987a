"""While another edition is loaded, every response is of one edition, and soon all are of the new one, without a restart."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import contextmanager
from urllib.error import HTTPError

import pytest
from django.conf import settings
from django.db import connection

from archive.environment import databases
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from tests.support.commands import publish
from tests.support.corrupted_fixtures import BELARUS, corrupt_fixtures, replace_text
from tests.support.databases import create_database, drop_database
from tests.support.ports import free_port
from tests.support.repository import ROOT

CLAIM = "/en/claims/belarus-offensive-1944/"
SECONDS = 60


def digest(root) -> str:
    return read_ledger(root / LEDGER_FOLDER).editions[-1].header.state[:8]


@pytest.fixture
def base(published_database, db, tmp_path):
    database = create_database(tmp_path, "live", like=published_database)
    database.settings = databases.configure_writing({**database.settings, "OPTIONS": {}})
    database.open_once()
    yield database
    drop_database(database)


@contextmanager
def serving(base, folder):
    """Run two workers as in production; yield their origin."""
    port = free_port()
    database_settings = base.settings
    sqlite = connection.vendor == "sqlite"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings_preview",
        "CANONICAL_ORIGIN": f"http://127.0.0.1:{port}",
        "VAR_ROOT": str(folder),
        "DATABASE_URL": f"sqlite:///{database_settings['NAME']}"
        if sqlite
        else f"postgres://{database_settings['USER']}@/{database_settings['NAME']}",
        **({} if sqlite else {"PGHOST": str(database_settings["HOST"]), "PGPORT": str(database_settings["PORT"])}),
    }
    words = [
        sys.executable,
        "-m",
        "gunicorn",
        "archive.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
        "--no-control-socket",
    ]
    with subprocess.Popen([*words, "--log-level", "error"], cwd=ROOT, env=environment) as server:
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def fetch_claim(origin: str) -> tuple[str, str]:
    with urllib.request.urlopen(origin + CLAIM, timeout=30) as response:  # noqa: S310 (our own address)
        return response.headers["ETag"], response.read().decode()


def wait_for(origin: str) -> None:
    for _time in range(600):
        try:
            fetch_claim(origin)
        except HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError


def test_no_response_mixes_two_editions(base, tmp_path):
    changed = corrupt_fixtures(tmp_path, replace_text("", BELARUS, "massive", "large"))
    assert publish(changed)[0] == 0
    editions = {digest(settings.FIXTURES_ROOT): "massive", digest(changed): "large"}
    with serving(base, tmp_path) as origin:
        wait_for(origin)
        loading = threading.Thread(target=base.load, args=[changed])
        loading.start()
        responses, until = [fetch_claim(origin)], time.monotonic() + SECONDS
        while time.monotonic() < until and (
            loading.is_alive() or [text for _tag, text in responses[-12:] if digest(changed) not in text]
        ):
            responses.append(fetch_claim(origin))
        loading.join()
    text_by_tag = {}
    for tag, text in responses:
        (edition,) = [edition for edition in editions if f">{edition}<" in text]
        assert editions[edition] in text
        assert text_by_tag.setdefault(tag, text) == text, "a tag identifies one response"
    assert digest(changed) in responses[-1][1]
    assert len(text_by_tag) == 2
