"""Fixtures for the tests of marches."""

import pytest

from tests.support.edition_caches import empty_edition_caches


@pytest.fixture
def own_pages():
    """Let a test see no page that others made of the same edition, nor others its own."""
    empty_edition_caches()
    yield
    empty_edition_caches()
