"""Space, line ends and marks around a quotation are set aside and reported; nothing within it is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.quotations.quotation import NormalizedQuotation, list_reversed_readings, normalize_quotation, split_at_ellipses
from archive.quotations.tokens import tokenize_text
from archive.quotations.word_changes import compare_words
from archive.text.anchoring import Span

SPACE = ("space",)


@pytest.mark.parametrize(
    ("text", "shortest"),
    [
        ("مات الآلاف", NormalizedQuotation("مات الآلاف")),
        (" \u00a0مات الآلاف\n", NormalizedQuotation("مات الآلاف", SPACE)),
        ("«مات الآلاف»", NormalizedQuotation("مات الآلاف", ("marks",))),
        (" “ مات الآلاف ” ", NormalizedQuotation("مات الآلاف", ("space", "marks"))),
        ("„‚Tote‘“", NormalizedQuotation("Tote", ("marks",))),
        ("a\r\nb", NormalizedQuotation("a\nb", ("lines",))),
        ("«a\rb» \r", NormalizedQuotation("a\nb", ("lines", "space", "marks"))),
        ("«a»", NormalizedQuotation("a", ("marks",))),
        ("« »", NormalizedQuotation("« »")),
        ("aba", NormalizedQuotation("aba")),
        ("«مات» الآلاف", NormalizedQuotation("«مات» الآلاف")),
        ("”", NormalizedQuotation("”")),
        ("«»", NormalizedQuotation("«»")),
        ("«مات الآلاف", NormalizedQuotation("«مات الآلاف")),
        ("\u200fمات", NormalizedQuotation("مات", ("invisible",))),
        ("\u2067«مات» \u2069\u200f", NormalizedQuotation("مات", ("invisible", "marks"))),
        ("«\u200fمات\u200e»", NormalizedQuotation("مات", ("marks", "invisible"))),
        ("\u200f", NormalizedQuotation("\u200f")),
        ("مات¹", NormalizedQuotation("مات", ("note",))),
        ("«مات» [12]", NormalizedQuotation("مات", ("note", "marks"))),
        ("«مات.*»", NormalizedQuotation("مات.", ("marks", "note"))),
        ("مات(3)", NormalizedQuotation("مات", ("note",))),
        ("مات (3)", NormalizedQuotation("مات (3)")),
        ("مات (1944)", NormalizedQuotation("مات (1944)")),
        ("[3]", NormalizedQuotation("[3]")),
    ],
)
def test_normalizations_are_reported(text, shortest):
    assert normalize_quotation(text)[-1] == shortest


def test_the_longest_form_is_first():
    assert [form.text for form in normalize_quotation("«“مات”»")] == ["«“مات”»", "“مات”", "مات"]


@given(st.text("«» “a\r\n\u200f\t", max_size=12))
def test_a_form_is_a_substring_but_for_line_ends(text):
    forms = normalize_quotation(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert all(form.text in lines for form in forms)
    assert all(form.text for form in forms) or not text.strip()


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("a b", ["a b"]),
        ("a … b", ["a", "b"]),
        ("a[…]b [...] c", ["a", "b", "c"]),
        ("… a (...) b....", ["a", "b"]),
        ("a.. b", ["a", "b"]),
        ("a . . . b", ["a", "b"]),
        ("a [..] b …. c", ["a", "b", "c"]),
        ("a. b", ["a. b"]),
        ("…", ["…"]),
        ("a…،", ["a", "،"]),
        ("ab (…)c", ["ab", "c"]),
        ("", [""]),
        ("a…" * 30, ["a"] * 20 + ["a…" * 10]),
    ],
)
def test_ellipses_divide_a_quotation(quotation, expected):
    assert [span.of(quotation) for span in split_at_ellipses(quotation)] == expected


def test_parts_are_spans_of_the_quotation():
    assert split_at_ellipses("a … b") == [Span(0, 1), Span(4, 5)]
    assert split_at_ellipses("…") == [Span(0, 1)]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("ءانجسلا تام", ["مات السجناء", "السجناء مات"]),
        ("1945 ويام 9 يف", ["في 9 مايو 1945", "1945 مايو 9 في", "يف 9 ويام 1945"]),
        ("(ءانجسلا) تام", ["مات (السجناء)", "(السجناء) مات"]),
        ("تام ءانجسلا\nنم عوجلا", ["السجناء مات\nالجوع من", "مات السجناء\nمن الجوع", "ءانجسلا تام\nعوجلا نم"]),
        ("prisoners died of hunger", []),
        ("مات", []),
    ],
)
def test_readings_of_a_text_in_reverse_order(text, readings):
    assert [reading.text for reading in list_reversed_readings(text)] == readings


def test_gap_divides_a_quotation_and_its_words_are_not_those_of_a_text_without_it():
    quotation = "went ⟨…⟩ west, Dach⟨…⟩au"
    assert [span.of(quotation) for span in split_at_ellipses(quotation)] == ["went", "west, Dach", "au"]
    assert compare_words(tokenize_text("went west"), tokenize_text("went ⟨…⟩ west"))
    assert compare_words(tokenize_text("Dachau"), tokenize_text("Dach⟨…⟩au"))
