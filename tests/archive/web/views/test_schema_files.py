"""Schemas are served as they are committed, each at its address, and listed on the page of the data."""

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from archive.editions import fixture_set

pytestmark = pytest.mark.django_db


def address(kind: str) -> str:
    return f"/about/data/{kind}.schema.json"


@pytest.mark.parametrize("kind", fixture_set.RECORD_FILES)
def test_schema_is_served_byte_for_byte(kind):
    response = Client().get(address(kind))
    assert response.status_code == 200
    assert response.content == (settings.SCHEMAS / f"{kind}.schema.json").read_bytes()
    assert response.headers["Content-Type"] == "application/schema+json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_schema_has_an_entity_tag_and_answers_head(cached_client):
    response = cached_client.get(address("claim"))
    assert cached_client.get(address("claim"), if_none_match=response.headers["etag"]).status == 304
    head = cached_client.get(address("claim"), "HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", str(len(response.body)))


@pytest.mark.parametrize("kind", ["camp", "claims", "..", "%2e%2e%2fquestions"])
def test_schema_of_unknown_kind_is_404(kind):
    response = Client().get(address(kind))
    assert response.status_code == 404
    assert response.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_page_of_the_data_lists_every_schema(language):
    page = html.document_fromstring(Client().get(f"/{language}/about/data/").content.decode())
    listed = page.xpath("//main//a[contains(@href, '.schema.json')]/@href")
    assert listed == [address(kind) for kind in fixture_set.RECORD_FILES]
