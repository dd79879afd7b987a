"""Names of places as the sources spell them, in lists: the first mention under each of the first spellings."""

from __future__ import annotations

import pytest

from archive.models import Mention
from camps.models import Place
from camps.spellings import load_spellings

pytestmark = [pytest.mark.django_db, pytest.mark.published_pages]


@pytest.mark.parametrize("limit", [1, 2, None])
def test_first_spellings_are_shown_with_their_first_mention_and_the_others_counted(limit):
    places = load_spellings(Place.objects.with_names(), limit)
    numbers = []
    for place in places:
        firsts = dict[str, int]()
        for mention in Mention.objects.names().filter(subject=place.pk).order_by("passage_id", "start"):
            firsts.setdefault(mention.exact, mention.pk)
        assert [mention.pk for mention in place.subject.named] == list(firsts.values())[:limit]
        assert place.more_spellings == len(firsts) - len(place.subject.named)
        numbers.append(len(firsts))
    assert max(numbers) > 1


def test_list_makes_a_fixed_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(3):
        places = load_spellings(Place.objects.with_names(), 1)
        assert [mention.passage.source.identifier for place in places for mention in place.subject.named]
