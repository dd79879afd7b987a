"""Fixtures of the archive's tests."""

import pytest

from archive.web.cache import edition
from tests.support.wsgi_client import WSGIClient


@pytest.fixture
def cached_client(settings, monkeypatch, tmp_path, db, one_connection):
    """Return a client of the application with a response cache of 4 MB that looks up the edition for each request."""
    settings.RESPONSE_CACHE_MB = 4
    settings.RESPONSE_CACHE_ROOT = tmp_path / "answers"
    monkeypatch.setattr(edition, "EDITION_RECHECK_SECONDS", 0.0)
    return WSGIClient()
