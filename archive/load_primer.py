"""The checked primer → rows."""

from __future__ import annotations

from collections.abc import Iterator

from archive import bulk
from archive.collect import ArchiveRecords
from archive.glossing import Glossary
from archive.load import Loaded, both
from archive.models import Reading, StoryLine, Term
from archive.models.primer import STANDING
from archive.primerrecords import TermRecord


def clear() -> None:
    """Takes terms and story away."""
    for model in (StoryLine.claims.through, StoryLine, Term.standing.through, Term):
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
    standing = list(_standing(primer.terms))  # all of them: while rows are copied in, the connection answers no question
    bulk.insert(Term.standing.through, ({"term_id": term, "passage_id": passage} for term, passage in standing))
    story = list(enumerate(primer.story, 1))
    bulk.insert(StoryLine, ({"id": pk, **both("heading", one.heading), **both("text", one.text)} for pk, one in story))
    pairs = ((pk, loaded.claims[claim]) for pk, one in story for claim in one.claims)
    bulk.insert(StoryLine.claims.through, ({"storyline_id": pk, "claim_id": claim} for pk, claim in pairs))


def _words(term: TermRecord) -> dict[str, str]:
    return {**both("name", term.name), **both("meaning", term.meaning)}


def _standing(terms: list[TermRecord]) -> Iterator[tuple[int, int]]:
    """The keys of each term and of the first STANDING passages in whose reading it stands, in the order of the texts."""
    keys = {one.term: pk for pk, one in enumerate(terms, 1)}
    languages = terms[0].forms.model_dump() if terms else ()
    glossaries = {language: Glossary({one.term: one.forms.model_dump()[language] for one in terms}) for language in languages}
    met: dict[str, list[int]] = {one: [] for one in keys}
    rows = Reading.objects.order_by("passage_id").values_list("passage_id", "language", "text")
    for passage, language, text in rows.iterator():
        found: set[str] = set()
        for _part in glossaries[language].mark(text, found):
            pass
        for term in sorted(found):
            if len(met[term]) < STANDING and passage not in met[term][-1:]:
                met[term].append(passage)
                yield keys[term], passage
        if all(len(passages) == STANDING for passages in met.values()):
            return
