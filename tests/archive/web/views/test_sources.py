"""The page of a source says what of the document as received is not in its text."""

import pytest
from django.test import Client

from archive.models import Source
from archive.text.gaps import GAP_MARK

pytestmark = pytest.mark.django_db

REPORT = [
    {"element": "gap", "count": 2, "letters": 0, "line": 3, "column": 7},
    {"element": "back", "count": 1, "letters": 1830, "line": 90, "column": 5},
]


@pytest.mark.parametrize(
    ("language", "heading", "line"),
    [
        ("en", "Left out", "number: 1; letters: 1830; the first in line 90, column 5 of the document"),
        ("ar", "ما تُرك", "العدد: 1؛ الحروف: 1830؛ أوله في السطر 90، العمود 5 من الوثيقة"),
    ],
)
def test_what_was_left_out_is_on_the_page_in_both_languages(language, heading, line):
    Source.objects.update(left_out=REPORT)
    page = Client().get(f"/{language}/sources/ushmm-death-marches/").content.decode()
    assert f"<dt>{heading}</dt>" in page
    assert line in page
    assert GAP_MARK not in page


def test_source_without_a_report_says_nothing_of_it():
    assert "Left out" not in Client().get("/en/sources/ushmm-death-marches/").content.decode()
