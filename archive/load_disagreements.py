"""What checked claims are said to differ on → rows."""

from __future__ import annotations

from archive import bulk
from archive.collect import ArchiveRecords
from archive.load import Loaded
from archive.matters import in_order
from archive.models import Disagreement


def clear() -> None:
    """Takes every disagreement away."""
    bulk.clear(Disagreement)


def load(records: ArchiveRecords, loaded: Loaded) -> None:
    """A row for each matter on which two claims differ; the claims must have been loaded."""
    told = {
        tuple(sorted((loaded.claims[kept.record.claim], loaded.claims[one.claim]))): in_order(one.matters)
        for kept in records.differing
        for one in kept.record.differs_from
    }
    triples = ((*pair, matter) for pair in sorted(told) for matter in told[pair])
    names = ("id", "claim_id", "other_id", "matter")
    bulk.insert(Disagreement, (dict(zip(names, (pk, *one), strict=True)) for pk, one in enumerate(triples, 1)))
