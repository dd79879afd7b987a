"""A real browser before the served archive: the system's Chromium, driven by Playwright."""

from __future__ import annotations

import pytest
from playwright.sync_api import sync_playwright

from tests.support.chromium import FLAGS, find_chromium
from tests.support.live_server import serve_site as serving


@pytest.fixture(scope="session")
def browser():
    """Chromium, wherever the system keeps it."""
    # Playwright runs an event loop in this thread; Django would refuse the database there.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The address of the published archive as gunicorn serves it, which its permanent addresses begin with."""
    with serving(tmp_path_factory.mktemp("published")) as origin:
        yield origin


@pytest.fixture
def page(browser):
    """A fresh page on a desktop that may use the clipboard."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.fixture
def page_without_scripts(browser):
    """The same where scripts are off."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()
