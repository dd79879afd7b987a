"""What all tests share: a database that holds the real archive, loaded once."""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The published fixtures, loaded into the test database by the real command."""
    with django_db_blocker.unblock():
        call_command("load_fixtures", verbosity=0, stdout=StringIO())
