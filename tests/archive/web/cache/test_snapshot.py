"""A page reads one edition from its first query to its last, even if another is loaded meanwhile. On both engines."""

import json
import os
import subprocess
import sys
import threading

import pytest
from django.db import connection

from tests.support.databases import create_database, drop_database
from tests.support.repository import ROOT

PRINT_OPTIONS = "import json; from archive.settings import DATABASES as d; print(json.dumps(d['default'].get('OPTIONS', {})))"


def load_published_options(url: str) -> dict:
    """Return the connection options of the published settings."""
    environment = os.environ | {"DATABASE_URL": url}
    result = subprocess.run(
        [sys.executable, "-c", PRINT_OPTIONS], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(result.stdout)


@pytest.fixture
def base(published_database, db, tmp_path):
    database = create_database(tmp_path, "snapshot", like=published_database)
    yield database
    drop_database(database)


def change_edition(base) -> threading.Thread:
    """Write another edition in a thread, while the first connection is reading; SQLite makes it wait for readers."""

    def change():
        other = base.reader()
        other.cursor().execute("UPDATE archive_claim SET statement_en = 'Another edition'")
        other.close()

    loading = threading.Thread(target=change)
    loading.start()
    loading.join(1.0)
    return loading


def read_statements(reader) -> set[str]:
    with reader.cursor() as cursor:
        cursor.execute("SELECT statement_en FROM archive_claim")
        return {row[0] for row in cursor.fetchall()}


def test_page_reads_one_edition(base):
    url = "sqlite:///x" if connection.vendor == "sqlite" else "postgres://reader@one,two/shawahid?connect_timeout=2"
    options = load_published_options(url)
    base.settings["OPTIONS"] |= {name: value for name, value in options.items() if name == "isolation_level"}
    reader = base.reader()
    reader.connect()
    reader.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)  # as a request begins
    first = read_statements(reader)
    loading = change_edition(base)
    assert read_statements(reader) == first
    reader.rollback()
    reader.set_autocommit(True)
    loading.join()
    assert len(first) > 1
    assert read_statements(reader) == {"Another edition"}
    reader.close()
