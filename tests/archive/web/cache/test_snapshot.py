"""A page is of one edition from its first question to its last, even if another is loaded while it is made. On both engines."""

import json
import os
import subprocess
import sys
import threading

import pytest
from django.db import connection

from tests.support.databases import create_database, drop_database
from tests.support.repository import ROOT

ASK = "import json; from archive.settings import DATABASES as d; print(json.dumps(d['default'].get('OPTIONS', {})))"


def published(url: str) -> dict:
    """How a connection is opened by the published settings."""
    environment = os.environ | {"DATABASE_URL": url}
    done = subprocess.run([sys.executable, "-c", ASK], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture
def base(db, tmp_path):
    made = create_database(tmp_path, "snapshot")
    made.run("migrate", "--verbosity", "0")
    made.load(ROOT / "fixtures")
    yield made
    drop_database(made)


def changed_meanwhile(base) -> threading.Thread:
    """Another edition, by another connection, while the first is still reading; SQLite lets it wait for the readers' end."""

    def change():
        other = base.reader()
        other.cursor().execute("UPDATE archive_claim SET statement_en = 'Another edition'")
        other.close()

    loading = threading.Thread(target=change)
    loading.start()
    loading.join(1.0)
    return loading


def statements(reader) -> set[str]:
    with reader.cursor() as cursor:
        cursor.execute("SELECT statement_en FROM archive_claim")
        return {row[0] for row in cursor.fetchall()}


def test_a_page_reads_one_state(base):
    url = "sqlite:///x" if connection.vendor == "sqlite" else "postgres://reader@one,two/shawahid?connect_timeout=2"
    options = published(url)
    base.settings["OPTIONS"] |= {name: one for name, one in options.items() if name == "isolation_level"}
    reader = base.reader()
    reader.connect()
    reader.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)  # as a request begins
    first = statements(reader)
    loading = changed_meanwhile(base)
    assert statements(reader) == first
    reader.rollback()
    reader.set_autocommit(True)
    loading.join()
    assert len(first) > 1
    assert statements(reader) == {"Another edition"}
    reader.close()
