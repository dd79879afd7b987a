"""A reference typed where words are searched for: the passages that it names."""

from __future__ import annotations

from archive.models import Source
from archive.text.references import InvalidReference, Reference, parse_reference

# Sources in which a reference is looked up.
MAX_SOURCES = 5


def find_referenced_passages(text: str) -> list[tuple[Source, Reference]]:
    """The sources that have passages of this reference, with it; none for what is no reference.

    Given as on paper, “3.5” or “3.5@12-40”, as an identifier (after the source’s and a colon), or as a whole permanent address.
    """
    whose, _colon, written = text.strip().rpartition("/")[2].rpartition(":")
    try:
        ref = parse_reference(written)
    except InvalidReference:
        return []
    sources = Source.objects.filter(passages__ref=ref.first).filter(passages__ref=ref.last)
    named = sources.filter(identifier=whose) if whose else sources
    return [(source, ref) for source in named.defer("text").distinct()[:MAX_SOURCES]]
