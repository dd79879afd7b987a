"""A page and the style that its first frame needs are loaded in one round trip, as a load leaves the site: not warmed."""

import pytest

from tests.looking.weights import ROUND_TRIP, weigh
from tests.support.page_kinds import LANGUAGES, PUBLISHED

KIB = 1024
# The founding source with its reading, notes and claims is one page, so that readers can search all of it: 5.9 KB of it are text.
WHOLE_TEXT = {"reading room": 15.25 * KIB}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PUBLISHED, ids=lambda kind: kind.name)
def test_html_and_style_fit_in_one_round_trip(origin, kind, language):
    weight = weigh(origin, kind, language)
    assert 0 < weight.css < weight.total <= WHOLE_TEXT.get(kind.name, ROUND_TRIP)
