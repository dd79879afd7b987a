"""Every kind of page as served by gunicorn, the invented example among the fixtures. No test here asks a database, so they run once, not once an engine."""

from __future__ import annotations

import pytest

from tests.serving import served

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The origin of the served archive."""
    with served(tmp_path_factory.mktemp("site"), example=True) as origin:
        yield origin


@pytest.fixture
def opened(browser, site):
    """Opens a kind of page in a language: ``opened(kind, language, width=…, **context)`` gives the page, loaded."""
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
