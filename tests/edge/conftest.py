"""The static edition of three invented editions, baked once for all tests, and the site that it is a copy of."""

from __future__ import annotations

import pytest

from tests.support.baked_site import serve_site_and_baked_edition
from tests.support.invented_editions import publish_invented_editions


@pytest.fixture(scope="session")
def baked_fixtures(tmp_path_factory):
    """Return a copy of the fixtures with the invented editions."""
    return publish_invented_editions(tmp_path_factory.mktemp("published"))


@pytest.fixture(scope="session")
def sites(baked_fixtures, tmp_path_factory):
    """Serve three editions by gunicorn and the static edition by nginx; yield both ports, the host and the folder."""
    with serve_site_and_baked_edition(tmp_path_factory.mktemp("baked"), baked_fixtures) as served:
        yield served
