"""Permanent addresses redirect to existing pages in the reader's language, or are 404."""

from urllib.parse import quote

import pytest
from django.test import Client

from archive.models import Claim, Passage, Subject

pytestmark = [pytest.mark.django_db, pytest.mark.published_pages]

SOURCE = "ushmm-death-marches"
REDIRECTS = [
    (f"source/{SOURCE}", f"sources/{SOURCE}/"),
    (f"passage/{SOURCE}:3", f"sources/{SOURCE}/3/"),
    (f"passage/{SOURCE}:3.5", f"sources/{SOURCE}/3.5/"),
    (f"passage/{SOURCE}:3.4-3.5", f"sources/{SOURCE}/3.4-3.5/"),
    (f"passage/{SOURCE}:3.5@12-40", f"sources/{SOURCE}/3.5@12-40/"),
    (f"passage/{SOURCE}:03.05", f"sources/{SOURCE}/3.5/"),
    ("claim/thousands-died", "claims/thousands-died/"),
    ("camp/dachau", "camps/dachau/"),
    ("place/baltic-sea", "places/baltic-sea/"),
    ("route/spring-1945-to-mauthausen", "routes/spring-1945-to-mauthausen/"),
]
NOWHERE = [
    "source/none",
    "claim/none",
    "camp/baltic-sea",
    "place/dachau",
    "route/dachau",
    "camp/dachau/",
    "subject/dachau",
    "passage/none:3.5",
    f"source/{SOURCE.upper()}",
]
BAD_REFS = ["9", "3.99", "0", "3.5.1", "3-3.5", "3.5-3.4", "3.5@4-4", "3.5@9-4", "3.5@0-282", "3.5@", "٣", "3.5 ", "x", "9" * 300]


def fetch(path: str, language: str):
    return Client().get(f"/id/{quote(path, safe='/:@-')}", headers={"accept-language": language, "accept": "text/html"})


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("path", "page"), REDIRECTS)
def test_address_redirects_to_the_page_in_the_readers_language(path, page, language):
    response = fetch(path, language)
    assert (response.status_code, response.headers["Location"]) == (303, f"/{language}/{page}")
    assert "Accept-Language" in response.headers["Vary"]
    assert Client().get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", [*NOWHERE, *(f"passage/{SOURCE}:{ref}" for ref in BAD_REFS)])
def test_unknown_address_is_404_in_the_readers_language(path, language):
    response = fetch(path, language)
    assert response.status_code == 404
    assert response.headers["Content-Language"] == language
    assert f'lang="{language}"' in response.content.decode()


def test_every_record_has_a_permanent_address():
    paths = [f"claim/{claim.identifier}" for claim in Claim.objects.all()]
    paths += [f"{subject.kind}/{subject.identifier}" for subject in Subject.objects.all()]
    paths += [f"passage/{passage}" for passage in Passage.objects.select_related("source")]
    assert len(paths) == 27 + 15 + 24
    assert [path for path in paths if fetch(path, "en").status_code != 303] == []


def test_last_character_of_a_passage_has_an_address():
    assert fetch(f"passage/{SOURCE}:3.5@280-281", "en").status_code == 303
