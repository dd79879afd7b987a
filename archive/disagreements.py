"""Whether the claims said to differ are there, are two, and do differ. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from archive.checks import check_known, check_once
from archive.collect import Kept
from archive.problems import Problem, Spot
from archive.records import ClaimRecord

Claims = Iterable[Kept[ClaimRecord]]


def check(claims: Claims, unread: Iterable[str]) -> Iterator[Problem]:
    """Every problem of what claims are said to differ on; ``unread``: files that gave no record."""
    records = {kept.record.claim: kept.record for kept in claims}
    known = {*records, *(Path(file).stem for file in unread)}
    told: dict[frozenset[str], Spot] = {}
    for kept in claims:
        differences = kept.record.differs_from
        yield from check_once((one.claim, one.claim, kept.spot("differs_from", at, "claim")) for at, one in enumerate(differences))
        for at, one in enumerate(differences):
            spot = kept.spot("differs_from", at, "claim")
            matters = enumerate(one.matters)
            yield from check_once((matter, matter, kept.spot("differs_from", at, "matters", number)) for number, matter in matters)
            yield from check_known("claim.unknown", one.claim, known, spot)
            yield from _pair(kept.record.claim, one.claim, spot, told)
            if "date" in one.matters and one.claim in records:
                yield from _dates(kept, at, records[one.claim])


def no_difference(kept: Kept[ClaimRecord], at: int, matter: str) -> Problem:
    """That the records give no two different ones of what the claim is said, in its difference ``at``, to differ on."""
    one = kept.record.differs_from[at]
    spot = kept.spot("differs_from", at, "matters", one.matters.index(matter))
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
    ours, theirs = ((one.date.edtf, one.date.sense) if one.date else None for one in (kept.record, other))
    if kept.record is not other and (not ours or not theirs or ours == theirs):
        yield no_difference(kept, at, "date")
