"""The state that a citation names: a version, an edition, or neither."""

import pytest
from django.test import Client

from archive.formats import csl
from archive.formats.cited_states import choose_cited_state
from archive.models import Edition, RecordVersion
from archive.web.preview_state import PREVIEW_STATE, FixturesState
from tests.support.cited_addresses import get_cited_address

VERSION = "ab556c9fd94e7449c3372dadbce79e3fc47933748ee0c5d0246eb54698a4821a"
ORIGIN = "http://127.0.0.1:8000"


def make_line(kind: str, edition: int, outcome: str = "record") -> RecordVersion:
    return RecordVersion(kind=kind, identifier="invented", version=VERSION, edition_id=edition, outcome=outcome)


@pytest.mark.parametrize(
    ("kind", "published", "address"),
    [
        ("claim", None, f"/id/claim/invented/{VERSION[:16]}"),
        ("claim", 2, f"/id/claim/invented/{VERSION[:16]}"),
        ("claim", 1, None),
        ("camp", None, "/id/camp/invented/edition/3"),
        ("route", 3, "/id/route/invented/edition/3"),
        ("source", 2, None),
        ("term", None, None),
    ],
)
def test_claims_are_cited_by_version_and_pages_of_several_records_by_edition(kind, published, address):
    cited = choose_cited_state(make_line(kind, 2), Edition(number=3), published)
    assert (cited and cited["permanent"]) == (address and ORIGIN + address)


@pytest.mark.parametrize("outcome", ["withdrawn", "renamed", "suppressed"])
def test_record_that_is_not_shown_is_not_cited_by_version(outcome):
    assert choose_cited_state(make_line("claim", 2, outcome), Edition(number=3)) is None


def test_without_an_edition_the_address_of_the_record_is_cited():
    assert choose_cited_state(None, Edition(number=3)) is None
    assert choose_cited_state(make_line("camp", 1), None) is None


@pytest.mark.django_db
def test_unpublished_records_are_cited_by_the_address_of_the_record(monkeypatch, tmp_path):
    monkeypatch.setattr(PREVIEW_STATE, "state", FixturesState(tmp_path, published=0))
    for record in ("claim/thousands-died", "camp/dachau"):
        item = Client().get(f"/id/{record}.csl.json").json()[0]
        assert item["URL"] == f"{ORIGIN}/id/{record}"
        assert "1" not in item["title"].partition("SHA-256")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("record", ["claim/thousands-died", "camp/dachau", "source/ushmm-death-marches"])
def test_item_of_a_version_or_edition_is_that_of_the_record(record):
    """The address that is cited has the same item, but for the note on what it is drawn from."""
    living, frozen = (
        Client().get(f"{address}.csl.json").json()[0] for address in (f"/id/{record}", get_cited_address(f"/id/{record}"))
    )
    assert {**living, "note": ""} == {**frozen, "note": ""}
    assert f"{ORIGIN}/id/{record}" in living["note"]


def test_title_and_note_name_the_version():
    record = {
        "kind": "claim",
        "identifier": "invented",
        "permanent": f"{ORIGIN}/id/claim/invented",
        "statement": {"ar": "ماتوا.", "en": "They died."},
        "sources": [],
        "cited": {"permanent": "x", "edition": 7, "version": VERSION, "current": "y"},
    }
    english, arabic = csl.build_item(record, "en"), csl.build_item(record, "ar")
    assert english["title"] == "They died (version ab556c9fd94e7449, edition 7)"
    assert arabic["title"] == "ماتوا (النسخة ab556c9fd94e7449، الطبعة 7)"
    assert english["note"] == f"version {VERSION}, edition 7; newest state: y"
