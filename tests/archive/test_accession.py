"""A document goes into the fixtures byte for byte, with drafts that the archive's own check finds sound; or nothing is changed."""

import os
import re
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.test import Client

from archive import receiving
from archive.management import accession, desk
from archive.refusals import REFUSALS
from tests.broken import TEXT, copy

GERMAN = "Am 9. Mai 1945 kam Dr. Weber nach Dachau. Am 3.4.45 war er in Groß-Rosen.\n\n„Dachau?“ fragte er. Von Dachau ging er nach Dachau.\n"
TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p><s>{}</s></p></body></text></TEI>'


class Run(NamedTuple):
    """How a command ended, and what it said."""

    status: int
    out: str
    err: str


def run(root: Path, file: Path, *, id_: str = "new-source", lang: str = "de", messages: str = "en", **options) -> Run:
    out, err, status = StringIO(), StringIO(), 0
    words = {"identifier": id_, "language": lang, "messages": messages, "fixtures": root, **options}
    try:
        call_command("accession", str(file), stdout=out, stderr=err, no_color=True, **words)
    except SystemExit as end:
        status = end.code
    except CommandError as error:
        status = error.returncode
    return Run(status, out.getvalue(), err.getvalue())


def written(folder: Path, content: str | bytes, name: str = "document.txt") -> Path:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / name


def state(root: Path) -> dict[str, bytes]:
    """Every file below the folder around the fixtures."""
    return {str(path): path.read_bytes() for path in root.parent.rglob("*") if path.is_file()}


def record(root: Path, name: str) -> dict:
    return yaml.safe_load((root / name).read_text("utf-8"))


def test_any_document_is_kept_byte_for_byte_and_its_drafts_are_sound(tmp_path):
    root = copy(tmp_path)
    content = b"\xef\xbb\xbf" + GERMAN.replace("\n", "\r\n").encode() + 'Ein\tTab "und" ein \\.\u00a0Ende'.encode()
    assert run(root, written(tmp_path, content)).status == 0
    fixtures, problems = desk.read(root)
    assert problems == []
    assert (root / "sources/new-source/document.txt").read_bytes() == content
    text = record(root, "sources/new-source/source.yaml")["text"]
    assert text == {
        "file": "document.txt",
        "language": "de",
        "sha256": sha256(content).hexdigest(),
        "bytes": len(content),
        "characters": len(content.decode()),
    }
    assert {warning.id for warning in desk.warnings(fixtures)} >= {"draft.incomplete"}
    assert "new-source" not in {kept.record.source for kept in desk.published_part(fixtures).archive.sources}


def test_sentences_names_and_dates_are_proposed(tmp_path):
    root = copy(tmp_path)
    said = run(root, written(tmp_path, GERMAN)).out
    passages = record(root, "sources/new-source/passages.yaml")
    assert passages["draft"] is True
    assert [[one["exact"] for one in paragraph["sentences"]] for paragraph in passages["paragraphs"]] == [
        ["Am 9. Mai 1945 kam Dr. Weber nach Dachau.", "Am 3.4.45 war er in Groß-Rosen."],
        ["„Dachau?“ fragte er.", "Von Dachau ging er nach Dachau."],
    ]
    mentions = record(root, "sources/new-source/mentions.yaml")["mentions"]
    assert all(one["draft"] is True for one in mentions)
    assert [(one["place"], one["passage"], one["quote"], one.get("prefix")) for one in mentions] == [
        ("camp:dachau", "new-source:1.1", "Dachau", None),
        ("camp:gross-rosen", "new-source:1.2", "Groß-Rosen", None),
        ("camp:dachau", "new-source:2.1", "Dachau", None),
        ("camp:dachau", "new-source:2.2", "Dachau", "Von "),
        ("camp:dachau", "new-source:2.2", "Dachau", "nach "),
    ]
    assert record(root, "claims/new-source-1-1.yaml")["date"] == {
        "edtf": "1945-05-09",
        "passage": "new-source:1.1",
        "quote": "9. Mai 1945",
    }
    assert not (root / "claims/new-source-1-2.yaml").exists()
    assert "sentences: 4, mentions of places: 5, dates: 1." in said
    assert "“3.4.45” in sentence new-source:1.2: its year has two figures." in said
    assert "its year has two figures" in (root / "sources/new-source/passages.yaml").read_text("utf-8")


def test_several_dates_of_a_sentence_get_letters(tmp_path):
    root = copy(tmp_path)
    assert run(root, written(tmp_path, "In 1944 and in 1945."), lang="en").status == 0
    assert [record(root, f"claims/new-source-1-1{letter}.yaml")["date"]["edtf"] for letter in "ab"] == ["1944", "1945"]
    assert desk.read(root)[1] == []


