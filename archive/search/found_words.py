"""The words of a search on the page that a hit leads to: the query in the page's address, and its matches in a text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from archive.search.matching import TermMatch, find_matches
from archive.search.query import Query, QueryError, Term, parse_query
from archive.search.query_reading import QueryReading, read_query

# Parameters of the pages that mark words: the query, and “on” for exact spelling. Without them a page is the same, but for the marks.
FOUND_PARAMETERS = ("found", "exact")
# Bytes of the query string in links: less than pages accept.
MAX_FOUND_LENGTH = 1_500


@dataclass(frozen=True)
class FoundWords:
    """A query with what its terms are read as. Words of which questions are made are not marked."""

    query: Query
    reading: QueryReading

    @property
    def text(self) -> str:
        """Return the query as typed."""
        return self.query.text

    @cached_property
    def terms(self) -> list[Term]:
        """Return the terms that are marked."""
        return [term for term, role in zip(self.query.terms, self.reading.roles, strict=True) if role != "function"]

    def find_matches(self, text: str) -> list[TermMatch]:
        """Return the matches in a text, in order and without overlaps."""
        query, reading = self.query, self.reading
        return find_matches(text, self.terms, reading.places, exact=query.exact, related=reading.related, synonyms=reading.synonyms)

    def has_all(self, text: str) -> bool:
        """Return true if a text has all terms that are marked."""
        matched = {match.term for match in self.find_matches(text)}
        return bool(self.terms) and all(term.typed in matched for term in self.terms)


def read_found_words(parameters: Mapping[str, str]) -> FoundWords | None:
    """Return the words that the parameters of an address name; None if there are none or the query is refused."""
    text, exact = (parameters.get(name, "").strip() for name in FOUND_PARAMETERS)
    if not text:
        return None
    try:
        query = parse_query(text, exact=exact == "on")
    except QueryError:
        return None
    return FoundWords(query, read_query(query)) if query.terms else None


def build_found_query(query: Query) -> str:
    """Return the query string by which a page marks the words of a query; empty for one without words, or too long."""
    if not query.terms:
        return ""
    values = (query.text_without_filters.strip(), "on" if query.exact else "")
    encoded = urlencode([(name, value) for name, value in zip(FOUND_PARAMETERS, values, strict=True) if value])
    return encoded if len(encoded) <= MAX_FOUND_LENGTH else ""
