"""Whether the register of retired identifiers is sound: an identifier once given is never given again, and leads somewhere or says why not."""

from __future__ import annotations

from collections.abc import Iterator, Set

from archive.folder import Kept
from archive.problems import Problem
from archive.record_keys import RecordKey
from archive.records import RegisterRecord, RetiredRecord


def check(register: Kept[RegisterRecord] | None, used: Set[str], drafts: Set[str]) -> Iterator[Problem]:
    """Problems of the register; ``used``: all sources, claims, camps, places and routes, ``drafts``: all drafts, as ``kind:identifier``."""
    if register is None:
        return
    seen: set[str] = set()
    for at, retired in enumerate(register.record.retired):
        name = retired.key
        spot = register.spot("retired", at, "identifier")
        if name in used:
            yield Problem("register.still-in-use", spot, {"identifier": name})
        if name in seen:
            yield Problem("register.twice", spot, {"identifier": name})
        seen.add(name)
        yield from _outcome(register, at, retired, used - drafts)


def _outcome(kept: Kept[RegisterRecord], at: int, retired: RetiredRecord, targets: Set[str]) -> Iterator[Problem]:
    complete = retired.withdrawn is not None and retired.reason is not None
    if (retired.renamed is not None) == complete or (retired.renamed is not None and (retired.withdrawn or retired.reason)):
        yield Problem("register.no-outcome", kept.spot("retired", at), {"identifier": retired.identifier})
    if retired.renamed is not None and str(RecordKey(retired.kind, retired.renamed)) not in targets:
        yield Problem(
            "register.unknown-target", kept.spot("retired", at, "renamed"), {"identifier": retired.renamed, "kind": retired.kind}
        )
