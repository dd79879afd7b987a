"""Whether the primer's terms are each one, and its story rests on claims that are there. Pure: no database."""

from __future__ import annotations

from collections.abc import Iterator, Set

from archive.checks import check_known, check_once
from archive.collect import ArchiveRecords
from archive.labels import LANGUAGES
from archive.problems import Problem
from archive.record_keys import RecordKey


def check(records: ArchiveRecords, drafts: Set[str]) -> Iterator[Problem]:
    """Every problem of the primer; none if there is no primer. ``drafts``: as ``kind:identifier``."""
    kept = records.primer
    if kept is None:
        return
    terms = list(enumerate(kept.record.terms))
    yield from check_once(kept, ((one.term, one.term, ("terms", at, "term")) for at, one in terms))
    for language in LANGUAGES:
        forms = (
            (form, form, ("terms", at, "forms", language, n))
            for at, one in terms
            for n, form in enumerate(getattr(one.forms, language))
        )
        yield from check_once(kept, forms)
    known = records.claim_names
    for at, line in enumerate(kept.record.story):
        for n, claim in enumerate(line.claims):
            path = ("story", at, "claims", n)
            yield from check_known("claim.unknown", claim, known, kept, *path)
            if str(RecordKey("claim", claim)) in drafts:
                yield Problem("draft.rested-on", kept.spot(*path), {"identifier": str(RecordKey("claim", claim))})
