"""Shared set-up: profiles of Hypothesis, and a test database with the published fixtures, loaded once."""

import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from hypothesis import HealthCheck, Phase, settings

pytest.register_assert_rewrite("tests.support")

from tests.support.edition_caches import empty_edition_caches  # noqa: E402  (after its assertions are registered)

# The time of an example depends on the machine more than on the code.
settings.register_profile("shawahid", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# ``make mutate``: the same examples for each mutant, without shrinking of failures
settings.register_profile("mutation", settings.get_profile("shawahid"), derandomize=True, phases=[Phase.explicit, Phase.generate])
settings.load_profile("shawahid")


OTHER_ARCHIVES = {"example_archive", "march_archive", "invented_editions", "cached_client"}
# Tests that take long, the longest first. They begin first: else one process would end minutes after the others. None empties tables.
LONG = (
    "tests/browser/pages/",
    "tests/archive/web/test_engines.py",
    "tests/browser/",
    "tests/archive/web/test_traceability.py",
    "tests/bench/test_torture.py",
    "tests/handbook/test_handbook.py::test_the_commands",
    "tests/production/test_topology.py",
    "tests/production/test_backup.py",
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "transactional_archive"}


@pytest.fixture(autouse=True)
def empty_caches(request):
    """Clear the caches of functions before each test of a mutant, which runs in a process whose caches are filled."""
    if request.config.getoption("--hypothesis-profile") == "mutation":
        modules = [module for name, module in sys.modules.items() if name.startswith(("archive.", "camps.", "marches."))]
        for function in [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]:
            function.cache_clear()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """Load the published fixtures into the test database by the command; yield a copy of it."""
    from tests.support.databases import copy_test_database, drop_database

    with django_db_blocker.unblock():
        call_command("load_fixtures", verbosity=0, stdout=StringIO())
        copied = copy_test_database(tmp_path_factory.mktemp("loaded"))
    yield copied
    with django_db_blocker.unblock():
        drop_database(copied)


@pytest.fixture(scope="session")
def published_database(django_db_setup):
    """Return a separate database with the published fixtures, for tests to copy: ``create_database(…, like=published_database)``."""
    return django_db_setup


@pytest.fixture(scope="session")
def example_database(published_database, django_db_blocker, tmp_path_factory):
    """Return a separate database with the published fixtures and the invented example."""
    from tests.support.databases import load_into_copy
    from tests.support.example_fixtures import load_example

    folder = tmp_path_factory.mktemp("example")
    with load_into_copy(published_database, folder, "example", load_example, django_db_blocker) as loaded:
        yield loaded


@pytest.fixture
def example_archive(example_database, db):
    """Let the test use the archive with the invented example; what it writes is rolled back."""
    from tests.support.databases import use_and_roll_back

    with use_and_roll_back(example_database):
        yield


@pytest.fixture(scope="session")
def march_database(published_database, django_db_blocker, tmp_path_factory):
    """Return a separate database with the published fixtures and the invented march."""
    from tests.support.databases import load_into_copy
    from tests.support.march_example import load_march

    folder = tmp_path_factory.mktemp("march")
    with load_into_copy(published_database, folder, "march", load_march, django_db_blocker) as loaded:
        yield loaded


@pytest.fixture
def march_archive(march_database, db, settings):
    """Let the test use the archive with the invented march, and keep values for its edition; what it writes is rolled back."""
    from tests.support.databases import use_and_roll_back

    settings.RESPONSE_CACHE_MB = 1
    with use_and_roll_back(march_database):
        yield


@pytest.fixture
def transactional_archive(transactional_db, django_db_setup):
    """Load the fixtures for tests whose server has its own connection; such tests empty the tables."""
    call_command("load_fixtures", verbosity=0, stdout=StringIO())


@pytest.fixture
def own_pages():
    """Let a test see no page that others made of the same edition, nor others its own."""
    empty_edition_caches()
    yield
    empty_edition_caches()


@pytest.fixture(autouse=True)
def edition_values(request):
    """Let tests marked ``read_only`` or ``published_pages`` keep values for the edition, as in production, which halves the time of a page.

    Such a test may not write: the values would be those of other rows.
    """
    if not request.node.get_closest_marker("read_only") and not reads_published_pages(request.node):
        yield
        return
    request.getfixturevalue("settings").RESPONSE_CACHE_MB = 1
    with connection.execute_wrapper(refuse_to_write):
        yield


def refuse_to_write(execute, statement, *arguments):
    assert not statement.startswith(("INSERT", "UPDATE", "DELETE")), f"a test that only reads writes: {statement}"
    return execute(statement, *arguments)


def reads_published_pages(item) -> bool:
    """Return whether a test only reads pages of the published archive, which are the same on both engines."""
    return bool(item.get_closest_marker("published_pages")) and not OTHER_ARCHIVES & set(item.fixturenames)


@pytest.fixture
def one_connection(monkeypatch):
    """Keep the test's own connection open, which servers would close after a request."""
    monkeypatch.setattr(BaseDatabaseWrapper, "close_if_unusable_or_obsolete", lambda _self: None)


# Before pytest-xdist reads the groups, and after pytest-django has put tests in order
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    """Group the tests that share a fixture of their module: one process makes it. Put the tests that take long first.

    Mark tests without a database, and those that only read published pages: they cannot depend on the engine, so they run once, with SQLite.
    """
    for item in items:
        shared = any(definitions[-1].scope == "module" for definitions in item._fixtureinfo.name2fixturedefs.values())
        if shared and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(item.module.__name__))
        asks_database = item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(item.fixturenames)
        if not asks_database or reads_published_pages(item):
            item.add_marker("one_engine")
    yield
    items.sort(key=lambda item: find_turn(item.nodeid))


def find_turn(nodeid: str) -> int:
    """Return the turn of a test among those that take long, or the last for any other."""
    return next((turn for turn, prefix in enumerate(LONG) if nodeid.startswith(prefix)), len(LONG))
