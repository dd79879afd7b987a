"""The schemas are served as they are committed, each at an address of its own, and the page of the data lists them all."""

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from archive.editions import fixture_set

pytestmark = pytest.mark.django_db


def address(kind: str) -> str:
    return f"/about/data/{kind}.schema.json"


@pytest.mark.parametrize("kind", fixture_set.RECORD_FILES)
def test_a_schema_is_served_to_the_byte(kind):
    answer = Client().get(address(kind))
    assert answer.status_code == 200
    assert answer.content == (settings.SCHEMAS / f"{kind}.schema.json").read_bytes()
    assert answer.headers["Content-Type"] == "application/schema+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_it_is_asked_for_anew_by_its_tag_and_by_its_head(served):
    whole = served.get(address("claim"))
    assert served.get(address("claim"), if_none_match=whole.headers["etag"]).status == 304
    head = served.get(address("claim"), "HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", str(len(whole.body)))


@pytest.mark.parametrize("kind", ["camp", "claims", "..", "%2e%2e%2fquestions"])
def test_of_what_is_no_kind_there_is_no_schema(kind):
    answer = Client().get(address(kind))
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_of_the_data_lists_every_schema(language):
    page = html.document_fromstring(Client().get(f"/{language}/about/data/").content.decode())
    listed = page.xpath("//main//a[contains(@href, '.schema.json')]/@href")
    assert listed == [address(kind) for kind in fixture_set.RECORD_FILES]
