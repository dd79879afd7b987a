"""An edition that is loaded over an earlier one makes the database that it makes of empty tables."""

from __future__ import annotations

import shutil

import pytest
from django.db import IntegrityError, connection

from archive.addresses import RecordKey
from archive.editions import edition_load, edition_update
from archive.editions.database_digest import digest_database
from archive.editions.edition_load import load_edition
from archive.fixity.row_digests import find_damaged_rows
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.models import LoadedState, Reading, SearchWord, VersionReference
from archive.search import documents
from tests.support.databases import clear_editions, read_full_text, read_rows
from tests.support.march_example import publish_examples
from tests.support.random_changes import RandomEditions

EDITIONS = 4


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """Return the ledger of the published fixtures with the invented sources and marches."""
    return publish_examples(tmp_path_factory.mktemp("published")) / LEDGER_FOLDER


@pytest.fixture
def ledger_folder(published, tmp_path, db, monkeypatch):
    """Return a copy of the ledger, which is loaded; editions of any size are loaded record by record."""
    shutil.copytree(published, tmp_path / LEDGER_FOLDER)
    monkeypatch.setattr(edition_update, "RECORDS_PER_CHANGE", 0)
    monkeypatch.setattr(edition_update, "MAX_REPLACED_SHARE", 100)
    load_edition(read_ledger(tmp_path / LEDGER_FOLDER))
    return tmp_path / LEDGER_FOLDER


def read_database():
    """Return all rows, the full-text index and the digest of the archive."""
    return read_rows(connection), read_full_text(connection), digest_database()


def assert_loaded_as_from_nothing(ledger_folder) -> None:
    """Load the last edition again into tables without editions, and assert that nothing is different."""
    found = read_database()
    clear_editions()
    load_edition(read_ledger(ledger_folder))
    assert read_database() == found


@pytest.fixture
def replaced(monkeypatch):
    """Return a list to which each load of all rows appends."""
    loads: list[object] = []
    replace_rows = edition_load.replace_rows
    monkeypatch.setattr(edition_load, "replace_rows", lambda records: loads.append(records) or replace_rows(records))
    return loads


@pytest.mark.parametrize("seed", range(12))
def test_random_changes_make_the_database_of_a_load_from_nothing(ledger_folder, replaced, seed):
    editions = RandomEditions(ledger_folder, seed)
    for number in range(EDITIONS):
        load_edition(editions.publish(1 + number * 3))
        assert list(find_damaged_rows()) == []
    assert replaced == []
    assert_loaded_as_from_nothing(ledger_folder)
    assert len(replaced) == 1


@pytest.mark.parametrize(("before", "after"), [([True, False, False], [True, True]), ([True, True], [True, False, False])])
def test_source_of_as_many_passages_with_other_sentences_moves_the_documents_of_the_next(ledger_folder, replaced, before, after):
    """A paragraph is a passage too, but no document: four passages are three sentences or two."""
    editions = RandomEditions(ledger_folder, 0)
    for name, begins in (("a-before", before), ("a-after", after)):
        editions.begin()
        if name == "a-after":
            editions.remove_source(RecordKey("source", "a-before"))
        editions.divide_source(RecordKey("source", "invented-notice-en"), name, begins)
        load_edition(editions.end())
    assert replaced == []
    assert_loaded_as_from_nothing(ledger_folder)


def test_source_that_is_withdrawn_before_others_moves_their_documents(ledger_folder, replaced):
    editions = RandomEditions(ledger_folder, 0)
    for name in ("a-first", "b-second"):
        editions.begin()
        editions.divide_source(RecordKey("source", "invented-notice-en"), name, [True, False])
        load_edition(editions.end())
    editions.begin()
    editions.remove_source(RecordKey("source", "a-first"))
    load_edition(editions.end())
    assert replaced == []
    assert_loaded_as_from_nothing(ledger_folder)


