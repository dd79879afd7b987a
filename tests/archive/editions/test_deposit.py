"""The package of an edition: the same bytes on every machine, valid, verifiable with standard tools, and enough to rebuild the site."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import bagit
import pytest
import yaml
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from rocrate.rocrate import ROCrate

from archive.editions.database_digest import digest_database
from archive.editions.deposit import package
from archive.editions.deposit.code_state import read_code_state
from archive.editions.deposit.data_package import COLUMN_MEANINGS
from archive.environment.databases import SQLITE_ENGINE
from archive.formats.table import MOVEMENT_COLUMNS, STOP_COLUMNS
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.text.swhid import compute_swhid
from tests.support.commands import publish
from tests.support.corrupted_fixtures import copy_fixtures
from tests.support.databases import Database
from tests.support.example_fixtures import add_example
from tests.support.ledgers import find_last_edition
from tests.support.repository import ROOT

INVENTED = "invented-notice-en"
ORIGIN = "https://archive.example"
TABLES = ("camps", "claims", "places", "routes", "sources")
# Two machines that differ in all that a program may depend on by accident
MACHINES = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1", "PYTHONUTF8": "1"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1"},
)


class Deposits(NamedTuple):
    """The packages that two machines wrote of the same fixtures."""

    fixtures: Path
    bags: tuple[Path, Path]


def manage(*arguments: object, umask: int = 0o022, **environment: str) -> str:
    """Run a command of the archive in a process of its own; return its output."""
    command = [sys.executable, "manage.py", *map(str, arguments)]
    variables = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    variables |= {"CANONICAL_ORIGIN": ORIGIN, **environment}
    return subprocess.run(
        command, cwd=ROOT, env=variables, umask=umask, stdout=subprocess.PIPE, check=True, text=True, encoding="utf-8"
    ).stdout


def write_bag(folder: Path, root: Path = ROOT / "fixtures", language: str = "en") -> tuple[int, str]:
    """Write a package in this process; return the exit status and the output."""
    output = StringIO()
    try:
        call_command("deposit", folder, fixtures=root, lang=language, stdout=output, stderr=output, no_color=True)
    except SystemExit as end:
        return end.code, output.getvalue()
    return 0, output.getvalue()


def add_received_document(root: Path) -> None:
    """Let the invented source be one whose text was made from a document in UTF-16."""
    folder = root / "sources" / INVENTED
    record = yaml.safe_load((folder / "source.yaml").read_text("utf-8"))
    content = (folder / record["text"]["file"]).read_bytes().decode().encode("utf-16")
    (folder / "notice.txt").write_bytes(content)
    record["received"] = {
        "file": "notice.txt",
        "encoding": "utf-16",
        "sha256": sha256(content).hexdigest(),
        "bytes": len(content),
    }
    (folder / "source.yaml").write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")


@pytest.fixture(scope="module")
def deposits(tmp_path_factory) -> Deposits:
    root = add_example(tmp_path_factory.mktemp("fixtures"))
    add_received_document(root)
    assert publish(root)[0] == 0
    folder = tmp_path_factory.mktemp("bags")
    bags = (folder / "first", folder / "another" / "bag")
    for bag, environment, language, umask in zip(bags, MACHINES, ("en", "ar"), (0o000, 0o077), strict=True):
        manage("deposit", bag, "--fixtures", root, "--lang", language, umask=umask, **environment)
    return Deposits(root, bags)


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    """Return the file of a database with empty tables."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    Database({"ENGINE": SQLITE_ENGINE, "NAME": str(file), "OPTIONS": {}}).run("migrate", "--verbosity", "0")
    return file


@pytest.fixture
def migrate_once(monkeypatch, migrated) -> None:
    """Let packages that are written in this process copy the empty tables; those of ``deposits`` are migrated."""

    def copy_tables(command: str, **options: object) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(migrated)) as file:
            file.backup(connection.connection)

    monkeypatch.setattr("archive.editions.deposit.database.call_command", copy_tables)


@pytest.fixture
def bag(deposits) -> Path:
    return deposits.bags[0]


@pytest.fixture
def changeable_bag(bag, tmp_path) -> Path:
    return Path(shutil.copytree(bag, tmp_path / "bag"))


def list_entries(bag: Path) -> Iterator[tuple]:
    """Yield name, mode, time of change and content of everything in a bag."""
    for path in sorted([bag, *bag.rglob("*")]):
        state = path.stat()
        yield path.relative_to(bag).as_posix(), state.st_mode, state.st_mtime_ns, path.read_bytes() if path.is_file() else b""


