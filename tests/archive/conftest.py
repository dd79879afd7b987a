"""Fixtures of the archive's tests."""

from contextvars import ContextVar

import pytest

from archive.web.cache import edition
from tests.support.wsgi_client import WSGIClient


@pytest.fixture
def cached_client(settings, monkeypatch, tmp_path, db, one_connection):
    """Return a client of the application with a response cache of 4 MB that looks up the edition for each request."""
    settings.RESPONSE_CACHE_MB = 4
    settings.RESPONSE_CACHE_ROOT = tmp_path / "answers"
    monkeypatch.setattr(edition, "EDITION_RECHECK_SECONDS", 0.0)
    # Values of an edition are not cached, because tests change its rows.
    monkeypatch.setattr(edition, "CURRENT_EDITION", ContextVar("edition", default=""))
    return WSGIClient()
