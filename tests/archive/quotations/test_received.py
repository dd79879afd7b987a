"""What stands around a quotation is set aside and told; what stands within it is never touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from archive.quotations.received import Form, parts, receive

SPACE = ("space",)


@pytest.mark.parametrize(
    ("given", "last"),
    [
        ("مات الآلاف", Form("مات الآلاف")),
        (" \u00a0مات الآلاف\n", Form("مات الآلاف", SPACE)),
        ("«مات الآلاف»", Form("مات الآلاف", ("marks",))),
        (" “ مات الآلاف ” ", Form("مات الآلاف", ("space", "marks"))),
        ("„‚Tote‘“", Form("Tote", ("marks",))),
        ("a\r\nb", Form("a\nb", ("lines",))),
        ("«مات» الآلاف", Form("«مات» الآلاف")),
        ("”", Form("”")),
        ("«»", Form("«»")),
        ("«مات الآلاف", Form("«مات الآلاف")),
        ("\u200fمات", Form("\u200fمات")),
    ],
)
def test_what_is_set_aside_is_told(given, last):
    assert receive(given)[-1] == last


def test_the_fullest_form_is_the_first():
    assert [one.text for one in receive("«“مات”»")] == ["«“مات”»", "“مات”", "مات"]


@given(some.text("«» “a\r\n\u200f\t", max_size=12))
def test_a_form_is_a_stretch_of_the_quotation_but_for_line_ends(text):
    forms = receive(text)
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
    assert [span.of(quotation) for span in parts(quotation)] == expected
