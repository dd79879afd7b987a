"""A killed load leaves the old archive unchanged, and readers see the old archive until a load is complete; on both engines."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import connection

from archive.environment import databases
from tests.support.commands import publish
from tests.support.corrupted_fixtures import BELARUS, corrupt_fixtures, replace_text
from tests.support.databases import Database, Rows, create_database, drop_database, read_rows

MOMENTS_OF_ALL = [
    'DELETE FROM "archive_anchor"',
    'DELETE FROM "archive_source"',
    'INSERT INTO "archive_source"',
    'INSERT INTO "archive_anchor"',
    'INSERT INTO "marches_stop"',
    'INSERT INTO "archive_recordversion"',
    'INSERT INTO "archive_searchdocument"',
    'INSERT INTO "archive_searchtrigram"',
    'UPDATE "archive_loadedstate"',
]
MOMENTS_OF_UPDATE = [
    'INSERT INTO "archive_claim"',
    'INSERT INTO "archive_searchdocument"',
    "UPDATE archive_searchword",
    'INSERT INTO "archive_recordversion"',
    'UPDATE "archive_loadedstate"',
]
# All rows are replaced if a question changes, else those of the records that change.
QUESTION = replace_text("", "questions.yaml", "Who the prisoners were: the source", "Who the prisoners were: this source")
CLAIM = replace_text("", BELARUS, "massive", "large")
CHANGES = {"all": [CLAIM, QUESTION], "update": [CLAIM]}
CASES = [("all", moment) for moment in MOMENTS_OF_ALL] + [("update", moment) for moment in MOMENTS_OF_UPDATE]
SECONDS = [0, 0.01, 0.03, 0.1]


class Prepared(NamedTuple):
    """Return the published archive in a separate database, ``old``, changed fixtures, and the rows of both."""

    published: Database
    root: Path
    old: Rows
    new: Rows


@pytest.fixture(scope="module", params=CHANGES)
def prepared(request, published_database, django_db_blocker, tmp_path_factory) -> Iterator[Prepared]:
    folder = tmp_path_factory.mktemp("killed")
    root = corrupt_fixtures(folder, *CHANGES[request.param])
    assert publish(root)[0] == 0
    with django_db_blocker.unblock():
        changed = create_database(folder, f"changed_{request.param}", like=published_database)
        changed.load(root)
        yield Prepared(published_database, root, published_database.rows(), changed.rows())
        drop_database(changed)


@pytest.fixture
def base(prepared, db, tmp_path) -> Iterator[Database]:
    """Return a copy of the published archive."""
    copied = create_database(tmp_path, "copied", like=prepared.published)
    yield copied
    drop_database(copied)


@pytest.mark.django_db  # without it, a run of this test alone would load into the database of the settings
def test_the_two_archives_differ(prepared):
    differing = {table for table in prepared.old if prepared.old[table] != prepared.new[table]}
    searched = {"archive_searchword", "archive_searchindex"}
    editions = {"archive_edition", "archive_loadedstate", "archive_recordversion", "archive_versionreference"}
    assert differing - {"archive_question"} == {"archive_claim", *editions, *searched}
    assert prepared.old.keys() == prepared.new.keys()


@pytest.mark.parametrize(("prepared", "moment"), CASES, indirect=["prepared"])
def test_killed_load_leaves_the_old_archive_and_the_next_load_works(moment, base, prepared):
    command = base.loading(prepared.root, moment)
    command.kill()
    assert command.end() == -signal.SIGKILL
    # SQLite's file is half written by then; the journal beside it takes that back when it is next read.
    journal = Path(f"{base.settings['NAME']}-journal")
    assert journal.exists() == (connection.vendor == "sqlite")
    assert base.rows() == prepared.old
    assert not journal.exists()
    base.load(prepared.root)
    assert base.rows() == prepared.new


@pytest.mark.parametrize("seconds", SECONDS)
def test_a_load_killed_by_the_clock_leaves_the_old_archive_or_the_new_one(seconds, base, prepared):
    command = base.loading(prepared.root, "DELETE FROM")
    command.go_on()
    time.sleep(seconds)
    command.kill()
    command.end()
    assert base.rows() in (prepared.old, prepared.new)


@pytest.mark.parametrize("moment", ["DELETE FROM", 'INSERT INTO "archive_anchor"', 'UPDATE "archive_loadedstate"'])
def test_a_reader_sees_the_old_archive_until_the_new_one_is_complete(moment, base, prepared):
    if connection.vendor == "sqlite":  # as it is loaded where it is published
        base.settings = databases.configure_writing({**base.settings, "OPTIONS": {}})
    reader = base.reader()
    assert read_rows(reader) == prepared.old
    command = base.loading(prepared.root, moment)
    assert read_rows(reader) == base.rows() == prepared.old
    command.go_on()
    assert command.end() == 0
    assert read_rows(reader) == base.rows() == prepared.new
    reader.close()
