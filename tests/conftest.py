"""What all tests share: one profile of Hypothesis, and a database that holds the real archive, loaded once."""

from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, settings

pytest.register_assert_rewrite("tests.support")

# How long an example takes says more about the machine than about the code.
settings.register_profile("shawahid", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# ``make mutate``: the same examples for each mutant; a failure need not be made small.
settings.register_profile("mutation", settings.get_profile("shawahid"), derandomize=True, phases=[Phase.explicit, Phase.generate])
settings.load_profile("shawahid")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The published fixtures, loaded into the test database by the real command."""
    with django_db_blocker.unblock():
        call_command("load_fixtures", verbosity=0, stdout=StringIO())


@pytest.fixture
def transactional_archive(transactional_db, django_db_setup):
    """The archive for tests whose server has a connection of its own; such tests leave the tables empty, so it is loaded again."""
    call_command("load_fixtures", verbosity=0, stdout=StringIO())
