"""Invented editions after the published ones, loaded once for the tests of a module."""

import pytest

from tests.support.databases import create_database, drop_database, use_and_roll_back, use_database
from tests.support.invented_editions import load_invented_editions, publish_invented_editions


@pytest.fixture(scope="session")
def invented_fixtures(tmp_path_factory):
    """Return a copy of the fixtures with the invented editions."""
    return publish_invented_editions(tmp_path_factory.mktemp("editions"))


@pytest.fixture(scope="session")
def invented_database(invented_fixtures, published_database, django_db_blocker, tmp_path_factory):
    """Load the invented editions into a separate database."""
    with django_db_blocker.unblock():
        loaded = create_database(tmp_path_factory.mktemp("invented"), "invented", like=published_database)
        with use_database(loaded):
            load_invented_editions(invented_fixtures)
    yield loaded
    with django_db_blocker.unblock():
        drop_database(loaded)


@pytest.fixture(scope="module")
def invented_editions(invented_database, django_db_blocker):
    """Let the tests of a module use the invented editions; what they write is rolled back."""
    with django_db_blocker.unblock(), use_and_roll_back(invented_database):
        yield
