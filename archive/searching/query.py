"""What a reader typed, taken apart. Any text is a query or is refused with a reason; none fails.

``word other`` both; ``"some words"`` as they stand; ``-word`` without it; ``beg*`` words that begin so; ``camp:``, ``place:``, ``route:``,
``source:``, ``date:`` and ``kind:`` filters, by their English or their Arabic names. What is joined by other signs (``Gross-Rosen``) is
words one after another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from archive.searching.tokens import Word, words

# Code points of a query, words of it, letters before an asterisk.
LONGEST, MOST_WORDS, LEAST_PREFIX = 400, 32, 2
FILTERS = {
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
QUOTES = '"“”„«»″'
QUOTED = rf"[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}]?"
# A telephone begins a line with a capital letter, and puts a space after a colon.
FILTER = rf"(?P<name>(?ai:{'|'.join(FILTERS)})):\s*"
PIECE = re.compile(
    rf"(?P<minus>[-−–](?=[^\s-]))?(?:{FILTER}(?:[{QUOTES}](?P<within>[^{QUOTES}]*)[{QUOTES}]?|(?P<value>\S*))|{QUOTED}|(?P<plain>[^\s{QUOTES}]+))"
)
BEGUN = re.compile(rf"(?:^|\s){FILTER}[{QUOTES}]?(?P<value>[^{QUOTES}]*)$")


class Refused(ValueError):
    """A query that cannot be asked. ``reason``: a key of ``labels.REFUSED``, or the name of a filter; ``value``: what is meant."""

    def __init__(self, reason: str, value: str = "") -> None:
        super().__init__(reason)
        self.reason, self.value = reason, value


@dataclass(frozen=True)
class Term:
    """Words asked for together. ``how``: word (one, or several joined by a sign), phrase or prefix (of the last); ``typed``: as typed."""

    typed: str
    words: tuple[Word, ...]
    how: str = "word"


@dataclass(frozen=True)
class Query:
    """``text``: as typed; ``filters``: name and value, as typed; ``exact``: only as it is spelt."""

    text: str
    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    exact: bool = False
    rest: str = field(default="", compare=False)

    def __bool__(self) -> bool:
        return bool(self.terms or self.without or self.filters)


def parse(text: str, *, exact: bool = False) -> Query:
    """The query; Refused if it cannot be asked. ``rest`` of it is what was typed without filters."""
    if len(text) > LONGEST:
        raise Refused("too-long", str(len(text)))
    if "\0" in text or any("\ud800" <= one <= "\udfff" for one in text) or "\ufffd" in text:
        raise Refused("bytes")
    terms: list[Term] = []
    without: list[Term] = []
    filters: list[tuple[str, str]] = []
    rest: list[str] = []
    for piece in PIECE.finditer(text):
        if piece["name"]:
            if piece["minus"]:
                raise Refused("minus", piece[0])
            filters.append((FILTERS[piece["name"].lower()], (piece["within"] or piece["value"] or "").strip()))
            continue
        rest.append(piece[0])
        if term := _term(piece):
            (without if piece["minus"] else terms).append(term)
    if sum(len(term.words) for term in (*terms, *without)) > MOST_WORDS:
        raise Refused("too-many", str(MOST_WORDS))
    return Query(text, tuple(terms), tuple(without), tuple(filters), exact, " ".join(rest))


def _term(piece: re.Match) -> Term | None:
    """None for what has no word in it."""
    typed = (piece["quoted"] if piece["quoted"] is not None else piece[0].removeprefix(piece["minus"] or "")).strip()
    found = tuple(words(typed))
    if not found:
        return None
    if piece["quoted"] is not None:
        return Term(typed, found, "phrase")
    if "*" in typed.rstrip("*"):
        raise Refused("asterisk", typed)
    if typed.endswith("*"):
        if len(found[-1].folded) < LEAST_PREFIX:
            raise Refused("prefix", typed)
        return Term(typed, found, "prefix")
    return Term(typed, found)


def filter_begun(typed: str) -> tuple[str, int] | None:
    """The filter that the end of what was typed belongs to, and where its value begins; None if it belongs to none."""
    begun = BEGUN.search(typed)
    return (FILTERS[begun["name"].lower()], begun.start("value")) if begun else None


def unquoted(query: Query) -> str:
    """The words of a query without the quotation marks that keep them together; empty if it has none such."""
    if not any(len(term.words) > 1 for term in query.terms if term.how == "phrase"):
        return ""
    wanted = [word.span.of(term.typed) for term in query.terms for word in term.words]
    return " ".join([*wanted, *(f'-"{term.typed}"' for term in query.without)])
