"""Fixtures of the page checks: an archive with the invented example, served by gunicorn.

No test here uses a database, so they run once and not for each engine.
"""

from __future__ import annotations

import pytest

from tests.support.live_server import serve_site
from tests.support.page_kinds import LANGUAGES
from tests.support.viewports import DESKTOP


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Serve the archive; return its origin."""
    with serve_site(tmp_path_factory.mktemp("site"), example=True) as origin:
        yield origin


@pytest.fixture
def opened(browser, site):
    """Return a function that loads a page in a new context: ``opened(kind, language, viewport, **options)``."""
    contexts = []

    def open_page(kind, language, viewport=DESKTOP, before=None, **options):
        contexts.append(browser.new_context(locale=language, viewport=viewport, **options))
        page = contexts[-1].new_page()
        if before:
            before(page)
        page.goto(site + kind.address(language))
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def tabs(browser):
    """Open a tab for each language; files that its pages share stay cached."""
    contexts = {language: browser.new_context(locale=language, viewport=DESKTOP) for language in LANGUAGES}
    yield {language: context.new_page() for language, context in contexts.items()}
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="session")
def loaded_page(request, tabs, site):
    """Load a page of VISITS in the tab of its language; pytest runs the tests of one page after each other."""
    kind, language = request.param
    tabs[language].goto(site + kind.address(language))
    tabs[language].evaluate("document.fonts.ready")
    return tabs[language]


@pytest.fixture
def visited_page(loaded_page):
    """Return a loaded page as it was before the tests that had it."""
    loaded_page.emulate_media(color_scheme="light")
    loaded_page.set_viewport_size(DESKTOP)
    loaded_page.evaluate("document.adoptedStyleSheets = []")
    return loaded_page
