"""Invented editions after the published ones, loaded once for the tests of a module."""

import pytest
from django.db import transaction

from archive.models import Edition, LoadedState, RecordVersion
from tests.support.commands import run_command
from tests.support.invented_editions import publish_invented_editions


@pytest.fixture(scope="session")
def invented_fixtures(tmp_path_factory):
    """Return a copy of the fixtures with the invented editions."""
    return publish_invented_editions(tmp_path_factory.mktemp("editions"))


@pytest.fixture(scope="module")
def invented_editions(invented_fixtures, django_db_setup, django_db_blocker):
    """Load the invented editions; after the tests of the module the database is as before."""
    with django_db_blocker.unblock(), transaction.atomic():
        for model in (RecordVersion, LoadedState, Edition):  # of the published ledger, which is another
            model.objects.all().delete()
        assert run_command("load_fixtures", invented_fixtures, "en")[0] == 0
        yield
        transaction.set_rollback(True)