def test_every_file_names_its_schema_and_says_what_belongs_there_in_both_languages(tmp_path):
    root = copy(tmp_path)
    run(root, written(tmp_path, GERMAN))
    drafts = [*(root / "sources/new-source").glob("*.yaml"), root / "claims/new-source-1-1.yaml"]
    assert len(drafts) == 4
    for path in drafts:
        first, *lines = path.read_text("utf-8").splitlines()
        kind = "claim" if path.parent.name == "claims" else path.stem
        schema = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)[1]
        assert (path.parent / schema).resolve() == (root / "schemas" / f"{kind}.schema.json").resolve()
        assert re.search("[\u0621-\u064a]", lines[1])
    source = (root / "sources/new-source/source.yaml").read_text("utf-8").splitlines()
    for at, line in enumerate(source):
        if line.partition(":")[0] in ("title", "publisher", "origin", "rights"):
            assert source[at - 1].startswith("# ")
            assert re.search("[\u0621-\u064a]", source[at - 1])


def test_another_encoding_keeps_the_document_as_received(tmp_path):
    root = copy(tmp_path)
    content = "وصل إلى داخاو. ثم رحل عام 1945.".encode("windows-1256")
    assert run(root, written(tmp_path, content), lang="ar", encoding="windows-1256").status == 0
    assert desk.read(root)[1] == []
    folder = root / "sources/new-source"
    assert (folder / "document.txt").read_bytes() == content
    assert (folder / "document.utf-8.txt").read_bytes() == content.decode("windows-1256").encode()
    source = record(root, "sources/new-source/source.yaml")
    assert source["received"] == {
        "file": "document.txt",
        "encoding": "windows-1256",
        "sha256": sha256(content).hexdigest(),
        "bytes": len(content),
    }
    assert source["text"]["file"] == "document.utf-8.txt"


@pytest.mark.django_db
def test_tei_is_kept_as_received_and_its_letters_are_the_text(tmp_path):
    root = copy(tmp_path)
    content = Client().get("/id/source/ushmm-death-marches.tei.xml").content
    assert run(root, written(tmp_path, content, "marches.xml"), lang="ar").status == 0
    assert desk.read(root)[1] == []
    folder = root / "sources/new-source"
    assert (folder / "marches.xml").read_bytes() == content
    ours = (root / TEXT).read_bytes().decode()
    assert (folder / "marches.txt").read_bytes().decode() == ours
    source = record(root, "sources/new-source/source.yaml")
    assert source["received"]["encoding"] == "tei"
    assert source["title"] == {"ar": "مسيرات الموت", "en": "Death marches", "supplied": True}
    sentences = record(root, "sources/new-source/passages.yaml")["paragraphs"]
    assert sum(len(paragraph["sentences"]) for paragraph in sentences) == 20


def test_a_tei_file_may_be_taken_as_it_is(tmp_path):
    root = copy(tmp_path)
    file = written(tmp_path, TEI.format("Eins."), "one.xml")
    assert run(root, file, form="text").status == 0
    assert (root / "sources/new-source/one.txt").exists() is False
    assert (root / "sources/new-source/one.xml").read_bytes() == file.read_bytes()


def test_of_many_dates_that_are_left_the_first_are_told_and_the_rest_counted(tmp_path):
    said = run(copy(tmp_path), written(tmp_path, "It was on 3.4.1945. " * 25), lang="en").out
    assert said.count("day and month cannot be told apart") == 20
    assert "Further dates left to you: 5;" in said


def test_it_speaks_arabic(tmp_path):
    root = copy(tmp_path)
    said = run(root, written(tmp_path, GERMAN), messages="ar")
    assert "أُودعت الوثيقة" in said.out
    assert "سنته مكتوبة برقمين" in said.out
    assert "مستعمل" in run(root, tmp_path / "document.txt", messages="ar").err


