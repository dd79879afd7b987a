"""What scholarship says beside the sources: entries of the glossary that name sentences, pages or questions with which they are shown."""

from __future__ import annotations

from collections.abc import Iterable

from archive.addresses import PassageKey
from archive.edition_cache import cached_per_edition
from archive.models import Passage, Term


@cached_per_edition
def load_scholarship() -> list[Term]:
    """Return the entries that are shown elsewhere than in the glossary, in its order. One query."""
    terms = Term.objects.exclude(beside=[], shown_on=[], questions=[])
    return list(terms)


def list_for_page(page: str) -> list[Term]:
    """Return the entries that a page shows."""
    return [term for term in load_scholarship() if page in term.shown_on]


def list_for_passages(passages: Iterable[Passage]) -> list[Term]:
    """Return the entries that are shown with any of some sentences, which need their sources."""
    keys = {str(PassageKey(passage.source.identifier, passage.ref)) for passage in passages}
    return [term for term in load_scholarship() if keys & set(term.beside)]


def group_by_question() -> dict[str, list[Term]]:
    """Return the entries that say more on questions, by the identifiers of these."""
    groups: dict[str, list[Term]] = {}
    for term in load_scholarship():
        for question in term.questions:
            groups.setdefault(question, []).append(term)
    return groups
