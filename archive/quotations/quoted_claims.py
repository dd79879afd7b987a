"""Whether a quotation is words of the archive’s own claims: they read better than some sources, and are copied in their stead."""

from __future__ import annotations

from archive.models import Claim
from archive.quotations.check import QuotationResult
from archive.quotations.tokens import tokenize_text
from archive.search.find import SearchFilters, find_documents
from archive.search.query import MAX_QUERY_LENGTH, MAX_QUERY_WORDS, QueryError, parse_query
from archive.vocabulary import LANGUAGES

# Words of a quotation, at least: fewer are anybody’s. Claims that are told, at most.
MIN_WORDS, MAX_CLAIMS = 4, 5


def find_quoted_claims(answer: QuotationResult) -> list[Claim]:
    """The claims in whose statement, in either language, the quotation stands word for word; none if it stands in a source or a reading."""
    looked_for = answer.normalized.text
    wanted = [word.folded for word in tokenize_text(looked_for)]
    if (
        answer.verdict in ("exact", "spelling")
        or not MIN_WORDS <= len(wanted) <= MAX_QUERY_WORDS
        or len(looked_for) > MAX_QUERY_LENGTH
    ):
        return []
    try:
        found = find_documents(parse_query(f'"{" ".join(wanted)}"'), SearchFilters())
    except QueryError:
        return []
    keys = [one.record for one in found.documents if one.kind == "claim" and one.record is not None][:MAX_CLAIMS]
    claims = Claim.objects.filter(pk__in=keys).with_evidence() if keys else ()
    return [one for one in claims if any(_contains_words(wanted, getattr(one, f"statement_{code}")) for code in LANGUAGES)]


def _contains_words(wanted: list[str], statement: str) -> bool:
    there = [word.folded for word in tokenize_text(statement)]
    return any(there[at : at + len(wanted)] == wanted for at in range(len(there) - len(wanted) + 1))
