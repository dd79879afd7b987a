"""Whether a quotation is words of the archive’s own claims: they read better than some sources, and are copied in their stead."""

from __future__ import annotations

from archive.labels import OTHER
from archive.models import Claim
from archive.quotationcheck import Answer
from archive.quotations.words import words
from archive.search import Filters, find
from archive.searching.query import LONGEST, MOST_WORDS, Refused, parse

# Words of a quotation, at least: fewer are anybody’s. Claims that are told, at most.
LEAST, TOLD = 4, 5


def claimed(answer: Answer) -> list[Claim]:
    """The claims in whose statement, in either language, the quotation stands word for word; none if it stands in a source or a reading."""
    looked_for = answer.form.text
    wanted = [word.folded for word in words(looked_for)]
    if answer.verdict in ("exact", "spelling") or not LEAST <= len(wanted) <= MOST_WORDS or len(looked_for) > LONGEST:
        return []
    try:
        found = find(parse(f'"{" ".join(wanted)}"'), Filters())
    except Refused:
        return []
    keys = [one.record for one in found.documents if one.kind == "claim" and one.record is not None][:TOLD]
    claims = Claim.objects.filter(pk__in=keys).with_evidence() if keys else ()
    return [one for one in claims if any(_stand(wanted, getattr(one, f"statement_{code}")) for code in OTHER)]


def _stand(wanted: list[str], statement: str) -> bool:
    there = [word.folded for word in words(statement)]
    return any(there[at : at + len(wanted)] == wanted for at in range(len(there) - len(wanted) + 1))
