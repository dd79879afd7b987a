"""Suspicious characters of a verbatim text are warnings, one for each character with all its places."""

import json
import re
import shutil
import unicodedata
from hashlib import sha256

import pytest
from django.conf import settings
from django.utils.translation import gettext, override
from hypothesis import given
from hypothesis import strategies as some

from archive.editions import pipeline
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.problems.warning_messages import WARNING_MESSAGES
from archive.fixtures.text_facts import find_text_warnings
from archive.ledger.chain import LEDGER_FOLDER
from archive.text.suspicious_characters import MAX_PLACES, OTHER_ALPHABETS, find_suspicious_characters
from tests.support.commands import check_fixtures
from tests.support.corrupted_fixtures import SOURCE, TEXT, copy_fixtures

CASES: list[tuple[str, list[tuple[str, str, tuple[int, ...]]]]] = [
    ("a\u200fb\u200f", [("bidi-control", "\u200f", (1, 3))]),
    ("a\u202eb", [("bidi-control", "\u202e", (1,))]),
    ("\ufeffa", [("zero-width", "\ufeff", (0,))]),
    ("می\u200cخواهم", [("zero-width", "\u200c", (2,))]),
    ("a\x07", [("control", "\x07", (1,))]),
    ("a\rb\r\n\tc", [("control", "\r", (1,))]),
    ("1944 ٥، ١١", [("mixed-digits", "٥", (5, 8, 9))]),
    ("١٩٤٥", []),
    ("Dаchаu", [("look-alike", "а", (1, 4))]),
    ("Dachаu", [("look-alike", "а", (4,))]),
    ("Dachau Москва، والSS", []),
    ("café", []),
    ("كان کان كل", [("other-form", "ک", (4,))]),
    ("ليلی", [("other-form", "ی", (3,))]),
    ("کی", []),
    ("o\ufb03ce", [("other-form", "\ufb03", (1,))]),
    ("\ufefb ﷺ", [("other-form", "\ufefb", (0,))]),
    ("a\ufffdb\ue000", [("lost-letter", "\ufffd", (1,)), ("lost-letter", "\ue000", (3,))]),
    ("GroÃŸ und lÃ¤nger", [("mojibake", "Ã", (3, 11))]),
    ("\u00d8\u00a7", [("mojibake", "\u00d8", (0,))]),
    ("CAFÉ» São Ø", []),
    ("a\u2028b", [("control", "\u2028", (1,))]),
    ("a\U000e0041\ufe0f", [("zero-width", "\U000e0041", (1,)), ("zero-width", "\ufe0f", (2,))]),
    ("cafe\u0301", [("not-nfc", "e", (3,))]),
    ("\u212b", [("not-nfc", "\u212b", (0,))]),
    ("\u0627\u0654", [("not-nfc", "ا", (0,))]),
    ("محمّد", []),
    ("", []),
]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_suspicious_character_is_reported_with_every_place(text, expected):
    assert sorted((finding.kind, finding.character, finding.places) for finding in find_suspicious_characters(text)) == sorted(
        expected
    )


def test_every_text_warning_has_a_case():
    assert {f"text.{kind}" for _text, findings in CASES for kind, _character, _places in findings} == {
        id_ for id_ in WARNING_MESSAGES if id_.startswith("text.")
    }


@given(some.text())
def test_character_is_at_every_place(text):
    for kind, character, count, places in find_suspicious_characters(text):
        assert f"text.{kind}" in WARNING_MESSAGES
        assert len(places) == min(count, MAX_PLACES)
        assert all(text[at] == character or kind == "mixed-digits" for at in places)
        assert text[places[0]] == character


@given(some.text())
def test_not_nfc_is_reported_only_for_text_that_is_not(text):
    kinds = {finding.kind for finding in find_suspicious_characters(text)}
    if "not-nfc" in kinds:
        assert not unicodedata.is_normalized("NFC", text)


