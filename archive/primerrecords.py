"""The shape of ``primer.yaml``: what a student reads first, in the archive's own words. A file that need not be there."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from archive.recordtypes import Bilingual, Identifier, Record, Words

Few = Annotated[list[Words], Field(min_length=1)]


class Forms(Record):
    """The words, in each language, that are linked to a term where a page first uses them; as they are written, longer ones first."""

    ar: Few
    en: Few


class TermRecord(Record):
    """A word that a student may not know."""

    term: Identifier
    name: Bilingual
    forms: Forms
    meaning: Bilingual
    reference: Words | None = None


class StoryRecord(Record):
    """A sentence of the story, and the claims that it sums up; ``heading`` where a part begins."""

    heading: Bilingual | None = None
    text: Bilingual
    claims: Annotated[list[Identifier], Field(min_length=1)]


class PrimerRecord(Record):
    """``primer.yaml``."""

    terms: list[TermRecord]
    story: list[StoryRecord]

    @property
    def key(self) -> str:
        """``primer:``; there is one such file."""
        return "primer:"
