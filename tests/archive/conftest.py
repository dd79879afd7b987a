"""A process that keeps answers and looks for another edition each time."""

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from archive.web.cache import edition
from tests.support.wsgi_client import WSGIClient


@pytest.fixture
def one_connection(monkeypatch):
    """Between requests a connection that is in a transaction is closed; this one's is the test's own."""
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _self: None)


@pytest.fixture
def served(settings, monkeypatch, tmp_path, db, one_connection):
    """The application, keeping at most 4 MB."""
    settings.RESPONSE_CACHE_MB = 4
    settings.RESPONSE_CACHE_ROOT = tmp_path / "answers"
    monkeypatch.setattr(edition, "EDITION_RECHECK_SECONDS", 0.0)
    return WSGIClient()
