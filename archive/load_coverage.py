"""How much of every source the claims rest on, once its claims are loaded."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from archive import bulk
from archive.coverage import TotalCoverage
from archive.models import Passage, Source, SourceCoverage
from archive.models.covered import measured

# Texts that are in memory at once; each has five megabytes at most.
TEXTS = 8


def clear() -> None:
    """Takes the measures away."""
    bulk.clear(SourceCoverage)


def load() -> None:
    """Measures every source, from the tables as they are now; there must be no measures."""
    keys = list(Source.objects.order_by("pk").values_list("pk", flat=True))
    for at in range(0, len(keys), TEXTS):
        bulk.insert(SourceCoverage, list(_rows(keys[at : at + TEXTS])))


def _rows(keys: list[int]) -> Iterator[dict[str, int]]:
    texts = dict(Source.objects.filter(pk__in=keys).values_list("pk", "text"))
    for key, pairs in groupby(measured(Passage.objects.filter(source__in=keys), texts), key=lambda pair: pair[0]):
        yield _row(key, TotalCoverage.of(one for _key, one in pairs))


def _row(source: int, total: TotalCoverage) -> dict[str, int]:
    return {
        "source_id": source,
        "sentences": total.sentences,
        "resting": total.resting,
        "covered_letters": total.covered.letters,
        "covered_characters": total.covered.characters,
        "letters": total.whole.letters,
        "characters": total.whole.characters,
    }
