"""The place of a problem is shown in its line, and what cannot be seen there is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.characters import cells, code_point, named, visible
from archive.excerpts import AROUND, excerpt, lines_of
from archive.problems import Spot


def at(line: str, column: int):
    return excerpt(["", line], Spot("claims/one.yaml", 2, column))


@pytest.mark.parametrize(
    ("character", "name", "shown"),
    [
        ("ص", "U+0635 ARABIC LETTER SAD", "ص"),
        ("\u00a0", "U+00A0 NO-BREAK SPACE", "<U+00A0>"),
        ("\u200f", "U+200F RIGHT-TO-LEFT MARK", "<U+200F>"),
        ("\x1b", "U+001B <Cc>", "<U+001B>"),
        ("\udcd3", "0xD3", "<0xD3>"),
        ("\t", "U+0009 <Cc>", " "),
        ("\u0651", "U+0651 ARABIC SHADDA", "\u0651"),
    ],
)
def test_a_character_is_named_and_made_visible(character, name, shown):
    assert (named(character), visible(character)) == (name, shown)


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("شدّة", 3), ("日本", 4), ("", 0)])
def test_the_width_is_that_of_a_terminal(text, width):
    assert cells(text) == width


@pytest.mark.parametrize(
    ("line", "column", "caret", "character"),
    [
        ("claim: x", 8, 7, "x"),
        ("صد: ب", 5, 4, "ب"),
        ("دّ: ب", 5, 3, "ب"),
        ("a\u200fb", 3, 9, "b"),
        ("\tb", 2, 1, "b"),
        ("ab", 3, 2, ""),
    ],
)
def test_the_caret_stands_under_the_place(line, column, caret, character):
    shown = at(line, column)
    assert (shown.caret, shown.character) == (caret, character)


def test_the_end_of_a_line_has_no_character():
    assert at("ab", 3).name == ""


@given(some.text(some.characters(codec="utf-8", exclude_characters="\n"), min_size=1), some.data())
def test_every_place_is_shown_as_it_is_and_in_few_characters(line, data):
    column = data.draw(some.integers(1, len(line)))
    shown = at(line, column)
    assert shown.character == line[column - 1]
    assert code_point(shown.character) in shown.name
    assert visible(shown.character) in shown.line
    assert len(shown.line) <= (2 * AROUND) * len("<U+10FFFF>") + 2
    assert not any(unicodedata.category(one) in ("Cc", "Cf", "Cs", "Zl", "Zp") for one in shown.line)


def test_a_long_line_is_shortened_around_the_place():
    shown = at("a" * 200 + "ص" + "b" * 200, 201)
    assert shown.line == "…" + "a" * AROUND + "ص" + "b" * (AROUND - 1) + "…"
    assert shown.caret == 1 + AROUND


def test_a_line_of_bytes_that_are_no_text_is_not_shown_whole():
    shown = at("\udce5" * 70, 1)
    assert shown.line == "<0xE5>" * (2 * AROUND // len("<0xE5>")) + "…"


@pytest.mark.parametrize(("file", "count"), [("one.yaml", 3), ("one.txt", 2)])
def test_lines_are_counted_as_spots_count_them(file, count, tmp_path):
    (tmp_path / file).write_bytes("a\r\nb\u2028c\rd".encode())
    assert len(lines_of(tmp_path, file)) == count


@pytest.mark.parametrize("content", [None, b""])
def test_a_file_without_lines_has_no_excerpt(content, tmp_path):
    if content is not None:
        (tmp_path / "one.yaml").write_bytes(content)
    assert excerpt(lines_of(tmp_path, "one.yaml"), Spot("one.yaml")) is None
