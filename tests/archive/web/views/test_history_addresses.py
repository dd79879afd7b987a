"""Permanent addresses of histories."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from archive.models import Edition
from tests.support.invented_editions import RETURNED
from tests.support.version_addresses import CLAIM, ORIGIN, PASSAGE, SOURCE, fetch

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.usefixtures("invented_editions")
def test_history_shows_the_outcome_of_the_record():
    history = fetch(f"/id/claim/{RETURNED}/versions.json").json()["versions"]
    assert [entry["outcome"] for entry in history] == ["record", "withdrawn", "record"]
    assert history[1]["reason"]["en"] == "It confused two dates."
    assert history[2]["previous"] == history[1]["version"]
    feed = etree.fromstring(fetch(f"/id/claim/{RETURNED}/versions.atom").content)
    assert len(feed.findall(f"{ATOM}entry")) == 3
    assert feed.find(f"{ATOM}entry/{ATOM}updated").text == Edition.objects.get(number=3).published
    page = fetch(f"/id/claim/{RETURNED}/versions")
    assert (page.status_code, page.headers["Location"]) == (303, f"/en/claims/{RETURNED}/versions/")
    assert fetch("/id/claim/none/versions.json").status_code == 404


@pytest.mark.usefixtures("invented_editions")
@pytest.mark.parametrize("format_", ["json", "link", "atom"])
def test_history_reads_no_line_of_a_version_that_states_no_reason(format_):
    with CaptureQueriesContext(connection) as queries:
        assert fetch(f"{CLAIM}/versions.{format_}").status_code == 200
    assert not [query for query in queries if '."line"' in query["sql"]]


@pytest.mark.usefixtures("invented_editions")
def test_history_of_a_passage_has_the_editions_of_its_sentences():
    history = fetch(f"{PASSAGE}:3/versions.json").json()
    assert [state["address"] for state in history["states"]] == [f"{ORIGIN}{PASSAGE}:3/edition/1"]
    assert fetch(f"{PASSAGE}:3/versions").headers["Location"] == f"/en/sources/{SOURCE}/versions/"
    assert fetch(f"{PASSAGE}:3.5@1-2/versions").headers["Location"] == f"/en/sources/{SOURCE}/3.5/versions/"
