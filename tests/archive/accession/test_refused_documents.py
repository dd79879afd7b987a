"""Invalid documents are refused, and nothing of them is written."""

import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from archive.accession import intake
from archive.editions import accession
from archive.fixtures.problems.accession_messages import ACCESSION_MESSAGES
from tests.support.accession import GERMAN_TEXT, TEI_TEMPLATE, make_package, read_files, run_accession, write_document
from tests.support.corrupted_fixtures import copy_fixtures


class Refusal(NamedTuple):
    """A document with its options, the id with which it is refused, and words of the message."""

    id: str
    content: str | bytes
    options: dict
    expected: tuple[str, ...] = ()
    name: str = "document.txt"

    def __str__(self) -> str:
        return f"{self.id} {self.options or self.name}"


CASES = [
    Refusal("accession.identifier", "a", {"id_": "New Source"}, ("--id:1:1", "New Source")),
    Refusal("accession.identifier", "a", {"id_": "a" * 65}, ("64",)),
    Refusal("accession.identifier", "a", {"id_": "../a"}),
    Refusal("accession.identifier", "a", {"id_": "a\n"}),
    Refusal("accession.taken", "a", {"id_": "ushmm-death-marches"}, ("sources/ushmm-death-marches",)),
    Refusal("accession.language", "a", {"lang": "German"}, ("--lang:1:1", "German")),
    Refusal("accession.file-name", "a", {}, ("وثيقة.txt",), "وثيقة.txt"),
    Refusal("accession.file-name", "a", {}, ("a b.txt",), "a b.txt"),
    Refusal("accession.file-name", "a", {}, (), "source.yaml"),
    Refusal("accession.format", TEI_TEMPLATE.format("a"), {"encoding": "utf-8"}, ("utf-8",), "a.xml"),
    Refusal("accession.encoding", "a", {"encoding": "klingon"}, ("klingon",)),
    Refusal("accession.encoding", "a", {"encoding": "rot13"}, ("rot13",)),
    Refusal("accession.encoding", "a", {"encoding": "tei"}, ("tei",)),
    Refusal("accession.form", "a", {"form": "pdf"}, ("--format:1:1", "pdf")),
    Refusal("accession.not-utf8", "Stück\nGröße".encode("windows-1252"), {}, (":1:3:", "0xFC", "2", "windows-1252", "Stück")),
    Refusal("accession.not-text", b"ab\n\xff\x00\x81\x9d", {}, (":2:1:", "0xFF", "3")),
    Refusal("accession.wide-encoding", "Two words\nand more".encode("utf-16-le"), {}, ("utf-16-le", "Two words")),
    Refusal("accession.not-decodable", "سلام".encode(), {"encoding": "ascii"}, (":1:1:", "0xD8", "ascii")),
    Refusal("accession.empty", b"", {}),
    Refusal("accession.empty", " \n\t\u200f\n", {}),
    Refusal("accession.empty", TEI_TEMPLATE.format(" "), {}, (), "a.xml"),
    Refusal("accession.too-large", "a" * 101, {}, ("101", "100")),
    Refusal("accession.control-character", "ab\nc\0d", {}, (":2:2:", "U+0000", "4")),
    Refusal("accession.control-character", "ab\x07", {}, ("U+0007",)),
    Refusal("accession.control-character", "a\f\0\f", {}, ("U+0000",)),
    Refusal("accession.not-tei", "<TEI>\n<a></TEI>", {}, (":2:",), "a.xml"),
    Refusal("accession.not-tei", "<wrong/>", {}, ("wrong",), "a.xml"),
    Refusal("accession.doctype", "<!DOCTYPE TEI><TEI/>", {}, (":1:",), "a.xml"),
    Refusal("accession.format", "<TEI/>", {"encoding": "ascii"}, ("ascii",)),
    Refusal("accession.office-document", "{\\rtf1 a}", {}, ("RTF",)),
    Refusal("accession.office-document", "{\\rtf1 a}", {"form": "text"}, ("RTF",)),
    Refusal("accession.pdf", "%PDF-1.4", {}, ("PDF",)),
    Refusal("accession.e-book", make_package("application/epub+zip"), {}, ("EPUB",), "book.txt"),
    Refusal("accession.web-page", "<html><p>a</p></html>", {}, ("HTML",), "a.xml"),
    Refusal("accession.subtitles", "WEBVTT\n\n1\n", {}, ("WebVTT",)),
    Refusal("accession.data-file", '{"a": 1}', {}, ("JSON",)),
    Refusal("accession.markup", "# A\n\n**b**", {}, ("Markdown",)),
    Refusal("accession.packed-file", make_package(""), {}, ("ZIP",)),
    Refusal("accession.image-or-sound", b"\x89PNG\r\n\x1a\n", {}, ("PNG",)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("messages", ["en", "ar"])
def test_invalid_document_is_refused_and_nothing_is_written(case, messages, tmp_path, monkeypatch):
    root = copy_fixtures(tmp_path)
    monkeypatch.setattr(intake, "MAX_DOCUMENT_BYTES", 100 if case.id.endswith("large") else intake.MAX_DOCUMENT_BYTES)
    file = write_document(tmp_path, case.content, case.name)
    before = read_files(root)
    result = run_accession(root, file, messages=messages, **case.options)
    assert (result.status, result.out) == (1, "")
    assert re.search(rf"^\S.*:\d+:\d+: {case.id}$", result.err, re.MULTILINE)
    assert [words for words in case.expected if words not in result.err] == []
    assert read_files(root) == before


def test_all_faults_of_the_options_are_reported_at_once_with_the_option(tmp_path):
    said = run_accession(
        copy_fixtures(tmp_path), tmp_path / "no file.txt", id_="New Source", lang="German", encoding="klingon", form="pdf"
    ).err
    for option, id_ in (("--id", "identifier"), ("--lang", "language"), ("--encoding", "encoding"), ("--format", "form")):
        assert f"{option}:1:1: accession.{id_}" in said
    assert "accession.file-name" in said
    assert "file.missing" in said


@pytest.mark.parametrize("messages", ["en", "ar"])
def test_words_around_the_first_byte_that_is_not_ascii_are_shown(messages, tmp_path):
    file = write_document(tmp_path, b"A HEADING OF MANY WORDS " * 9 + "\n\nWir verließen Auschwitz.".encode("windows-1252"))
    said = run_accession(copy_fixtures(tmp_path), file, messages=messages).err
    assert "verließen Auschwitz" in said
    assert "windows-1252" in said


def test_every_refusal_has_its_case():
    assert {case.id for case in CASES} | {"accession.not-written"} == set(ACCESSION_MESSAGES)


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path):
    root = copy_fixtures(tmp_path)
    assert "file.missing" in run_accession(root, tmp_path / "nothing.txt").err
    (tmp_path / "folder.txt").mkdir()
    assert "file.unreadable" in run_accession(root, tmp_path / "folder.txt").err


def test_accession_without_a_fixtures_folder_is_refused(tmp_path):
    assert run_accession(tmp_path / "none", write_document(tmp_path, "a")).status == 2


def test_retired_identifier_is_not_reused(tmp_path):
    root = copy_fixtures(tmp_path)
    entry = 'retired:\n  - kind: source\n    identifier: new-source\n    withdrawn: 2026-11-23\n    reason:\n      ar: "سبب"\n      en: "x"\n'
    (root / "register.yaml").write_text(entry, "utf-8")
    assert "accession.taken" in run_accession(root, write_document(tmp_path, "a")).err
    assert not (root / "sources/new-source").exists()


def test_a_claim_in_the_place_of_a_draft_stops_the_accession(tmp_path):
    root = copy_fixtures(tmp_path)
    write_document(root / "claims", "claim: new-source-1-1\n", "new-source-1-1.yaml")
    before = read_files(root)
    result = run_accession(root, write_document(tmp_path, GERMAN_TEXT))
    assert "claims/new-source-1-1.yaml:1:1: accession.taken" in result.err
    assert read_files(root) == {**before, str(tmp_path / "document.txt"): GERMAN_TEXT.encode()}


def test_fixtures_with_problems_of_their_own_can_still_be_added_to(tmp_path):
    root = copy_fixtures(tmp_path)
    write_document(root / "claims", "claim: x\n", "broken.yaml")
    assert run_accession(root, write_document(tmp_path, GERMAN_TEXT)).status == 0


def test_drafts_that_the_check_refuses_are_not_put_in_place(tmp_path, monkeypatch):
    root = copy_fixtures(tmp_path)
    file = write_document(tmp_path, GERMAN_TEXT)
    before = read_files(root)
    build_drafts = accession.build_drafts

    def build_invalid_drafts(incoming, labels, identifiers):
        drafts = build_drafts(incoming, labels, identifiers)
        name = "sources/new-source/passages.yaml"
        drafts.files[name] = drafts.files[name].replace(b"    end: ", b"    end: 9", 1)
        return drafts

    monkeypatch.setattr(accession, "build_drafts", build_invalid_drafts)
    result = run_accession(root, file)
    assert (result.status, read_files(root)) == (1, before)
    assert "passage.out-of-text" in result.err


@pytest.mark.parametrize("failing", [1, 2])
def test_interrupted_accession_writes_nothing(failing, tmp_path, monkeypatch):
    root = copy_fixtures(tmp_path)
    file = write_document(tmp_path, GERMAN_TEXT)
    before, rename, targets = read_files(root), Path.rename, []

    def rename_until_full(self, target):
        targets.append(target)
        if len(targets) == failing:
            raise OSError(28, os.strerror(28))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", rename_until_full)
    result = run_accession(root, file)
    assert (result.status, read_files(root)) == (1, before)
    assert "accession.not-written" in result.err
    assert os.strerror(28) in result.err


def test_full_disk_is_reported_in_one_message(tmp_path, monkeypatch):
    root, file = copy_fixtures(tmp_path), write_document(tmp_path, GERMAN_TEXT)

    def full(source, target):
        raise OSError(28, os.strerror(28), target)

    monkeypatch.setattr("archive.editions.fixture_changes.shutil.copyfile", full)
    result = run_accession(root, file)
    assert result.status == 1
    assert f": {os.strerror(28)}.\n" in result.err
    assert "[" not in result.err