@pytest.mark.parametrize("changes", [{"text": "MARCH of the snow."}, {"text": "MARCH", "status": "uncertain"}])
def test_other_words_of_every_fifth_reading_make_the_database_of_a_load_from_nothing(ledger_folder, replaced, changes):
    editions = RandomEditions(ledger_folder, 0)
    editions.begin()
    for key in sorted(key for key in editions.records if key.kind == "sentence")[::5]:
        editions.records[key]["readings"][0] |= changes
        editions.store(key, editions.records[key])
    load_edition(editions.end())
    assert replaced == []
    assert list(find_damaged_rows()) == []
    assert_loaded_as_from_nothing(ledger_folder)


def test_moved_documents_are_in_the_partitions_of_their_keys(ledger_folder, replaced, monkeypatch):
    monkeypatch.setattr(documents, "PARTITION_EDGES", (3, 6))
    clear_editions()
    load_edition(read_ledger(ledger_folder))
    editions = RandomEditions(ledger_folder, 0)
    editions.begin()
    editions.divide_source(RecordKey("source", "invented-notice-en"), "a-before", [True, False])
    load_edition(editions.end())
    assert len(replaced) == 1
    assert_loaded_as_from_nothing(ledger_folder)


def test_words_that_are_too_many_to_be_indexed_are_no_words_of_the_archive(ledger_folder, replaced):
    editions = RandomEditions(ledger_folder, 0)
    editions.begin()
    key = editions.choose("sentence")
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"{first}{second}{third}zq" for first in letters for second in letters for third in letters]
    editions.records[key]["readings"][0]["text"] = " ".join(words)
    editions.store(key, editions.records[key])
    load_edition(editions.end())
    assert replaced == []
    assert SearchWord.objects.filter(word=words[0]).exists()
    assert not SearchWord.objects.filter(word=words[-1]).exists()
    assert_loaded_as_from_nothing(ledger_folder)


def test_damaged_row_is_replaced_by_the_load_of_the_next_edition(ledger_folder, replaced):
    Reading.objects.filter(pk=1).update(text="Changed.")
    ledger = RandomEditions(ledger_folder, 0).publish(1)
    load_edition(ledger)
    assert len(replaced) == 1
    assert not Reading.objects.filter(text="Changed.").exists()
    assert list(find_damaged_rows()) == []


def test_rows_that_other_code_loaded_are_all_replaced(ledger_folder, replaced, monkeypatch):
    monkeypatch.setattr(edition_load, "LOADER_VERSION", edition_load.LOADER_VERSION + 1)
    load_edition(RandomEditions(ledger_folder, 0).publish(1))
    assert len(replaced) == 1


@pytest.mark.one_engine  # PostgreSQL looks when the tests' own transaction would be committed
def test_load_fails_if_a_row_refers_to_none(ledger_folder, monkeypatch):
    replace_rows = edition_load.replace_rows

    def replace_and_damage(records):
        replace_rows(records)
        Reading.objects.filter(pk=1).update(passage=1_000_000)

    monkeypatch.setattr(edition_load, "replace_rows", replace_and_damage)
    with pytest.raises(IntegrityError):
        load_edition(read_ledger(ledger_folder), again=True)


@pytest.mark.one_engine
def test_damage_among_versions_does_not_stop_the_next_edition(ledger_folder):
    damaged = VersionReference.objects.filter(pk=1)
    before = damaged.get().version_id
    damaged.update(version=1_000_000)
    ledger = RandomEditions(ledger_folder, 0).publish(1)
    load_edition(ledger)
    assert LoadedState.objects.get().edition_id == ledger.number
    damaged.update(version=before)  # the test's own transaction looks too


@pytest.mark.parametrize("limit", ["MAX_REPLACED_SHARE", "MAX_MOVES"])
def test_all_rows_are_replaced_if_most_of_them_change_or_move(ledger_folder, replaced, monkeypatch, limit):
    monkeypatch.setattr(edition_update, limit, 0)
    editions = RandomEditions(ledger_folder, 0)
    editions.begin()
    editions.divide_source(RecordKey("source", "invented-notice-en"), "a-before", [True, False])
    load_edition(editions.end())
    assert len(replaced) == 1
    assert list(find_damaged_rows()) == []
