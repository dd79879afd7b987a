"""While another edition is loaded, readers go on being answered, every answer is of one edition, and soon all are of the new one; no restart."""

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

from archive import environment
from archive.editions import pipeline
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from tests.support.commands import publish
from tests.support.corrupted_fixtures import BELARUS, corrupt_fixtures, replace_text
from tests.support.databases import create_database, drop_database
from tests.support.ports import free_port
from tests.support.repository import ROOT

CLAIM = "/en/claims/belarus-offensive-1944/"
SECONDS = 60


def digest(root) -> str:
    return pipeline.compute_state(read_ledger(root / LEDGER_FOLDER).editions[-1].digest)[:8]


@pytest.fixture
def base(db, tmp_path):
    made = create_database(tmp_path, "live")
    made.settings = environment.configure_writing({**made.settings, "OPTIONS": {}})
    made.run("migrate", "--verbosity", "0")
    made.load(settings.FIXTURES_ROOT)
    yield made
    drop_database(made)


@contextmanager
def serving(base, folder):
    """Two workers on a port of their own, opened as in production; gives the origin."""
    port = free_port()
    told = base.settings
    sqlite = connection.vendor == "sqlite"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings_preview",
        "CANONICAL_ORIGIN": f"http://127.0.0.1:{port}",
        "VAR_ROOT": str(folder),
        "DATABASE_URL": f"sqlite:///{told['NAME']}" if sqlite else f"postgres://{told['USER']}@/{told['NAME']}",
        **({} if sqlite else {"PGHOST": str(told["HOST"]), "PGPORT": str(told["PORT"])}),
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


def got(origin: str) -> tuple[str, str]:
    with urllib.request.urlopen(origin + CLAIM, timeout=30) as answer:  # noqa: S310 (our own address)
        return answer.headers["ETag"], answer.read().decode()


def wait_for(origin: str) -> None:
    for _time in range(600):
        try:
            got(origin)
        except HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError


def test_no_answer_mixes_two_editions(base, tmp_path):
    changed = corrupt_fixtures(tmp_path, replace_text("", BELARUS, "massive", "large"))
    assert publish(changed)[0] == 0
    editions = {digest(settings.FIXTURES_ROOT): "massive", digest(changed): "large"}
    with serving(base, tmp_path) as origin:
        wait_for(origin)
        loading = threading.Thread(target=base.load, args=[changed])
        loading.start()
        answers, until = [got(origin)], time.monotonic() + SECONDS
        while time.monotonic() < until and (
            loading.is_alive() or [text for _tag, text in answers[-12:] if digest(changed) not in text]
        ):
            answers.append(got(origin))
        loading.join()
    seen = {}
    for tag, text in answers:
        named = [one for one in editions if f">{one}<" in text]
        assert len(named) == 1
        assert editions[named[0]] in text
        assert seen.setdefault(tag, text) == text, "a tag names one answer"
    assert digest(changed) in answers[-1][1]
    assert len(seen) == 2