def read_crate(bag: Path) -> dict:
    return json.loads((bag / "data/ro-crate-metadata.json").read_text("utf-8"))


def read_bag_info(bag: Path) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in (bag / "bag-info.txt").read_text("utf-8").splitlines())


def dump(bag: Path) -> list[str]:
    """Return definitions and rows of a database's tables, and those in which virtual tables keep their rows."""
    with closing(sqlite3.connect(f"file:{bag}/data/shawahid.sqlite3?mode=ro", uri=True)) as database:
        schema = database.execute("SELECT name, sql FROM sqlite_schema ORDER BY type, name").fetchall()
        tables = [name for name, sql in schema if (sql or "").startswith("CREATE TABLE")]
        rows = [row for name in tables for row in database.execute(f'SELECT * FROM "{name}"')]  # noqa: S608
    return [*map(repr, schema), *map(repr, rows)]


def run_sha256sum(bag: Path) -> subprocess.CompletedProcess:
    command = ["sha256sum", "--check", "--quiet", "tagmanifest-sha256.txt", "manifest-sha256.txt"]
    return subprocess.run(command, cwd=bag, capture_output=True, text=True, check=False)


# Reproducible


def test_two_machines_write_the_same_bytes_modes_and_times(deposits):
    first, second = ({entry[0]: entry[1:] for entry in list_entries(bag)} for bag in deposits.bags)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_two_machines_write_equal_databases(deposits):
    first, second = map(dump, deposits.bags)
    assert len(first) > 500
    assert first == second


def test_every_date_is_that_of_the_edition(deposits, bag):
    header = read_ledger(deposits.fixtures / LEDGER_FOLDER).editions[-1].header
    assert {entry[2] for entry in list_entries(bag)} == {int(header.instant.timestamp()) * 10**9}
    assert read_bag_info(bag)["Bagging-Date"] == header.published[:10]
    assert ROCrate(bag / "data").root_dataset["datePublished"] == header.published
    with closing(sqlite3.connect(bag / "data/shawahid.sqlite3")) as database:
        assert database.execute("SELECT DISTINCT applied FROM django_migrations").fetchall() == [(header.published,)]


def test_everybody_can_read_and_only_the_owner_can_write(deposits):
    for bag in deposits.bags:
        assert {entry[1] & 0o777 for entry in list_entries(bag)} == {0o755, 0o644}


def test_nothing_of_the_machine_is_in_the_package(deposits, bag):
    private = [str(deposits.fixtures), str(bag.parent), str(ROOT)]
    for name, _mode, _time, content in list_entries(bag):
        assert not [word for word in private if word.encode() in content], name


# Complete


def test_package_has_the_ledger_and_all_texts_unchanged(deposits, bag):
    ledger, copy = deposits.fixtures / LEDGER_FOLDER, bag / "data/fixtures" / LEDGER_FOLDER
    names = sorted(path.relative_to(ledger).as_posix() for path in ledger.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file())
    assert [name for name in names if (ledger / name).read_bytes() != (copy / name).read_bytes()] == []
    assert {path.name for path in ledger.glob("*.jsonl")} == {
        f"{number:04}.jsonl" for number in range(1, find_last_edition(deposits.fixtures) + 1)
    }


def test_sources_have_their_text_and_the_document_as_received(deposits, bag):
    published, copy = deposits.fixtures / "sources", bag / "data/sources"
    for name in (f"{INVENTED}/invented-notice.en.txt", f"{INVENTED}/notice.txt", "ushmm-death-marches/death-marches.ar.txt"):
        assert (copy / name).read_bytes() == (published / name).read_bytes()


def test_every_source_is_there_as_tei(bag):
    assert sorted(path.stem for path in (bag / "data/tei").iterdir()) == sorted(
        path.name for path in (bag / "data/sources").iterdir()
    )


@pytest.mark.django_db
def test_tables_and_tei_are_those_of_the_site(tmp_path, migrate_once):
    assert write_bag(tmp_path / "bag")[0] == 0
    client = Client()
    for table in TABLES:
        assert (tmp_path / f"bag/data/tables/{table}.csv").read_bytes() == client.get(f"/id/{table}.csv").content
    source = client.get("/id/source/ushmm-death-marches.tei.xml").content
    assert (tmp_path / "bag/data/tei/ushmm-death-marches.xml").read_bytes() == source


