"""A page and its style come in one round trip, or stand here with the reason.

As they are made when they are asked for; `manage.py warm` makes them some tenth lighter (`make page-weights`).
"""

import pytest

from tests.looking.weights import ROUND_TRIP, weigh
from tests.support.page_kinds import LANGUAGES, PUBLISHED

pytestmark = pytest.mark.xdist_group("pages")

KIB = 1024
# The whole founding source, its reading, the notes and the claims on one page: to be read and searched in one piece.
WHOLE_TEXT = {"reading room": 16.5 * KIB}
# A map's names and flows, the same as a table, a timeline and how to cite; the coast and rivers are a file that is fetched once.
MAPS = dict.fromkeys(("camp", "camp without evacuations", "place", "route"), 16 * KIB)
HEAVIER = WHOLE_TEXT | MAPS


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", PUBLISHED, ids=lambda kind: kind.name)
def test_html_and_style_come_in_one_round_trip(site, kind, language):
    weight = weigh(site, kind, language)
    assert 0 < weight.css < weight.total <= HEAVIER.get(kind.name, ROUND_TRIP)
