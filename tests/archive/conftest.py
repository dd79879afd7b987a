"""A process that keeps answers and looks for another edition each time."""

import pytest

from archive.web.cache import edition
from tests.support.wsgi_client import WSGIClient


@pytest.fixture
def served(settings, monkeypatch, tmp_path, db, one_connection):
    """The application, keeping at most 4 MB."""
    settings.RESPONSE_CACHE_MB = 4
    settings.RESPONSE_CACHE_ROOT = tmp_path / "answers"
    monkeypatch.setattr(edition, "EDITION_RECHECK_SECONDS", 0.0)
    return WSGIClient()