def test_warning_names_the_usual_form():
    (warning,) = find_text_warnings("a.txt", "o\ufb03ce")
    assert "U+FB03 LATIN SMALL LIGATURE FFI, another form of U+0066 LATIN SMALL LETTER F + U+0066" in warning.translate("en")[0]
    (warning,) = find_text_warnings("a.txt", "كان کان كل")
    assert "U+06A9 ARABIC LETTER KEHEH، وهو صورة أخرى من ‎U+0643 ARABIC LETTER KAF" in warning.translate("ar")[0].replace(
        "\u200e،", "،"
    )


def test_founding_source_has_no_warnings():
    assert pipeline.list_warnings(pipeline.read_fixtures(settings.FIXTURES_ROOT)[0]) == []


def replace_in_source(tmp_path, old: str, new: str):
    """Copy the fixtures, unpublished, with characters of the text and of quotations replaced, and the digest updated."""
    root = copy_fixtures(tmp_path)
    shutil.rmtree(root / LEDGER_FOLDER)
    text = (root / TEXT).read_bytes().decode()
    assert text.count(old) == 1
    content = text.replace(old, new).encode()
    record = (root / SOURCE).read_text("utf-8")
    digest, length = re.search("sha256: (.*)", record)[1], re.search("bytes: (.*)", record)[1]
    record = record.replace(digest, sha256(content).hexdigest()).replace(f"bytes: {length}", f"bytes: {len(content)}")
    (root / SOURCE).write_text(record, "utf-8")
    (root / TEXT).write_bytes(content)
    for quoting in root.rglob("*.yaml"):
        quoting.write_text(quoting.read_text("utf-8").replace(old, new), "utf-8")
    return root


def test_warning_does_not_fail_the_check(tmp_path):
    root = replace_in_source(tmp_path, "سريع في الاتحاد", "سريع\u200bفي الاتحاد")
    status, out, errors = check_fixtures(root)
    assert (status, errors) == (0, "1 warning.\n")
    assert out.startswith(f"{TEXT}:1:")
    assert "warning: text.zero-width" in out
    assert "U+200B ZERO WIDTH SPACE" in out
    assert "تنبيه: text.zero-width" in check_fixtures(root, "ar")[1]


def test_machine_formats_have_the_level(tmp_path):
    root = replace_in_source(tmp_path, "سريع في الاتحاد", "سريع\u200bفي الاتحاد")
    assert [problem["level"] for problem in json.loads(check_fixtures(root, form="json")[1])] == ["warning"]
    assert check_fixtures(root, form="github")[1].startswith("::warning file=")


def test_warning_lists_further_places(tmp_path):
    root = copy_fixtures(tmp_path)
    content = (root / TEXT).read_bytes().decode().replace(" ", "\u200b").encode()
    (root / TEXT).write_bytes(content)
    (warning,) = pipeline.list_warnings(pipeline.read_fixtures(root)[0])
    assert re.fullmatch(r"Also at \(line:column\): (\d+:\d+, ){7}\d+:\d+ …\.", warning.translate_hints("en")[0])


@pytest.mark.parametrize("id_", WARNING_MESSAGES)
def test_warning_has_the_same_placeholders_in_both_languages(id_):
    values = dict.fromkeys(PLACEHOLDER.findall(" ".join(WARNING_MESSAGES[id_])), "X")
    assert Problem(id_, Location("a.txt"), values).level == "warning"
    for sentence, words in zip(WARNING_MESSAGES[id_], Problem(id_, Location("a.txt"), values).translate("ar"), strict=True):
        assert re.search(r"[\u0621-\u064a]{2,}", words)
        with override("ar"):
            assert sorted(PLACEHOLDER.findall(gettext(sentence))) == sorted(PLACEHOLDER.findall(sentence))


def test_other_alphabets_match_every_cyrillic_and_greek_letter():
    for point in range(0x110000):
        name = unicodedata.name(chr(point), "")
        if name.startswith(("CYRILLIC ", "GREEK ")) and chr(point).isalpha():
            assert OTHER_ALPHABETS.match(chr(point)), name
