"""A page and the style that its first frame needs are loaded in one round trip, as a load leaves the site: not warmed."""

import pytest

from tests.looking.weights import ROUND_TRIP, weigh
from tests.support.page_kinds import LANGUAGES, PUBLISHED, PageKind

# Its names are in Cyrillic and in Urdu as well, each with letters of their own fonts.
RARE_LETTERS = PageKind("camp with rare letters", "camps/buchenwald/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*PUBLISHED, RARE_LETTERS], ids=lambda kind: kind.name)
def test_html_and_style_fit_in_one_round_trip(origin, kind, language):
    weight = weigh(origin, kind, language)
    assert 0 < weight.css < weight.total <= ROUND_TRIP
