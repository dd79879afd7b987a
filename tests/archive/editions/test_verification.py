"""Damage of the database is named by row and text, refused by a load, and repaired by ``--again``."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from archive.editions import pipeline, verification
from archive.editions.bake.site import CHECKSUM_FILE, list_checksums
from archive.fixity import file_digests
from archive.fixity.row_digests import BLOCK_KEYS, find_damaged_rows
from archive.fixity.tables import iterate_digest_batches, list_digested_tables
from archive.models import Claim, Edition, LoadedState, RecordVersion, RowDigests, Source, UnsoundText
from tests.support.commands import check_fixtures, publish, publish_and_load, run_command
from tests.support.corrupted_fixtures import BELARUS, corrupt_fixtures, replace_text
from tests.support.ledgers import find_last_edition

pytestmark = pytest.mark.django_db


def execute(statement: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def verify_archive(*only: str, **options: object) -> tuple[bool, str]:
    """Return whether the archive is sound, and what the command prints."""
    output = StringIO()
    try:
        call_command("verify_archive", only=only or verification.PARTS, stdout=output, stderr=output, no_color=True, **options)
    except CommandError as error:
        return False, f"{output.getvalue()}{error}"
    return True, output.getvalue()


def test_a_loaded_archive_is_sound():
    assert list(find_damaged_rows()) == []
    assert verify_archive("ledger", "database") == (True, "ledger: sound\ndatabase: sound\n")
    assert verify_archive("ledger", "database", lang="ar")[0]


def test_rows_of_any_table_that_were_not_loaded_are_named():
    for table in list_digested_tables():
        keys = [key for batch in iterate_digest_batches(table) for key, _digest in batch]
        if keys:
            RowDigests.objects.filter(table=table.name, block=keys[0] // BLOCK_KEYS).delete()
            assert {(row.table, row.damage) for row in find_damaged_rows([table])} == {(table.name, "added")}


def test_one_letter_of_a_text_is_named_by_row_and_source_and_repaired():
    source = Source.objects.get()
    execute("UPDATE archive_source SET text = replace(text, 'ف', 'ق')")
    is_sound, printed = verify_archive("database")
    assert not is_sound
    assert f"source:{source.identifier}: Its text in the database does not have its SHA-256." in printed
    assert f"archive_source {source.pk}: This row is not what was loaded. Run manage.py load_fixtures --again." in printed
    with pytest.raises(CommandError, match="1 row of the database is damaged"):
        call_command("load_fixtures", stdout=StringIO())
    with pytest.raises(UnsoundText):
        Source.objects.get()
    call_command("load_fixtures", again=True, stdout=StringIO())
    assert verify_archive("database")[0]
    assert Source.objects.get().text == source.text


@pytest.mark.one_engine
@pytest.mark.parametrize("change", ["identifier = CAST(identifier AS BLOB)", "statement_en = statement_en || char(0) || 'a'"])
def test_text_that_became_bytes_or_has_more_after_a_zero_is_damage(change):
    claim = Claim.objects.latest("pk")
    execute(f"UPDATE archive_claim SET {change} WHERE id = %s", claim.pk)  # noqa: S608
    assert [(row.table, row.key) for row in find_damaged_rows()] == [("archive_claim", claim.pk)]


@pytest.mark.one_engine
def test_last_digit_of_a_coordinate_is_compared():
    """As a number of 64 bits it is the next one, and equal to 15 digits."""
    execute("UPDATE camps_place SET latitude = latitude * (1 + 3e-16) WHERE latitude IS NOT NULL")
    assert {row.table for row in find_damaged_rows()} == {"camps_place"}


def test_damaged_digests_are_named_as_such():
    digests = RowDigests.objects.filter(table="archive_anchor").first()
    RowDigests.objects.filter(pk=digests.pk).update(digests=bytes(digests.digests)[:-1] + b"\0")
    assert [(row.table, row.damage) for row in find_damaged_rows()] == [("archive_anchor", "digests")]


def test_a_later_load_does_not_forget_damage_of_former_versions(tmp_path):
    version = RecordVersion.objects.first()
    RecordVersion.objects.filter(pk=version.pk).update(identifier="other")
    root = corrupt_fixtures(tmp_path, replace_text("", BELARUS, "massive", "large"))
    assert publish_and_load(root) == (0, f"Edition {find_last_edition() + 1} is loaded.\n")
    assert [(row.table, row.key) for row in find_damaged_rows()] == [("archive_recordversion", version.pk)]
    assert run_command("load_fixtures", root, "en", again=True)[0] == 0
    assert list(find_damaged_rows()) == []


@pytest.mark.parametrize(
    ("model", "damage"), [(Edition, {"digest": "0" * 64}), (LoadedState, {"newest": 9}), (LoadedState, {"newest_digest": "0" * 64})]
)
def test_damaged_words_about_editions_do_not_forbid_the_repair(model, damage):
    model.objects.filter(pk=model.objects.latest("pk").pk).update(**damage)
    assert not verify_archive("database")[0]
    call_command("load_fixtures", again=True, stdout=StringIO())
    assert verify_archive("database")[0]


def test_a_database_of_another_state_is_not_what_the_ledger_says():
    LoadedState.objects.update(digest="0" * 64)
    is_sound, printed = verify_archive("database")
    assert not is_sound
    assert f"It is not what edition {find_last_edition()} of the ledger says." in printed


def test_an_edited_record_cache_changes_nothing_that_is_published_or_loaded(tmp_path, settings):
    """SQL that changes the words of a claim in the cache reaches neither the ledger nor a page."""
    root = corrupt_fixtures(tmp_path, replace_text("", BELARUS, "massive", "large"))
    settings.VAR = tmp_path / "var"
    assert check_fixtures(root)[0] == 0
    cache = pipeline.get_record_cache_path(root)
    with closing(sqlite3.connect(cache)) as opened, opened:
        changed = opened.execute("UPDATE record SET data = replace(data, 'large', 'forged')").rowcount
        assert changed
    faults = [fault.name for fault in verification.verify_record_caches()]
    assert any(BELARUS in name for name in faults)
    assert publish(root)[0] == 0
    assert b"forged" not in (root / "editions/0002.jsonl").read_bytes()
    assert b"large" in (root / "editions/0002.jsonl").read_bytes()
    assert run_command("load_fixtures", root, "en")[0] == 0
    texts = Claim.objects.values_list("statement_en", flat=True)
    assert not any("forged" in text for text in texts)
    assert any("large" in text for text in texts)
    assert check_fixtures(root)[0] == 0, "the damaged cache is not used"


def test_every_damaged_file_of_the_ledger_is_named(tmp_path):
    root = corrupt_fixtures(tmp_path, replace_text("", BELARUS, "massive", "large"))
    assert publish_and_load(root)[0] == 0
    ledger = root / "editions"
    damaged = [ledger / "0001.jsonl", ledger / "0002.jsonl", *(ledger / "texts").iterdir()]
    for path in damaged:
        content = bytearray(path.read_bytes())
        content[-20] ^= 1
        path.write_bytes(content)
    is_sound, printed = verify_archive("ledger", fixtures=root)
    assert not is_sound
    for path in damaged:
        assert f"editions/{path.relative_to(ledger)}" in printed


def test_damaged_missing_and_added_files_of_a_baked_site_are_named(tmp_path):
    for name in ("page", "other", "lost"):
        (tmp_path / name).write_text(name)
    (tmp_path / CHECKSUM_FILE).write_text(list_checksums(tmp_path))
    assert list(verification.verify_baked(tmp_path)) == []
    (tmp_path / "page").write_text("pages")
    (tmp_path / "lost").unlink()
    (tmp_path / "added").touch()
    assert [fault.name for fault in verification.verify_baked(tmp_path)] == ["lost", "page", "added"]
    assert not verify_archive("ledger", baked=tmp_path)[0]


def test_a_file_that_changed_is_known_by_its_digest(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(b"bytes")
    assert not file_digests.is_changed(path), "no digest is stored"
    file_digests.store_digest(path)
    assert not file_digests.is_changed(path)
    path.write_bytes(b"bites")
    assert file_digests.is_changed(path)
    file_digests.forget_digest(path)
    assert not file_digests.is_changed(path)
