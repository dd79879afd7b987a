"""A page and its style are loaded in one round trip, or the exception is listed here with its reason.

Pages are measured as rendered on request; `manage.py warm` makes them about a tenth smaller (`make page-weights`).
"""

import pytest

from tests.looking.weights import ROUND_TRIP, weigh
from tests.support.page_kinds import LANGUAGES, PUBLISHED

KIB = 1024
# The founding source with its reading, notes and claims is one page, so that readers can search all of it.
WHOLE_TEXT = {"reading room": 17.25 * KIB}
# Maps with their table, a timeline and citations; the base map is a separate file that is fetched once.
MAPS = dict.fromkeys(("camp", "camp without evacuations", "place", "route"), 17.75 * KIB)
# A sentence with its readings, the map and its table, the routes, and the timeline twice, as a chart and as a list for narrow windows.
HOME = {"home": 15 * KIB}
HEAVIER = WHOLE_TEXT | MAPS | HOME


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PUBLISHED, ids=lambda kind: kind.name)
def test_html_and_style_fit_in_one_round_trip(origin, kind, language):
    weight = weigh(origin, kind, language)
    assert 0 < weight.css < weight.total <= HEAVIER.get(kind.name, ROUND_TRIP)
