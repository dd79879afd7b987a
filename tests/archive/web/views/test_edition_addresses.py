"""Permanent addresses of editions."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from django.test import Client
from lxml import etree

from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.models import RecordVersion
from tests.support.invented_editions import REWORDED
from tests.support.version_addresses import fetch, list_versions

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.usefixtures("invented_editions")
def test_ledger_file_and_checksums_are_those_of_the_ledger(invented_fixtures):
    ledger = read_ledger(invented_fixtures / LEDGER_FOLDER)
    for number, edition in enumerate(ledger.editions, 1):
        response = fetch(f"/id/edition/{number}.jsonl")
        assert b"".join(response.streaming_content) == edition.path.read_bytes()
        again = Client().get(f"/id/edition/{number}.jsonl", headers={"if-none-match": response.headers["ETag"]})
        assert (again.status_code, again.headers["ETag"]) == (304, f'"{edition.file_digest}"')
        assert sha256(fetch(f"/id/edition/{number}.json").content).hexdigest() == edition.digest
        sums = fetch(f"/id/edition/{number}/SHA256SUMS")
        assert sha256(sums.content).hexdigest() == edition.header.state
        assert sums.headers["Content-Type"].startswith("text/plain")
    assert fetch("/id/edition/2").headers["Location"] == "/en/editions/2/"
    assert fetch("/id/edition/9/SHA256SUMS").status_code == 404


@pytest.mark.usefixtures("invented_editions")
def test_ledger_file_has_the_line_of_a_suppression():
    version = list_versions("claim", REWORDED)[0]
    line = json.dumps({"identifier": REWORDED, "kind": "claim", "suppressed": version.version}, separators=(",", ":"))
    before = fetch("/id/edition/1/SHA256SUMS").content
    RecordVersion.objects.filter(pk=version.pk).update(outcome="suppressed", line=line)
    assert line.encode() in b"".join(fetch("/id/edition/1.jsonl").streaming_content).splitlines()
    assert fetch("/id/edition/1/SHA256SUMS").content == before


@pytest.mark.usefixtures("invented_editions")
def test_editions_are_listed_as_json_and_as_a_feed():
    listed = fetch("/id/editions.json").json()["editions"]
    assert [edition["edition"] for edition in listed] == [3, 2, 1]
    feed = etree.fromstring(fetch("/id/editions.atom", "ar").content)
    assert feed.find(f"{ATOM}entry/{ATOM}summary").text == "عودة مستخلَص مسحوب."
    assert fetch("/id/editions").headers["Location"] == "/en/editions/"
