"""What checked claims are said to differ on → rows."""

from __future__ import annotations

from collections.abc import Iterable

from archive.collect import Kept
from archive.load import Loaded
from archive.matters import in_order
from archive.models import Disagreement
from archive.records import ClaimRecord


def clear() -> None:
    """Takes every disagreement away."""
    Disagreement.objects.all().delete()


def load(claims: Iterable[Kept[ClaimRecord]], loaded: Loaded) -> None:
    """A row for each matter on which two claims differ; the claims must have been loaded."""
    told = {
        tuple(sorted((loaded.claims[kept.record.claim], loaded.claims[one.claim]))): in_order(one.matters)
        for kept in claims
        for one in kept.record.differs_from
    }
    triples = ((*pair, matter) for pair in sorted(told) for matter in told[pair])
    Disagreement.objects.bulk_create(
        Disagreement(pk=pk, claim_id=claim, other_id=other, matter=matter) for pk, (claim, other, matter) in enumerate(triples, 1)
    )
