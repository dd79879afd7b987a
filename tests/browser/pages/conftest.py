"""Every kind of page as served by gunicorn, the invented example among the fixtures. No test here asks a database, so they run once, not once an engine."""

from __future__ import annotations

import pytest

from tests.support.live_server import serve_site
from tests.support.page_kinds import LANGUAGES
from tests.support.viewports import DESKTOP


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The origin of the served archive."""
    with serve_site(tmp_path_factory.mktemp("site"), example=True) as origin:
        yield origin


@pytest.fixture
def opened(browser, site):
    """Opens a kind of page in a language as on a first visit: ``opened(kind, language, viewport, **context)`` gives the page, loaded."""
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
    """For each language a reader who has been here before: what she has fetched she keeps."""
    contexts = {language: browser.new_context(locale=language, viewport=DESKTOP) for language in LANGUAGES}
    yield contexts
    for context in contexts.values():
        context.close()


@pytest.fixture
def seen_again(visitors, site):
    """Opens a kind of page in a language with what other pages have fetched at hand, which is quicker: ``seen_again(kind, language)``."""
    pages = []

    def open_page(kind, language):
        pages.append(visitors[language].new_page())
        pages[-1].goto(site + kind.address(language))
        pages[-1].evaluate("document.fonts.ready")
        return pages[-1]

    yield open_page
    for page in pages:
        page.close()