class Refusal(NamedTuple):
    """What is given, the id it is refused with, and what must stand in the message."""

    id: str
    content: str | bytes
    options: dict
    found: tuple[str, ...] = ()
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
    Refusal("accession.format", TEI.format("a"), {"encoding": "utf-8"}, ("utf-8",), "a.xml"),
    Refusal("accession.encoding", "a", {"encoding": "klingon"}, ("klingon",)),
    Refusal("accession.encoding", "a", {"encoding": "rot13"}, ("rot13",)),
    Refusal("accession.encoding", "a", {"encoding": "tei"}, ("tei",)),
    Refusal("accession.not-utf8", "ab\nسلام".encode() + b"\xd3\xe1", {}, (":2:5:", "0xD3", "11", "windows-1256")),
    Refusal("accession.not-decodable", "سلام".encode(), {"encoding": "ascii"}, (":1:1:", "0xD8", "ascii")),
    Refusal("accession.empty", b"", {}),
    Refusal("accession.empty", " \n\t\u200f\n", {}),
    Refusal("accession.empty", TEI.format(" "), {}, (), "a.xml"),
    Refusal("accession.too-large", "a" * 101, {}, ("101", "100")),
    Refusal("accession.control-character", "ab\nc\0d", {}, (":2:2:", "U+0000", "4")),
    Refusal("accession.control-character", "ab\x07", {}, ("U+0007",)),
    Refusal("accession.control-character", "a\f\0\f", {}, ("U+0000",)),
    Refusal("accession.not-tei", "<TEI>\n<a></TEI>", {}, (":2:",), "a.xml"),
    Refusal("accession.not-tei", "<html/>", {}, ("html",), "a.xml"),
    Refusal("accession.doctype", "<!DOCTYPE a><a/>", {}, (":1:",), "a.xml"),
]


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("messages", ["en", "ar"])
def test_what_cannot_be_taken_is_refused_and_nothing_is_left_behind(case, messages, tmp_path, monkeypatch):
    root = copy(tmp_path)
    monkeypatch.setattr(receiving, "LARGEST", 100 if case.id.endswith("large") else receiving.LARGEST)
    file = written(tmp_path, case.content, case.name)
    before = state(root)
    said = run(root, file, messages=messages, **case.options)
    assert (said.status, said.out) == (1, "")
    assert re.search(rf"^\S.*:\d+:\d+: {case.id}$", said.err, re.MULTILINE)
    assert [words for words in case.found if words not in said.err] == []
    assert state(root) == before


def test_every_refusal_has_its_case():
    assert {case.id for case in CASES} | {"accession.not-written"} == set(REFUSALS)


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path):
    root = copy(tmp_path)
    assert "file.missing" in run(root, tmp_path / "nothing.txt").err
    (tmp_path / "folder.txt").mkdir()
    assert "file.unreadable" in run(root, tmp_path / "folder.txt").err


def test_without_a_fixtures_folder_nothing_is_done(tmp_path):
    assert run(tmp_path / "none", written(tmp_path, "a")).status == 2


def test_an_identifier_that_was_given_up_is_not_given_again(tmp_path):
    root = copy(tmp_path)
    entry = 'retired:\n  - kind: source\n    identifier: new-source\n    withdrawn: 2026-11-23\n    reason:\n      ar: "سبب"\n      en: "x"\n'
    (root / "register.yaml").write_text(entry, "utf-8")
    assert "accession.taken" in run(root, written(tmp_path, "a")).err
    assert not (root / "sources/new-source").exists()


def test_a_claim_in_the_place_of_a_draft_stops_the_accession(tmp_path):
    root = copy(tmp_path)
    written(root / "claims", "claim: new-source-1-1\n", "new-source-1-1.yaml")
    before = state(root)
    said = run(root, written(tmp_path, GERMAN))
    assert "claims/new-source-1-1.yaml:1:1: accession.taken" in said.err
    assert state(root) == {**before, str(tmp_path / "document.txt"): GERMAN.encode()}


def test_fixtures_with_problems_of_their_own_can_still_be_added_to(tmp_path):
    root = copy(tmp_path)
    written(root / "claims", "claim: x\n", "broken.yaml")
    assert run(root, written(tmp_path, GERMAN)).status == 0


def test_drafts_that_the_check_refuses_are_not_put_in_place(tmp_path, monkeypatch):
    root = copy(tmp_path)
    file = written(tmp_path, GERMAN)
    before = state(root)
    made = accession.drafts

    def spoilt(incoming, labels):
        drafts = made(incoming, labels)
        name = "sources/new-source/passages.yaml"
        drafts.files[name] = drafts.files[name].replace(b"    end: ", b"    end: 9", 1)
        return drafts

    monkeypatch.setattr(accession, "drafts", spoilt)
    said = run(root, file)
    assert (said.status, state(root)) == (1, before)
    assert "passage.out-of-text" in said.err


@pytest.mark.parametrize("failing", [1, 2])
def test_what_stops_halfway_leaves_nothing_behind(failing, tmp_path, monkeypatch):
    root = copy(tmp_path)
    file = written(tmp_path, GERMAN)
    before, rename, done = state(root), Path.rename, []

    def stopped(self, target):
        done.append(target)
        if len(done) == failing:
            raise OSError(28, os.strerror(28))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", stopped)
    said = run(root, file)
    assert (said.status, state(root)) == (1, before)
    assert "accession.not-written" in said.err
    assert os.strerror(28) in said.err


def test_a_disk_that_is_full_from_the_start_is_told_in_a_word(tmp_path, monkeypatch):
    root, file = copy(tmp_path), written(tmp_path, GERMAN)

    def full(source, target):
        raise OSError(28, os.strerror(28), target)

    monkeypatch.setattr("archive.management.accession.shutil.copyfile", full)
    said = run(root, file)
    assert said.status == 1
    assert f": {os.strerror(28)}.\n" in said.err
    assert "[" not in said.err
