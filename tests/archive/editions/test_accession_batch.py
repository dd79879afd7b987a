"""A folder of documents goes into the fixtures whole or not at all, with the defaults of a file; a batch that nobody edited can be undone."""

import io
import sys

import pytest
import yaml

from archive.editions import pipeline
from archive.fixtures.problems.batch_messages import BATCH_MESSAGES
from tests.support.commands import run_command
from tests.support.corrupted_fixtures import copy_fixtures

DEFAULTS = """language: de
prefix: invented-
publisher: {ar: "ناشر مختلق", en: "Invented publisher"}
author: {ar: "مؤلف مختلق", en: "Invented author"}
published: "1946"
origin: {address: "https://example.org/letters/{}", note: {ar: "مختلق", en: "Invented"}}
rights:
  statement: https://creativecommons.org/publicdomain/zero/1.0/
  note: {ar: "نص مختلق", en: "Invented"}
documents:
  Letter 2.txt: {id: second-letter, language: pl}
"""


@pytest.fixture
def root(tmp_path):
    """Fixtures, and beside them a folder with three documents and its defaults file."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "Letter-1.txt").write_text("Am 9. Mai 1945 kam er nach Dachau. Am 10. Mai ging er.", "utf-8")
    (folder / "Letter-3.txt").write_text("Am 11. Mai 1945 war er frei.", "utf-8")
    (tmp_path / "letters.yaml").write_text(DEFAULTS.partition("documents:")[0], "utf-8")
    return copy_fixtures(tmp_path)


def add_batch(root, *arguments, language="en", **options):
    return run_command("accession_batch", root, language, *(arguments or (str(root.parent / "letters"),)), **options)


def read_files(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_every_document_is_added_with_the_defaults(root):
    status, printed = add_batch(root)
    assert status == 0, printed
    assert "Documents: 2, proposed claims: 2." in printed
    fixtures, problems = pipeline.read_fixtures(root)
    assert problems == []
    assert {"source:invented-letter-1", "source:invented-letter-3"} <= fixtures.drafts
    source = yaml.safe_load((root / "sources/invented-letter-1/source.yaml").read_text("utf-8"))
    assert source["publisher"] == {"ar": "ناشر مختلق", "en": "Invented publisher"}
    assert source["author"]["en"] == "Invented author"
    assert source["published"] == "1946"
    assert source["origin"]["address"] == "https://example.org/letters/Letter-1"
    assert source["rights"]["note"]["en"] == "Invented"
    assert source["title"] == {"ar": "", "en": ""}


def test_files_of_the_system_are_no_documents(root):
    for name in ("Thumbs.db", "desktop.ini", "~$tter-1.docx", ".DS_Store"):
        (root.parent / "letters" / name).write_bytes(b"\x00\x01")
    status, printed = add_batch(root)
    assert status == 0, printed
    assert "Documents: 2," in printed


def test_a_document_may_differ_from_the_defaults(root):
    (root.parent / "letters/Letter-2.txt").write_text("Przyszli w 1945 roku.", "utf-8")
    (root.parent / "letters.yaml").write_text(DEFAULTS.replace("Letter 2", "Letter-2"), "utf-8")
    assert add_batch(root)[0] == 0
    text = yaml.safe_load((root / "sources/second-letter/source.yaml").read_text("utf-8"))["text"]
    assert text["language"] == "pl"


def test_one_refused_document_refuses_all_and_every_fault_is_told(root):
    (root.parent / "letters/bad.txt").write_bytes("Groß-Rosen".encode("windows-1252"))
    (root.parent / "letters/page.txt").write_text("<html><body><p>x</p></body></html>", "utf-8")
    before = read_files(root)
    status, printed = add_batch(root)
    assert status == 1
    assert "bad.txt:1:4: accession.not-utf8" in printed
    assert "page.txt:1:1: accession.web-page" in printed
    assert read_files(root) == before
    assert not (root.parent / "letters.batch.json").exists()


@pytest.mark.parametrize(
    ("name", "defaults", "expected"),
    [
        ("letter_1.txt", DEFAULTS.partition("documents:")[0], "batch.same-identifier"),
        ("letter-2.txt", DEFAULTS, "letters.yaml:11:3: batch.no-document"),
        ("letter-2.txt", "prefix: a-\n", "letters.yaml:1:1: record.missing-field"),
        ("letter-2.txt", "language: de\nprefixes: a-\n", "letters.yaml:2:1: record.unknown-field"),
        ("letter-2.txt", "language: de\nencoding: nonsense\n", "letters.yaml:2:11: batch.encoding"),
        ("letter-2.txt", "language: de\nformat: pdf\n", "letters.yaml:2:9: batch.form"),
        ("letter-2.txt", "language: de\nprefix: A/\n", "letters.yaml:2:9: batch.prefix"),
        ("letter-2.txt", f"language: de\nprefix: {'a' * 70}\n", "letter-2.txt:1:1: batch.identifier"),
        ("letter-2.txt", "language: de\ndocuments:\n  letter-2.txt: {encoding: hex}\n", "letters.yaml:3:28: batch.encoding"),
        ("letter-2.xml", "language: de\nencoding: windows-1250\n", "letters.yaml:2:11: batch.tei-encoding"),
        ("letter-2.txt", "language: de\npublished: yesterday\n", "letters.yaml:2:12: date.not-edtf"),
        ("letter-2.txt", "language: de\norigin: {address: 'a {}', note: {ar: x, en: x}}\n", "letters.yaml:2:19: batch.address"),
        ("رسالة.txt", "language: de\n", "رسالة.txt:1:1: batch.identifier"),
    ],
)
def test_faults_of_names_and_defaults_are_told_at_their_place(root, name, defaults, expected):
    (root.parent / "letters" / name).write_text("Wort.", "utf-8")
    (root.parent / "letters.yaml").write_text(defaults, "utf-8")
    before = read_files(root)
    status, printed = add_batch(root)
    assert status == 1
    assert printed.count(expected) == 1
    assert read_files(root) == before


def test_identifier_that_is_taken_is_refused_with_where_to_state_another_one(root):
    assert add_batch(root)[0] == 0
    (root.parent / "letters.batch.json").unlink()
    status, printed = add_batch(root)
    assert status == 1
    assert "sources/invented-letter-1:1:1: batch.taken" in printed
    assert "under “documents”" in printed
    assert "--id" not in printed


@pytest.mark.parametrize(("language", "fields"), [("en", "Expected: fields"), ("ar", "المتوقع: حقول")])
def test_list_in_place_of_the_documents_is_refused_in_the_language_asked_for(root, language, fields):
    (root.parent / "letters.yaml").write_text("language: de\ndocuments: []\n", "utf-8")
    status, printed = add_batch(root, language=language)
    assert status == 1
    assert "letters.yaml:2:12: record.wrong-value" in printed
    assert fields in printed
    assert "Input should" not in printed


def test_too_many_claims_are_refused_with_what_to_give_if_nobody_can_be_asked(root, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    before = read_files(root)
    status, printed = add_batch(root, max_claims=1)
    assert status == 1
    assert "batch.too-many-claims" in printed
    assert "--max-claims 2" in printed
    assert read_files(root) == before
    assert add_batch(root, max_claims=2)[0] == 0


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("نعم", 0), ("n", 1), ("", 1)])
def test_an_archivist_is_asked_about_many_claims(root, monkeypatch, answer, status):
    stdin = io.StringIO(f"{answer}\n")
    stdin.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", stdin)
    assert add_batch(root, max_claims=1)[0] == status


def test_a_batch_is_undone_as_long_as_nobody_edited_it(root):
    before, record = read_files(root), root.parent / "letters.batch.json"
    add_batch(root)
    added = read_files(root)
    assert "batch.record-exists" in add_batch(root)[1]
    assert add_batch(root, "--undo", str(record), "--dry-run")[0] == 0
    assert read_files(root) == added
    edited = root / "sources/invented-letter-1/source.yaml"
    edited.write_text(edited.read_text("utf-8").replace('ar: ""', 'ar: "رسالة"', 1), "utf-8")
    status, printed = add_batch(root, "--undo", str(record))
    assert status == 1
    assert "sources/invented-letter-1/source.yaml:1:1: batch.edited" in printed
    edited.write_bytes(added[edited])
    assert add_batch(root, "--undo", str(record))[0] == 0
    assert read_files(root) == before
    assert not (root / "sources/invented-letter-1").exists()
    assert not record.exists()


def test_a_batch_on_which_others_depend_is_not_undone(root):
    add_batch(root)
    claim = (
        (root / "claims/invented-letter-3-1-1.yaml").read_text("utf-8").replace("claim: invented-letter-3-1-1", "claim: own-claim")
    )
    (root / "claims/own-claim.yaml").write_text(claim, "utf-8")
    before = read_files(root)
    status, printed = add_batch(root, "--undo", str(root.parent / "letters.batch.json"))
    assert status == 1
    assert "claims/own-claim.yaml" in printed
    assert read_files(root) == before


@pytest.mark.parametrize("content", ["", "[]", '{"files": {"../x": "a"}}', '{"files": {"a": 1}}'])
def test_another_file_is_no_record(root, content):
    (root.parent / "other.json").write_text(content, "utf-8")
    status, printed = add_batch(root, "--undo", str(root.parent / "other.json"))
    assert status == 1
    assert "batch.no-record" in printed


def test_a_dry_run_writes_nothing_and_messages_are_in_arabic(root):
    before = read_files(root)
    status, printed = add_batch(root, language="ar", dry_run=True)
    assert status == 0
    assert "لم يُكتب شيء." in printed
    assert read_files(root) == before
    assert not (root.parent / "letters.batch.json").exists()


def test_every_problem_of_a_batch_has_three_sentences():
    assert all(len(sentences) == 3 for sentences in BATCH_MESSAGES.values())
