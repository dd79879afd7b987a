"""The checked primer → rows."""

from __future__ import annotations

from archive import bulk
from archive.collect import ArchiveRecords
from archive.load import Loaded, both
from archive.models import StoryLine, Term
from archive.primerrecords import TermRecord


def clear() -> None:
    """Takes terms and story away."""
    for model in (StoryLine.claims.through, StoryLine, Term):
        bulk.clear(model)


def load(records: ArchiveRecords, loaded: Loaded) -> None:
    """Terms and story in the order of the file; the claims must have been loaded. Nothing if there is no primer."""
    if records.primer is None:
        return
    primer = records.primer.record
    terms = (
        {"id": pk, "identifier": one.term, "forms": one.forms.model_dump(), "reference": one.reference or "", **_words(one)}
        for pk, one in enumerate(primer.terms, 1)
    )
    bulk.insert(Term, terms)
    story = list(enumerate(primer.story, 1))
    bulk.insert(StoryLine, ({"id": pk, **both("heading", one.heading), **both("text", one.text)} for pk, one in story))
    pairs = ((pk, loaded.claims[claim]) for pk, one in story for claim in one.claims)
    bulk.insert(StoryLine.claims.through, ({"storyline_id": pk, "claim_id": claim} for pk, claim in pairs))


def _words(term: TermRecord) -> dict[str, str]:
    return {**both("name", term.name), **both("meaning", term.meaning)}
