"""Whether the claims said to differ are there, are two, and do differ. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.checks import check_known, check_once
from archive.collect import ArchiveRecords
from archive.folder import Kept
from archive.problems import Problem, Spot
from archive.record_keys import RecordKey
from archive.records import ClaimRecord


def check(archive: ArchiveRecords) -> Iterator[Problem]:
    """Every problem of what claims are said to differ on."""
    claims = archive.claims
    known = archive.claim_names
    told: dict[frozenset[str], Spot] = {}
    for kept in archive.differing:
        differences = kept.record.differs_from
        yield from check_once(kept, ((one.claim, one.claim, ("differs_from", at, "claim")) for at, one in enumerate(differences)))
        for at, one in enumerate(differences):
            spot = kept.spot("differs_from", at, "claim")
            matters = enumerate(one.matters)
            yield from check_once(kept, ((one, one, ("differs_from", at, "matters", number)) for number, one in matters))
            yield from check_known("claim.unknown", one.claim, known, kept, "differs_from", at, "claim")
            yield from _pair(kept.record.claim, one.claim, spot, told)
            if (
                "date" in one.matters
                and one.claim != kept.record.claim
                and (other := claims.get(str(RecordKey("claim", one.claim))))
            ):
                yield from _dates(kept, at, other.record)


def no_difference(kept: Kept[ClaimRecord], at: int, matter: str) -> Problem:
    """That the records give no two different ones of what the claim is said, in its difference ``at``, to differ on."""
    one = kept.record.differs_from[at]
    matters: Sequence[str] = one.matters
    spot = kept.spot("differs_from", at, "matters", matters.index(matter))
    return Problem("claim.no-difference", spot, {"claim": kept.record.claim, "other": one.claim, "matter": matter})


def _pair(claim: str, other: str, spot: Spot, told: dict[frozenset[str], Spot]) -> Iterator[Problem]:
    """A problem if a claim is said to differ from itself, or if the other says the same already."""
    if claim == other:
        yield Problem("claim.differs-from-itself", spot, {"identifier": claim})
        return
    first = told.setdefault(frozenset((claim, other)), spot)
    if first.file != spot.file:
        yield Problem("claim.differs-both-ways", spot, {"claim": claim, "other": other, "first": first})


def _dates(kept: Kept[ClaimRecord], at: int, other: ClaimRecord) -> Iterator[Problem]:
    """A problem if the two do not both state a date, or state the same."""
    ours, theirs = ((one.date.edtf, one.date.sense) if one.date else None for one in (kept.record, other))
    if not ours or not theirs or ours == theirs:
        yield no_difference(kept, at, "date")
