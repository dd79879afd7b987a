"""What stands around a quotation is set aside and told; what stands within it is never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.quotations.quotation import NormalizedQuotation, normalize_quotation, split_at_ellipses

SPACE = ("space",)


@pytest.mark.parametrize(
    ("given", "last"),
    [
        ("مات الآلاف", NormalizedQuotation("مات الآلاف")),
        (" \u00a0مات الآلاف\n", NormalizedQuotation("مات الآلاف", SPACE)),
        ("«مات الآلاف»", NormalizedQuotation("مات الآلاف", ("marks",))),
        (" “ مات الآلاف ” ", NormalizedQuotation("مات الآلاف", ("space", "marks"))),
        ("„‚Tote‘“", NormalizedQuotation("Tote", ("marks",))),
        ("a\r\nb", NormalizedQuotation("a\nb", ("lines",))),
        ("«مات» الآلاف", NormalizedQuotation("«مات» الآلاف")),
        ("”", NormalizedQuotation("”")),
        ("«»", NormalizedQuotation("«»")),
        ("«مات الآلاف", NormalizedQuotation("«مات الآلاف")),
        ("\u200fمات", NormalizedQuotation("\u200fمات")),
    ],
)
def test_what_is_set_aside_is_told(given, last):
    assert normalize_quotation(given)[-1] == last


def test_the_fullest_form_is_the_first():
    assert [one.text for one in normalize_quotation("«“مات”»")] == ["«“مات”»", "“مات”", "مات"]


@given(some.text("«» “a\r\n\u200f\t", max_size=12))
def test_a_form_is_a_stretch_of_the_quotation_but_for_line_ends(text):
    forms = normalize_quotation(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert all(one.text in lines for one in forms)
    assert all(one.text for one in forms) or not text.strip()


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("a b", ["a b"]),
        ("a … b", ["a", "b"]),
        ("a[…]b [...] c", ["a", "b", "c"]),
        ("… a (...) b....", ["a", "b"]),
        ("a.. b", ["a.. b"]),
        ("…", ["…"]),
        ("a…،", ["a", "،"]),
        ("a…" * 30, ["a"] * 20 + ["a…" * 10]),
    ],
)
def test_ellipses_divide_a_quotation(quotation, expected):
    assert [span.of(quotation) for span in split_at_ellipses(quotation)] == expected
