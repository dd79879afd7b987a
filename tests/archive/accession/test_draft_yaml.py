"""Values written as YAML are read back unchanged by the reader of fixtures."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.accession.draft_yaml import (
    COMMENTS,
    RULE_COMMENTS,
    UNRESOLVED_REASONS,
    DraftWriter,
    format_scalar,
    quote_scalar,
    translate_comment,
)
from archive.fixtures.reading.yaml_documents import CONTROL_CHARACTER
from tests.support.yaml_document import read_yaml


def read(folder, content: bytes):
    (folder / "a.yaml").write_bytes(content)
    return read_yaml(folder, "a.yaml").data


@given(words=some.text(some.characters(exclude_categories=["Cs"])).filter(lambda text: not CONTROL_CHARACTER.search(text)))
def test_any_text_that_the_archive_reads_is_read_back(tmp_path_factory, words):
    lines = DraftWriter("schemas", "claim")
    lines.add_text("words", words)
    lines.add_comment("left", words=words, reason="short")
    assert read(tmp_path_factory.mktemp("yaml"), lines.content()) == {"words": words}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (12, "12"),
        ("thousands-died", "thousands-died"),
        ("death-marches.ar.txt", "death-marches.ar.txt"),
        ("no", '"no"'),
        ("No", '"No"'),
        ("1945", '"1945"'),
        ("1" * 64, f'"{"1" * 64}"'),
        ("1e" + "5" * 62, f'"1e{"5" * 62}"'),
        ("a" * 64, "a" * 64),
        ("a: b", '"a: b"'),
    ],
)
def test_only_what_needs_them_has_quotation_marks(value, expected):
    assert format_scalar(value) == expected


def test_what_cannot_be_seen_is_escaped_and_joiners_are_not():
    assert quote_scalar('a"\\\u202e\u00a0\ufeff\u200cب\U000e0001') == '"a\\"\\\\\\u202e\\xa0\\ufeff\u200cب\\U000e0001"'


@pytest.mark.parametrize("id_", [*COMMENTS, *RULE_COMMENTS])
def test_every_comment_has_one_line_in_each_language(id_):
    names = ("words", "reason", "ref", "places", "address", "line", "file", "name", "identifiers")
    english, arabic = translate_comment(id_, **{**dict.fromkeys(names, "x\n\u202ey"), "reason": "short"})
    assert english != arabic
    assert "\n" not in english + arabic
    assert "\u202e" not in english + arabic


def test_every_reason_has_an_arabic_translation():
    assert all(
        translate_comment("left", words="x", reason=reason)[0] != translate_comment("left", words="x", reason=reason)[1]
        for reason in UNRESOLVED_REASONS
    )
