"""The names of places as the sources spell them, in lists of places: the first mention under each of the first spellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Min, QuerySet

from archive.models import Mention
from camps.models import Place


def load_spellings(rows: Iterable[Place], limit: int | None = None) -> list[Place]:
    """Return places with ``subject.named``, the first mention of each, under the first ``limit`` spellings, and ``more_spellings``.

    Two queries: the passages in which each spelling is first, and the mentions there. A large archive has thousands of mentions of a place.
    """
    places = list(rows)
    first = _find_first_passages(places)
    mentions: dict[int, dict[str, Mention]] = defaultdict(dict)
    for mention in _select_mentions({place: sorted(passages.values())[:limit] for place, passages in first.items()}):
        mentions[mention.subject_id].setdefault(mention.exact, mention)
    for place in places:
        place.subject.named = list(mentions[place.pk].values())[:limit]
        place.more_spellings = len(first[place.pk]) - len(place.subject.named)
    return places


def _find_first_passages(places: Iterable[Place]) -> dict[int, dict[str, int]]:
    """Return the keys of the passages in which each spelling is first, by place and spelling: they are in the order of the texts."""
    first: dict[int, dict[str, int]] = defaultdict(dict)
    names = Mention.objects.names().filter(subject__in=[place.pk for place in places]).order_by()
    for subject, spelling, passage in names.values_list("subject_id", "exact").annotate(first=Min("passage_id")):
        first[subject][spelling] = passage
    return first


def _select_mentions(passages: Mapping[int, Iterable[int]]) -> QuerySet[Mention]:
    """Select the mentions by name of places in passages, of each in its own at least, in the order of the texts."""
    keys = set().union(*passages.values())
    return Mention.objects.names().filter(subject__in=[*passages], passage__in=keys).with_refs().order_by("passage_id", "start")
