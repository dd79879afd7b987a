"""The ``Accept`` header is parsed as in RFC 9110, and no value raises an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.web.headers import preferred_media_type

OFFERED = ["text/html", "application/ld+json", "application/geo+json"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/html; charset=utf-8", "text/html"),
        ("application/ld+json", "application/ld+json"),
        ('application/ld+json; profile="http://www.w3.org/ns/anno.jsonld, x"', "application/ld+json"),
        ("application/*;q=0.5, text/html;q=0.4", "application/ld+json"),
        ("text/html;q=0.1, application/geo+json ; q=0.9", "application/geo+json"),
        ("*/*, text/html;q=0", "application/ld+json"),
        ("image/png", None),
        ("text/html;q=0", None),
        ("text/html;a*=bogus''%41", "text/html"),
        (";;;", "text/html"),
    ],
)
def test_most_preferred_type_is_chosen(accept, chosen):
    assert preferred_media_type(accept, OFFERED) == chosen


@given(st.text(alphabet='abc/*;,="\\ q=01.', max_size=60) | st.text(max_size=60))
def test_any_header_is_parsed(accept):
    assert preferred_media_type(accept, OFFERED) in {*OFFERED, None}
