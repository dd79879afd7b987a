"""Fixtures of the browser tests: the system's Chromium, driven by Playwright, and a server."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright

from tests.support.chromium import FLAGS, find_chromium
from tests.support.live_server import serve_site


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(items):
    """Group the tests of the published archive: one process serves it."""
    for item in items:
        if "origin" in item.fixturenames and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group("origin"))


@pytest.fixture(scope="session")
def browser():
    """Launch the system's Chromium."""
    # Playwright runs an event loop in this thread; Django would refuse the database there.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def origin(tmp_path_factory):
    """Serve the published archive with gunicorn; its permanent addresses begin with this origin."""
    with serve_site(tmp_path_factory.mktemp("published")) as address:
        yield address


@pytest.fixture
def page(browser):
    """Open a page of a new desktop context that may use the clipboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture
def page_without_scripts(browser):
    """Open a page of a new context without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