@pytest.mark.django_db
def test_writing_a_package_leaves_the_database_alone(tmp_path, migrate_once):
    before, wrapper = digest_database(), connection._connections["default"]
    write_bag(tmp_path / "bag")
    assert connection._connections["default"] is wrapper
    assert digest_database() == before == read_bag_info(tmp_path / "bag")["Archive-Digest"]


def test_package_names_the_code(bag):
    info, code = read_bag_info(bag), read_code_state()
    assert (info["Code-Digest"], info.get("Code-Commit", "")) == (code.digest, code.commit)
    assert info["Bag-Software-Agent"] == f"Shawahid {code.version}"


def test_code_without_git_has_no_commit(monkeypatch):
    monkeypatch.setenv("PATH", "")
    code = read_code_state()
    assert code.commit == ""
    assert re.fullmatch("[0-9a-f]{64}", code.digest)


# Valid

# bagit 1.9 calls re.sub() in a way that Python 3.13 deprecates.
bagit_on_python_3_13 = pytest.mark.filterwarnings("ignore:'count' is passed as positional argument:DeprecationWarning")


@bagit_on_python_3_13
def test_bag_is_valid(bag):
    opened = bagit.Bag(str(bag))
    assert opened.version_info == (1, 0)
    assert opened.validate()


def test_sha256sum_accepts_the_bag(bag):
    result = run_sha256sum(bag)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@bagit_on_python_3_13
def test_a_flipped_bit_is_named(changeable_bag):
    path = changeable_bag / "data/sources/ushmm-death-marches/death-marches.ar.txt"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    assert "data/sources/ushmm-death-marches/death-marches.ar.txt: FAILED" in run_sha256sum(changeable_bag).stdout
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(changeable_bag)).validate()


def test_crate_describes_every_file_once(bag):
    crate = read_crate(bag)
    assert crate["@context"] == "https://w3id.org/ro/crate/1.2/context"
    described = [entity["@id"] for entity in crate["@graph"] if entity["@type"] == "File"]
    names = {path.relative_to(bag / "data").as_posix() for path in (bag / "data").rglob("*") if path.is_file()}
    assert len(described) == len({*described})
    assert {*described} == names - {"ro-crate-metadata.json"}


def test_another_library_reads_the_crate(deposits, bag):
    crate = ROCrate(bag / "data")
    assert crate.metadata.profile == "https://w3id.org/ro/crate/1.2"
    text = crate.get("sources/ushmm-death-marches/death-marches.ar.txt")
    assert text["identifier"] == compute_swhid((bag / "data" / text.id).read_bytes())
    assert text["license"].id.startswith("http")
    assert crate.get("#code")["version"] == read_code_state().version
    assert crate.root_dataset["identifier"]["value"] == f"{ORIGIN}/id/edition/{find_last_edition(deposits.fixtures)}"


def test_received_document_is_described_as_such(bag):
    entities = {entity["@id"]: entity for entity in read_crate(bag)["@graph"]}
    assert "as received" in entities[f"sources/{INVENTED}/notice.txt"]["description"]
    assert "identifier" not in entities[f"sources/{INVENTED}/notice.txt"]
    assert "verbatim" in entities[f"sources/{INVENTED}/invented-notice.en.txt"]["description"]


