"""A process that keeps answers and looks for another edition each time."""

import pytest

from archive.serving import editions
from tests.served import Served


@pytest.fixture
def served(settings, monkeypatch, tmp_path, db):
    """The application, keeping at most 4 MB."""
    settings.ANSWERS_MB = 4
    settings.VAR = tmp_path
    monkeypatch.setattr(editions, "LOOK_AGAIN_AFTER", 0.0)
    return Served()
