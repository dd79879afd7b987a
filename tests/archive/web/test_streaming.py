"""Lists of all records are written in chunks; long ones are sent while they are written. Both have the bytes that a list in memory has."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.formats import geojson, representations, table
from archive.models import Claim, Source, chunks
from archive.urls import RECORD_KINDS
from archive.web import cited_state, streaming
from archive.web.cache.cache_key import CacheKey
from camps.models import Place
from marches.models import Route
from marches.representations import represent_route
from tests.support.example_fixtures import load_example

pytestmark = pytest.mark.django_db
LISTS = [f"/id/{kind.name}s.{suffix}" for kind in RECORD_KINDS for suffix in kind.lists]


def write_csv(rows) -> str:
    """Write rows as CSV with all of them in memory, as lists were once written."""
    rows = list(rows)
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, fieldnames=list(rows[0]) if rows else [], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: table.format_cell(value) for key, value in row.items()} for row in rows)
    return output.getvalue()


def fetch(address: str) -> bytes:
    response = Client().get(address)
    return b"".join(response) if response.streaming else response.content


@pytest.fixture(params=["founding", "invented"])
def archive(request, tmp_path):
    if request.param == "invented":
        load_example(tmp_path)


def test_claims_are_those_of_complete_records(archive):
    records = map(representations.represent_claim_differences, Claim.objects.with_evidence().with_disagreements())
    rows = map(table.build_claim_row, cited_state.add_cited_states("claim", list(records)))
    assert fetch("/id/claims.csv").decode() == write_csv(rows)


def test_sources_are_those_of_complete_records(archive):
    rows = map(table.build_source_row, map(representations.represent_source, Source.objects.all()))
    assert fetch("/id/sources.csv").decode() == write_csv(rows)


def test_routes_are_those_of_complete_records(archive):
    records = list(map(represent_route, Route.objects.with_texts()))
    assert fetch("/id/routes.csv").decode() == write_csv(map(table.build_route_row, records))
    collection = {"type": "FeatureCollection", "features": list(map(geojson.format_route, records))}
    assert fetch("/id/routes.geojson").decode() == json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def test_list_without_records():
    assert "".join(table.iterate_csv([])) == write_csv([])
    empty = json.dumps({"type": "FeatureCollection", "features": []}, indent=1) + "\n"
    assert "".join(geojson.make_collection_writer(dict)([])) == empty


@pytest.mark.parametrize("address", LISTS)
def test_long_list_is_streamed_with_the_same_bytes_and_headers(address, monkeypatch):
    whole = Client().get(address)
    monkeypatch.setattr(streaming, "MAX_HELD_LENGTH", 10)
    monkeypatch.setattr(streaming, "PIECE_LENGTH", 100)
    streamed = Client().get(address)
    assert streamed.streaming
    assert not whole.streaming
    assert b"".join(streamed) == whole.content
    assert {**streamed.headers} == {name: value for name, value in whole.headers.items() if name != "Content-Length"}


@pytest.mark.parametrize("address", LISTS)
def test_chunks_change_nothing(address, monkeypatch):
    whole = fetch(address)
    monkeypatch.setattr(chunks.iterate_chunks, "__defaults__", (2, *chunks.iterate_chunks.__defaults__[1:]))
    monkeypatch.setattr("archive.formats.claim_list.CHUNK_SIZE", 2)
    monkeypatch.setattr("marches.representations.ROUTES_AT_ONCE", 2)
    assert fetch(address) == whole


@pytest.mark.parametrize("address", LISTS)
def test_number_of_queries_does_not_depend_on_the_records(address):
    with CaptureQueriesContext(connection) as queries:
        fetch(address)
    assert len(queries) <= 16, address
    assert Place.objects.count() > 6


def test_edition_that_changed_ends_the_response(monkeypatch):
    monkeypatch.setattr(streaming, "MAX_HELD_LENGTH", 10)
    response = Client().get("/id/claims.csv")
    monkeypatch.setattr(streaming, "get_loaded_edition", lambda: "another")
    with pytest.raises(streaming.EditionChanged):
        b"".join(response)


@pytest.mark.parametrize("coding", ["br", ""])
def test_cache_sends_a_long_list_with_its_tag_and_stores_nothing(cached_client, monkeypatch, coding):
    address = "/id/claims.csv"
    whole = cached_client.get(address, accept_encoding=coding)
    monkeypatch.setattr(streaming, "MAX_HELD_LENGTH", 10)
    client = type(cached_client)()
    streamed = client.get(address, accept_encoding=coding)
    assert streamed.body.decode() == whole.text
    assert streamed.headers["etag"] == whole.headers["etag"]
    assert streamed.headers["cache-control"] == whole.headers["cache-control"]
    assert "content-length" not in streamed.headers
    assert client.application.responses.find(CacheKey(address, "", "ar", ""), coding) is None
    assert client.get(address, accept_encoding=coding, if_none_match=whole.headers["etag"]).status == 304
