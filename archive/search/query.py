"""What a reader typed, taken apart. Any text is a query or is refused with a reason; none fails.

``word other`` both; ``"some words"`` as they stand; ``-word`` without it; ``beg*`` words that begin so; ``camp:``, ``place:``, ``route:``,
``source:``, ``date:`` and ``kind:`` filters, by their English or their Arabic names. What is joined by other signs (``Gross-Rosen``) is
words one after another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive.search.words import Word, split_words

# Code points of a query, words of it, letters before an asterisk.
MAX_QUERY_LENGTH, MAX_QUERY_WORDS, MIN_PREFIX_LENGTH = 400, 32, 2
FILTER_NAMES = {
    "camp": "camp",
    "place": "place",
    "route": "route",
    "source": "source",
    "date": "date",
    "kind": "kind",
    "معسكر": "camp",
    "موضع": "place",
    "مسار": "route",
    "مصدر": "source",
    "تاريخ": "date",
    "نوع": "kind",
}
QUOTATION_MARKS = '"“”„«»″'
QUOTED_PATTERN = rf"[{QUOTATION_MARKS}](?P<quoted>[^{QUOTATION_MARKS}]*)[{QUOTATION_MARKS}]?"
# A telephone begins a line with a capital letter, and puts a space after a colon.
FILTER_PATTERN = rf"(?P<name>(?ai:{'|'.join(FILTER_NAMES)})):\s*"
QUERY_PIECE = re.compile(
    rf"(?P<minus>[-−–](?=[^\s-]))?(?:{FILTER_PATTERN}(?:[{QUOTATION_MARKS}](?P<within>[^{QUOTATION_MARKS}]*)[{QUOTATION_MARKS}]?|(?P<value>\S*))|{QUOTED_PATTERN}|(?P<plain>[^\s{QUOTATION_MARKS}]+))"
)
OPEN_FILTER = re.compile(rf"(?:^|\s){FILTER_PATTERN}[{QUOTATION_MARKS}]?(?P<value>[^{QUOTATION_MARKS}]*)$")


class QueryError(ValueError):
    """A query that cannot be asked. ``reason``: a key of ``labels.REFUSED``, or the name of a filter; ``value``: what is meant."""

    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.reason, self.value = reason, value


@dataclass(frozen=True)
class Term:
    """Words asked for together. ``how``: word (one, or several joined by a sign), phrase or prefix (of the last); ``typed``: as typed."""

    typed: str
    words: tuple[Word, ...]
    kind: str = "word"


@dataclass(frozen=True)
class Query:
    """``text``: as typed; ``filters``: name and value, as typed; ``exact``: only as it is spelt."""

    text: str
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    exact: bool = False
    text_without_filters: str = field(default="", compare=False)

    def __bool__(self) -> bool:
        return bool(self.terms or self.excluded or self.filters)


def parse_query(text: str, *, exact: bool = False) -> Query:
    """The query; Refused if it cannot be asked. ``rest`` of it is what was typed without filters."""
    if len(text) > MAX_QUERY_LENGTH:
        raise QueryError("too-long", str(len(text)))
    if "\0" in text or any("\ud800" <= one <= "\udfff" for one in text) or "\ufffd" in text:
        raise QueryError("bytes")
    terms: list[Term] = []
    without: list[Term] = []
    filters: list[tuple[str, str]] = []
    rest: list[str] = []
    for piece in QUERY_PIECE.finditer(text):
        if piece["name"]:
            if piece["minus"]:
                raise QueryError("minus", piece[0])
            filters.append((FILTER_NAMES[piece["name"].lower()], (piece["within"] or piece["value"] or "").strip()))
            continue
        rest.append(piece[0])
        if term := _parse_term(piece):
            (without if piece["minus"] else terms).append(term)
    if sum(len(term.words) for term in (*terms, *without)) > MAX_QUERY_WORDS:
        raise QueryError("too-many", str(MAX_QUERY_WORDS))
    return Query(text, tuple(terms), tuple(without), tuple(filters), exact, " ".join(rest))


def _parse_term(piece: re.Match) -> Term | None:
    """None for what has no word in it."""
    typed = (piece["quoted"] if piece["quoted"] is not None else piece[0].removeprefix(piece["minus"] or "")).strip()
    found = tuple(split_words(typed))
    if not found:
        return None
    if piece["quoted"] is not None:
        return Term(typed, found, "phrase")
    if "*" in typed.rstrip("*"):
        raise QueryError("asterisk", typed)
    if typed.endswith("*"):
        if len(found[-1].folded) < MIN_PREFIX_LENGTH:
            raise QueryError("prefix", typed)
        return Term(typed, found, "prefix")
    return Term(typed, found)


def find_open_filter(typed: str) -> tuple[str, int] | None:
    """The filter that the end of what was typed belongs to, and where its value begins; None if it belongs to none."""
    begun = OPEN_FILTER.search(typed)
    return (FILTER_NAMES[begun["name"].lower()], begun.start("value")) if begun else None


def remove_quotes(query: Query) -> str:
    """The words of a query without the quotation marks that keep them together; empty if it has none such."""
    if not any(len(term.words) > 1 for term in query.terms if term.kind == "phrase"):
        return ""
    wanted = [word.span.of(term.typed) for term in query.terms for word in term.words]
    return " ".join([*wanted, *(f'-"{term.typed}"' for term in query.excluded)])
