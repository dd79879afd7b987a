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
def visitors(browser):
    """Open a context for each language, in which fetched files stay cached."""
    contexts = {language: browser.new_context(locale=language, viewport=DESKTOP) for language in LANGUAGES}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def cached_page(visitors, site):
    """Return a function that loads a page in a context with cached files, which is faster: ``cached_page(kind, language)``."""
    pages = []

    def open_page(kind, language):
        pages.append(visitors[language].new_page())
        pages[-1].goto(site + kind.address(language))
        pages[-1].evaluate("document.fonts.ready")
        return pages[-1]

    yield open_page
    for page in pages:
        page.close()
