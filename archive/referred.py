"""A reference typed where words are searched for: the passages that it names."""

from __future__ import annotations

from archive.models import Source
from archive.refs import BadRef, Ref, parse

# Sources in which a reference is looked up.
MOST = 5


def referred(text: str) -> list[tuple[Source, Ref]]:
    """The sources that have passages of this reference, with it; none for what is no reference.

    Given as on paper, “3.5” or “3.5@12-40”, as an identifier (after the source’s and a colon), or as a whole permanent address.
    """
    whose, _colon, written = text.strip().rpartition("/")[2].rpartition(":")
    try:
        ref = parse(written)
    except BadRef:
        return []
    sources = Source.objects.filter(passages__ref=ref.first).filter(passages__ref=ref.last)
    named = sources.filter(identifier=whose) if whose else sources
    return [(source, ref) for source in named.defer("text").distinct()[:MOST]]
