"""The bytes of every version: the same in an archive that grew, in a rebuilt one, under another host name and in the static edition."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.servers.basehttp import get_internal_wsgi_application
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from archive.editions.bake import baker
from archive.editions.edition_load import load_edition
from archive.ledger.chain import read_ledger
from archive.models import RecordVersion
from archive.urls import RECORD_KINDS
from archive.versions import permanent_urls
from tests.support.baked_site import UnlinkedBaker
from tests.support.databases import clear_editions
from tests.support.edition_sequences import EditionSequence, run_sequence

EDITIONS = 4
OTHER_HOST = "archive.example.org"


def list_addresses() -> list[str]:
    """Return the addresses of all lines of the ledger."""
    versions = RecordVersion.objects.order_by("pk")
    return [urlsplit(permanent_urls.build_version_url(version, "json")).path for version in versions]


def read_bytes(host: str = "127.0.0.1") -> dict[str, tuple[int, bytes]]:
    """Return status and body at each address; of a suppressed version, whose body is a reason, the status alone."""
    responses = {address: Client().get(address, headers={"host": host}) for address in list_addresses()}
    return {
        address: (response.status_code, response.content if response.status_code == 200 else b"")
        for address, response in responses.items()
    }


def bake_versions(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Return what the static edition has at each address."""
    baked = UnlinkedBaker(get_internal_wsgi_application(), RECORD_KINDS, folder)
    # As in Django's test client: the connection is in the transaction of the test.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        assert list(baked.bake())
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
    found = {address: (200, (folder / name).read_bytes()) for address, name in baked.files.items()}
    return found | {address: (refusal.response.status, b"") for address, refusal in baked.refusals.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 7])
def test_bytes_of_a_version_are_the_same_everywhere(seed, settings, monkeypatch, tmp_path):
    before: dict[str, tuple[int, bytes]] = {}

    def load(ledger) -> None:
        """Load an edition, and compare what was there before."""
        load_edition(ledger)
        found = read_bytes()
        assert before.keys() <= found.keys()
        changed = {address for address, response in before.items() if found[address] != response}
        assert {found[address] for address in changed} <= {(451, b"")}
        before.update(found)

    def compare(sequence: EditionSequence) -> None:
        by_version = {version.version[:16]: version.version for version in RecordVersion.objects.all()}
        for address, (status, body) in before.items():
            assert status == 451 or sha256(body).hexdigest() == by_version[address.rpartition("/")[2].removesuffix(".json")]
        clear_editions()
        load_edition(read_ledger(sequence.folder))
        assert read_bytes() == before
        monkeypatch.setattr(baker, "list_start_addresses", lambda _kinds: iter(list_addresses()))
        (tmp_path / "static").mkdir()
        settings.STATIC_ROOT = str(tmp_path / "static")
        assert bake_versions(tmp_path / "out") == before
        settings.ALLOWED_HOSTS, settings.CANONICAL_ORIGIN = [OTHER_HOST], f"https://{OTHER_HOST}"
        assert read_bytes(OTHER_HOST) == before

    clear_editions()
    run_sequence(seed, EDITIONS, load, then=compare)
    assert len(before) > EDITIONS
