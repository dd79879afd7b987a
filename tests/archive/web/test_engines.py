"""Responses are the same on both engines: tests that only read pages of the published archive stand for both, and run once."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from archive.editions.bake.baker import DYNAMIC_PREFIXES
from archive.editions.bake.links import follow, is_of_history, leading, within
from archive.editions.deposit.database import open_edition_database
from archive.ledger.chain import LEDGER_FOLDER, read_ledger
from archive.web.wsgi_client import WsgiResponse
from tests.support import forked_process
from tests.support.page_kinds import LANGUAGES, PUBLISHED

pytestmark = pytest.mark.django_db


def fetch(address: str) -> WsgiResponse:
    """Return the response to a reader of English."""
    response = Client().get(address, headers={"Accept-Language": "en"})
    return WsgiResponse(response.status_code, tuple(response.headers.items()), response.getvalue())


def list_links(address: str, response: WsgiResponse):
    """Yield what a page leads to in English and at permanent addresses: the other language has the rows and the code of these."""
    for link in within(settings.CANONICAL_ORIGIN, address, leading(response)):
        if not link.startswith((*DYNAMIC_PREFIXES, "/ar/")) and not is_of_history(link):
            yield link


def digest_site() -> dict[str, str]:
    """Return the SHA-256 of responses, headers included, by address: of all kinds of pages in both languages, and of what links lead to."""
    start = [kind.address(language) for kind in PUBLISHED for language in LANGUAGES]
    with override_settings(RESPONSE_CACHE_MB=1):
        return {address: sha256(repr(response).encode()).hexdigest() for address, response in follow(start, fetch, list_links)}


@pytest.mark.skipif(connection.vendor == "sqlite", reason="PostgreSQL is compared with SQLite")
def test_responses_are_those_of_sqlite(tmp_path):
    def digest_on_sqlite() -> int:
        # Loaded again, the edition has a name of its own, so that no value of the other database is taken for one of this.
        with open_edition_database(read_ledger(settings.FIXTURES_ROOT / LEDGER_FOLDER), tmp_path / "archive.sqlite3", again=True):
            (tmp_path / "digests.json").write_text(json.dumps(digest_site()), "utf-8")
        return 0

    on_sqlite = forked_process.start(digest_on_sqlite)
    digests = digest_site()
    assert forked_process.wait(on_sqlite) == 0
    expected = json.loads((tmp_path / "digests.json").read_text("utf-8"))
    assert len(digests) > 300
    assert {address for address in digests.keys() | expected.keys() if digests.get(address) != expected.get(address)} == set()
