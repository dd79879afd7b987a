"""A document goes into the fixtures byte for byte, with drafts that the archive's own check finds sound; or nothing is changed."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from django.test import Client

from archive.editions import pipeline
from tests.support.accession import GERMAN_TEXT, TEI_TEMPLATE, run_accession, write_document
from tests.support.corrupted_fixtures import TEXT, copy_fixtures


def record(root: Path, name: str) -> dict:
    return yaml.safe_load((root / name).read_text("utf-8"))


def test_any_document_is_stored_byte_for_byte_and_its_drafts_are_valid(tmp_path):
    root = copy_fixtures(tmp_path)
    content = b"\xef\xbb\xbf" + GERMAN_TEXT.replace("\n", "\r\n").encode() + 'Ein\tTab "und" ein \\.\u00a0Ende'.encode()
    assert run_accession(root, write_document(tmp_path, content)).status == 0
    fixtures, problems = pipeline.read_fixtures(root)
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
    assert {warning.id for warning in pipeline.list_warnings(fixtures)} >= {"draft.incomplete"}
    assert "new-source" not in {kept.record.source for kept in pipeline.exclude_drafts(fixtures).archive.sources}


def test_sentences_names_and_dates_are_proposed(tmp_path):
    root = copy_fixtures(tmp_path)
    result = run_accession(root, write_document(tmp_path, GERMAN_TEXT)).out
    passages = record(root, "sources/new-source/passages.yaml")
    assert passages["draft"] is True
    assert [[sentence["exact"] for sentence in paragraph["sentences"]] for paragraph in passages["paragraphs"]] == [
        ["Am 9. Mai 1945 kam Dr. Weber nach Dachau.", "Am 3.4.45 war er in Groß-Rosen."],
        ["„Dachau?“ fragte er.", "Von Dachau ging er nach Dachau."],
    ]
    mentions = record(root, "sources/new-source/mentions.yaml")["mentions"]
    assert all(entry["draft"] is True for entry in mentions)
    assert [(entry["place"], entry["passage"], entry["quote"], entry.get("prefix")) for entry in mentions] == [
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
    assert "sentences: 4, mentions of places: 5, dates: 1." in result
    assert "“3.4.45” in sentence new-source:1.2: its year has two figures." in result
    assert "its year has two figures" in (root / "sources/new-source/passages.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("lang", "text", "english", "arabic"),
    [
        ("de", "Am 3.4.1945 kamen sie.", "the day is read first", "قُرئ اليوم أولا"),
        ("pl", "Przyszli w 1945 roku.", "Only years and figures are read", "لا يُقرأ في هذه اللغة إلا السنوات والأرقام"),
    ],
)
def test_draft_claim_warns_how_its_date_was_read(tmp_path, lang, text, english, arabic):
    root = copy_fixtures(tmp_path)
    assert run_accession(root, write_document(tmp_path, text), lang=lang).status == 0
    draft = (root / "claims/new-source-1-1.yaml").read_text("utf-8")
    assert english in draft
    assert arabic in draft
    assert pipeline.read_fixtures(root)[1] == []


def test_several_dates_of_a_sentence_get_letters(tmp_path):
    root = copy_fixtures(tmp_path)
    assert run_accession(root, write_document(tmp_path, "In 1944 and in 1945."), lang="en").status == 0
    assert [record(root, f"claims/new-source-1-1{letter}.yaml")["date"]["edtf"] for letter in "ab"] == ["1944", "1945"]
    assert pipeline.read_fixtures(root)[1] == []


def test_every_file_names_its_schema_and_says_what_belongs_there_in_both_languages(tmp_path):
    root = copy_fixtures(tmp_path)
    run_accession(root, write_document(tmp_path, GERMAN_TEXT))
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
    root = copy_fixtures(tmp_path)
    content = "وصل إلى داخاو. ثم رحل عام 1945.".encode("windows-1256")
    assert run_accession(root, write_document(tmp_path, content), lang="ar", encoding="windows-1256").status == 0
    assert pipeline.read_fixtures(root)[1] == []
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
def test_tei_is_stored_as_received_and_its_letters_are_the_text(tmp_path):
    root = copy_fixtures(tmp_path)
    content = Client().get("/id/source/ushmm-death-marches.tei.xml").content
    assert run_accession(root, write_document(tmp_path, content, "marches.xml"), lang="ar").status == 0
    assert pipeline.read_fixtures(root)[1] == []
    folder = root / "sources/new-source"
    assert (folder / "marches.xml").read_bytes() == content
    ours = (root / TEXT).read_bytes().decode()
    assert (folder / "marches.txt").read_bytes().decode() == ours
    source = record(root, "sources/new-source/source.yaml")
    assert source["received"]["encoding"] == "tei-2"
    assert source["title"] == {"ar": "مسيرات الموت", "en": "Death marches", "supplied": True}
    sentences = record(root, "sources/new-source/passages.yaml")["paragraphs"]
    assert sum(len(paragraph["sentences"]) for paragraph in sentences) == 20


def test_a_tei_file_may_be_taken_as_it_is(tmp_path):
    root = copy_fixtures(tmp_path)
    file = write_document(tmp_path, TEI_TEMPLATE.format("Eins."), "one.xml")
    assert run_accession(root, file, form="text").status == 0
    assert (root / "sources/new-source/one.txt").exists() is False
    assert (root / "sources/new-source/one.xml").read_bytes() == file.read_bytes()


def test_first_unresolved_dates_are_listed_and_the_others_counted(tmp_path):
    result = run_accession(copy_fixtures(tmp_path), write_document(tmp_path, "It was on 3.4.1945. " * 25), lang="en").out
    assert result.count("day and month cannot be told apart") == 20
    assert "Further dates left to you: 5;" in result


def test_command_prints_arabic(tmp_path):
    root = copy_fixtures(tmp_path)
    result = run_accession(root, write_document(tmp_path, GERMAN_TEXT), messages="ar")
    assert "أُودعت الوثيقة" in result.out
    assert "سنته مكتوبة برقمين" in result.out
    assert "مستعمل" in run_accession(root, tmp_path / "document.txt", messages="ar").err
