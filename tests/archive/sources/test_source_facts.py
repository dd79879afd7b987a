"""What the archivist records of a source stands on its page: its author, and the day of its publication in words."""

import pytest
from django.test import Client

from archive.models import Source

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "ar")


def page(language: str) -> str:
    return Client().get(f"/{language}/sources/ushmm-death-marches/").content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Author</dt>", "A. Author", "May 1946", "The document has no title; this one is the archive’s.")),
        ("ar", ("المؤلف</dt>", "كاتب", "مايو (أيار) 1946", "ليس للوثيقة عنوان، وهذا من وضع الأرشيف.")),
    ],
)
def test_author_and_day_are_shown(language, words):
    Source.objects.update(author_en="A. Author", author_ar="كاتب", published="1946-05")
    shown = page(language)
    assert [one for one in words if one not in shown] == []
    assert "undated" not in shown


@pytest.mark.parametrize(("language", "words"), [("en", "Untitled, unsigned and undated"), ("ar", "بلا عنوان ولا توقيع ولا تاريخ")])
def test_what_the_document_does_not_state_is_said(language, words):
    assert words in page(language)
