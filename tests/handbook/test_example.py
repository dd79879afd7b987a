"""The invented source is finished and clean, says everywhere that it is invented, and is no part of what is published."""

from __future__ import annotations

import re

import pytest
import yaml
from django.conf import settings
from django.test import Client

from archive.editions import pipeline
from archive.models import Claim, Source, Subject
from tests.support.example_fixtures import EXAMPLE, add_example, list_example_files

INVENTED = re.compile(r"invent|مختلَق", re.IGNORECASE)
READ = ("title", "author", "publisher", "origin", "remark", "rights", "statement", "name")


def text(value: object, language: str) -> str:
    """A text of a record in one language; of several parts, the part that is in both."""
    return next((value[key] for key in (language,) if key in value), "") or text(value["note"], language)


def test_over_the_published_fixtures_it_is_finished_and_clean(tmp_path):
    fixtures, problems = pipeline.read_fixtures(add_example(tmp_path))
    assert problems == []
    assert pipeline.list_warnings(fixtures) == []


def test_every_text_begins_by_saying_that_it_is_invented():
    texts = sorted(EXAMPLE.glob("sources/*/*.txt"))
    assert [path.parent.name for path in texts] == ["invented-notice-ar", "invented-notice-en"]
    for path in texts:
        words = path.read_text("utf-8")
        assert INVENTED.search(re.split(r"\.\s", words)[0])
        assert 6 <= len(re.findall(r"\.(?:\s|$)", words)) <= 8


@pytest.mark.parametrize("file", [name for name in list_example_files() if name.suffix == ".yaml"], ids=str)
def test_every_record_says_that_it_is_invented(file):
    written = (EXAMPLE / file).read_text("utf-8")
    record = yaml.safe_load(written)
    assert INVENTED.search(written.splitlines()[1])
    assert all(INVENTED.search(text(record[field], language)) for field in READ if field in record for language in ("ar", "en"))
    own = next(iter(record.values()))
    assert own.startswith("invented-")


def test_nothing_of_it_is_in_the_published_fixtures():
    published = [path for path in settings.FIXTURES_ROOT.rglob("*") if path.is_file() and path.name != "README.md"]
    assert len(published) > 40
    assert [path for path in published if INVENTED.search(path.name) or INVENTED.search(path.read_text("utf-8"))] == []


@pytest.mark.django_db
def test_the_published_site_does_not_show_it():
    for model in (Source, Claim, Subject):
        assert not model.objects.filter(identifier__startswith="invented").exists()
    for language in ("ar", "en"):
        for page in ("", "sources/", "claims/", "camps/", "routes/", "timeline/", "map/", "camps/dachau/", "about/method/"):
            assert not INVENTED.search(Client().get(f"/{language}/{page}").content.decode()), (language, page)
