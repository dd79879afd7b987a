"""Routes whose accounts state no date: every page and file that shows them says so, and none fails."""

import json
import re

import pytest
from django.db import transaction
from django.test import Client

from tests.support.commands import publish_and_load
from tests.support.html_pages import read_main, texts_at
from tests.support.march_example import MARCH_M, MARCH_S, MOVEMENT, add_march

NO_DATE = {"en": "The words state no date.", "ar": "لا تذكر الكلمات تاريخا."}
DATE_OF_CLAIM = re.compile(r"^(date|differs_from):\n(?:[ -].*\n)+", re.MULTILINE)
DATE_OF_STOP = re.compile(r"^    date:\n(?:      .*\n)+", re.MULTILINE)
PAGES = (
    "",
    "camps/",
    "camps/invented-quarry-camp/",
    "places/invented-milltown/",
    "routes/",
    f"routes/{MARCH_M}/",
    f"routes/{MARCH_S}/?stops=all",
    f"movements/{MOVEMENT}/",
    "map/",
    "timeline/",
    "claims/",
    "claims/invented-march-by-m/",
    "numbers/",
    "sources/invented-account-m-en/",
    "sources/invented-account-m-en/coverage/",
    "sources/invented-account-m-en/2.1/",
    "search/?q=Milltown",
)
FILES = (
    *(f"/id/routes.{suffix}" for suffix in ("csv", "stops.csv", "geojson")),
    *(f"/id/route/{MARCH_M}.{suffix}" for suffix in ("jsonld", "geojson", "bib", "csl.json", "ris")),
    *(f"/id/movement/{MOVEMENT}.{suffix}" for suffix in ("jsonld", "geojson")),
    "/id/claim/invented-march-by-m.jsonld",
    "/id/claims.csv",
)


@pytest.fixture(params=["claims", "claims and stops"])
def undated_marches(db, request, tmp_path):
    """Let the test use an archive whose invented march has no date in its claims, or none at all."""
    root = add_march(tmp_path)
    for claim in root.glob("claims/invented-march-by-*.yaml"):
        claim.write_text(DATE_OF_CLAIM.sub("", claim.read_text(encoding="utf-8")), encoding="utf-8")
        assert "edtf" not in claim.read_text(encoding="utf-8")
    if "stops" in request.param:
        for route in root.glob("routes/invented-march-*.yaml"):
            route.write_text(DATE_OF_STOP.sub("", route.read_text(encoding="utf-8")), encoding="utf-8")
            assert "edtf" not in route.read_text(encoding="utf-8")
    with transaction.atomic():
        assert publish_and_load(root)[0] == 0
        yield
        transaction.set_rollback(True)


@pytest.mark.usefixtures("undated_marches")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_show_a_march_without_a_date(language):
    statuses = {page: Client().get(f"/{language}/{page}").status_code for page in PAGES}
    assert statuses == dict.fromkeys(PAGES, 200)
    for march in (MARCH_M, MARCH_S):
        page = read_main(f"/{language}/routes/{march}/")
        assert NO_DATE[language] in texts_at(page, "//dd")


@pytest.mark.usefixtures("undated_marches")
def test_files_have_a_march_without_a_date():
    for address in FILES:
        response = Client().get(address)
        content = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200
        assert content
        if "json" in address:
            json.loads(content)