def test_data_package_describes_every_column_in_both_languages(bag):
    description = json.loads((bag / "data/tables/datapackage.json").read_text("utf-8"))
    assert [resource["name"] for resource in description["resources"]] == list(TABLES)
    for resource in description["resources"]:
        content = (bag / "data/tables" / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{sha256(content).hexdigest()}")
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == next(csv.reader(content.decode().splitlines()))
        assert all(re.search("[A-Za-z]{3}", field["description"]) for field in fields)
        assert all(re.search("[\u0621-\u064a]{2}", field["description_ar"]) for field in fields)


def test_keys_of_tables_are_unique_and_refer_to_records(bag):
    rows = {}
    for table in TABLES:
        with (bag / f"data/tables/{table}.csv").open(encoding="utf-8", newline="") as file:
            rows[table] = list(csv.DictReader(file))
        for key in ("identifier", "permanent"):
            assert len({row[key] for row in rows[table]}) == len(rows[table]) > 0
    assert {row["claim"] for row in rows["routes"]} <= {row["permanent"] for row in rows["claims"]}


def test_no_meaning_describes_a_column_that_does_not_exist(bag):
    description = json.loads((bag / "data/tables/datapackage.json").read_text("utf-8"))
    names = {field["name"] for resource in description["resources"] for field in resource["schema"]["fields"]}
    # The founding archive has no routes by stops and no movements, whose tables are left out.
    assert {*COLUMN_MEANINGS} == {re.sub("_(ar|en)$", "", name) for name in (*names, *STOP_COLUMNS, *MOVEMENT_COLUMNS)}


# Verified and rebuilt


@pytest.mark.parametrize("name", ["README.md", "README.ar.md"])
def test_readme_verifies_the_package(bag, name):
    readme = (bag / "data" / name).read_text("utf-8")
    check, header, _rebuild = re.findall("```sh\n(.+?)\n```", readme, re.DOTALL)
    run = {"shell": True, "cwd": bag, "capture_output": True, "text": True, "check": True}
    assert subprocess.run(check, **run).stdout == ""
    digest = subprocess.run(header, **run).stdout.split()[0]
    assert f"`{digest}`" in readme
    assert digest == read_bag_info(bag)["Edition-Digest"]


def test_bare_machine_rebuilds_the_archive_from_the_bag(bag, tmp_path):
    folders = {"VAR_ROOT": str(tmp_path / "var"), "DATABASE_URL": f"sqlite:///{tmp_path}/rebuilt.sqlite3"}
    manage("migrate", "-v", "0", **folders)
    manage("load_fixtures", "--fixtures", bag / "data/fixtures", **folders)
    assert manage("archive_digest", **folders).strip() == read_bag_info(bag)["Archive-Digest"]


def test_database_in_the_bag_is_the_archive(bag):
    address = f"sqlite:///{bag}/data/shawahid.sqlite3"
    assert manage("archive_digest", DATABASE_URL=address).strip() == read_bag_info(bag)["Archive-Digest"]


# Refused


@pytest.mark.parametrize(("language", "words"), [("en", "nothing was written"), ("ar", "لم يُكتب شيء")])
def test_folder_with_content_is_refused(tmp_path, language, words):
    (tmp_path / "file").write_text("kept", "utf-8")
    for folder in (tmp_path, tmp_path / "file"):
        with pytest.raises(CommandError, match=words) as error:
            write_bag(folder, language=language)
        assert error.value.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(("language", "words"), [("en", "Nothing was written"), ("ar", "لم يُكتب شيء")])
def test_missing_ledger_is_reported(tmp_path, language, words):
    root = copy_fixtures(tmp_path)
    shutil.rmtree(root / LEDGER_FOLDER)
    status, printed = write_bag(tmp_path / "bag", root, language)
    assert status == 1
    assert "ledger.no-editions" in printed
    assert words in printed
    assert not (tmp_path / "bag").exists()


@pytest.mark.parametrize(
    ("function", "error", "language", "words"),
    [
        ("copy_ledger", OSError(errno.ENOSPC, "No space left on device"), "en", "Nothing was written"),
        ("write_tables", OSError(errno.ENOSPC, "No space left on device"), "ar", "لم يُكتب شيء"),
        ("copy_database", sqlite3.OperationalError("database or disk is full"), "en", "Nothing was written"),
    ],
)
@pytest.mark.django_db
def test_full_disk_leaves_nothing(tmp_path, monkeypatch, migrate_once, function, error, language, words):
    def fail(*arguments):
        raise error

    monkeypatch.setattr(package, function, fail)
    with pytest.raises(CommandError, match=words) as caught:
        write_bag(tmp_path / "bag", language=language)
    assert caught.value.returncode == 3
    assert list(tmp_path.iterdir()) == []


def test_changed_text_in_the_ledger_is_refused(tmp_path):
    root = copy_fixtures(tmp_path)
    text = next((root / LEDGER_FOLDER / "texts").iterdir())
    text.chmod(0o644)
    text.write_bytes(text.read_bytes() + b"\n")
    status, printed = write_bag(tmp_path / "bag", root)
    assert status == 1
    assert "ledger.wrong-text" in printed
    assert sorted(path.name for path in tmp_path.iterdir()) == [root.name]


@pytest.mark.django_db
def test_empty_folder_is_filled(tmp_path, migrate_once):
    (tmp_path / "bag").mkdir()
    assert write_bag(tmp_path / "bag")[0] == 0
    assert (tmp_path / "bag/bagit.txt").is_file()
