"""The page of a source shows its recorded facts: author, date of publication in words, remark."""

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
    content = page(language)
    assert [phrase for phrase in words if phrase not in content] == []
    assert "undated" not in content


@pytest.mark.parametrize(("language", "words"), [("en", "Untitled, unsigned and undated"), ("ar", "بلا عنوان ولا توقيع ولا تاريخ")])
def test_facts_missing_from_the_document_are_named(language, words):
    assert words in page(language)
