"""Fixtures of the archive's tests."""

from contextvars import ContextVar

import pytest

from archive.web.cache import edition
from archive.web.cache.responses import BEST_ENCODERS, ENCODERS
from tests.support.wsgi_client import WSGIClient


@pytest.fixture
def cached_client(settings, monkeypatch, tmp_path, db, one_connection):
    """Return a client of the application with a response cache of 4 MB that looks up the edition for each request.

    Stored pages are compressed as those that are rendered on request, which is a hundred times as fast.
    """
    settings.RESPONSE_CACHE_MB = 4
    settings.RESPONSE_CACHE_ROOT = tmp_path / "answers"
    monkeypatch.setattr(edition, "EDITION_RECHECK_SECONDS", 0.0)
    monkeypatch.setitem(BEST_ENCODERS, "br", ENCODERS["br"])
    # Values of an edition are not cached, because tests change its rows.
    monkeypatch.setattr(edition, "CURRENT_EDITION", ContextVar("edition", default=""))
    return WSGIClient()
