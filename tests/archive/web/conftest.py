"""Invented editions after the published ones, loaded once for the tests of a module."""

import pytest

from tests.support.databases import load_into_copy, use_and_roll_back
from tests.support.invented_editions import load_invented_editions, publish_invented_editions


@pytest.fixture(scope="session")
def invented_fixtures(tmp_path_factory):
    """Return a copy of the fixtures with the invented editions."""
    return publish_invented_editions(tmp_path_factory.mktemp("editions"))


@pytest.fixture(scope="session")
def invented_database(invented_fixtures, published_database, django_db_blocker, tmp_path_factory):
    """Load the invented editions into a separate database."""
    folder = tmp_path_factory.mktemp("invented")
    with load_into_copy(
        published_database, folder, "invented", lambda _folder: load_invented_editions(invented_fixtures), django_db_blocker
    ) as loaded:
        yield loaded


@pytest.fixture(scope="module")
def invented_editions(invented_database, django_db_blocker):
    """Let the tests of a module use the invented editions; what they write is rolled back."""
    with django_db_blocker.unblock(), use_and_roll_back(invented_database):
        yield
