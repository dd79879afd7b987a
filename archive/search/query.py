"""Queries as typed, parsed: any text is a query or is refused with a reason.

``word other`` both; ``"some words"`` as a phrase; ``-word`` without it; ``beg*`` words that begin so; ``camp:``, ``place:``, ``route:``,
``source:``, ``date:`` and ``kind:`` filters, by their English or their Arabic names. Words joined by other signs (``Gross-Rosen``) are
a phrase.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from archive.search.words import Word, split_words

# Code points of a query, words of it, letters before an asterisk.
MAX_QUERY_LENGTH, MAX_QUERY_WORDS, MIN_PREFIX_LENGTH = 400, 32, 2
FILTERS = ("camp", "place", "route", "source", "date", "kind")
FILTER_NAMES = dict(zip((*FILTERS, "معسكر", "موضع", "مسار", "مصدر", "تاريخ", "نوع"), FILTERS * 2, strict=True))
QUOTATION_MARKS = '"“”„«»″'
# A phone begins a line with a capital letter, and puts a space after a colon.
FILTER_PATTERN = rf"(?P<name>(?ai:{'|'.join(FILTER_NAMES)})):\s*"
QUOTED_PATTERN = rf"[{QUOTATION_MARKS}](?P<{{}}>[^{QUOTATION_MARKS}]*)[{QUOTATION_MARKS}]?"
# Operators of other search engines: between words, and on a word.
WORD_OPERATOR = re.compile(r"(?:OR|AND|NOT|NEAR(?:/\d+)?|\|\|?|&&?)\Z")
TERM_OPERATOR = re.compile(
    r"[~^]\d*(?:\.\d+)?$|(?<=\w)\?(?=\w)|^\+(?=\w)"
    r"|^(?:site|inurl|filetype|(?:all)?in(?:title|text)|title|author|subject|year|lang|language|before|after):(?=\w)",
    re.IGNORECASE,
)
POSSESSIVE = re.compile(r"(?<=\w)['’ʼ]s$", re.IGNORECASE)
QUERY_PIECE = re.compile(
    rf"(?P<minus>[-−–](?=[^\s-]))?"
    rf"(?:{FILTER_PATTERN}(?:{QUOTED_PATTERN.format('quoted_value')}|(?P<value>\S*))"
    rf"|{QUOTED_PATTERN.format('quoted')}|(?P<plain>[^\s{QUOTATION_MARKS}]+))"
)
OPEN_FILTER = re.compile(rf"(?:^|\s){FILTER_PATTERN}[{QUOTATION_MARKS}]?(?P<value>[^{QUOTATION_MARKS}]*)$")


class QueryError(ValueError):
    """A refused query, with the reason (a key of ``QUERY_ERRORS``, or the name of a filter) and the value that it concerns.

    ``suggestion``: what may be written in place of the value.
    """

    def __init__(self, reason: str, value: str = "", suggestion: str = "") -> None:
        super().__init__(reason)
        self.reason, self.value, self.suggestion = reason, value, suggestion


@dataclass(frozen=True)
class Term:
    """Words that are searched for together, as typed and folded.

    ``kind`` is word (one, or several joined by a sign), phrase, or prefix (the last word is the beginning of words).
    """

    typed: str
    words: tuple[Word, ...]
    kind: str = "word"


@dataclass(frozen=True)
class Query:
    """A parsed query; ``filters`` are names and values as typed, ``exact`` wants words only as they are spelt.

    ``unsupported``: operators of other search engines that were left out, as typed.
    """

    text: str
    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    exact: bool = False
    text_without_filters: str = field(default="", compare=False)
    unsupported: tuple[str, ...] = field(default=(), compare=False)

    def __bool__(self) -> bool:
        return bool(self.terms or self.excluded or self.filters)


def parse_query(text: str, *, exact: bool = False) -> Query:
    """Parse a query; raise ``QueryError`` if it cannot be answered."""
    if len(text) > MAX_QUERY_LENGTH:
        raise QueryError("too-long", str(len(text)))
    if re.search("[\0\ud800-\udfff\ufffd]", text):
        raise QueryError("bytes")
    terms: list[Term] = []
    excluded: list[Term] = []
    filters: list[tuple[str, str]] = []
    text_pieces: list[str] = []
    unsupported: list[str] = []
    for piece in QUERY_PIECE.finditer(text):
        if piece["name"]:
            if piece["minus"]:
                raise QueryError("minus", piece[0])
            filters.append((FILTER_NAMES[piece["name"].lower()], (piece["quoted_value"] or piece["value"] or "").strip()))
            continue
        text_pieces.append(piece[0])
        if piece["plain"]:
            is_operator = WORD_OPERATOR.match(piece["plain"])
            unsupported += [piece["plain"]] if is_operator else TERM_OPERATOR.findall(piece["plain"])
            if is_operator:
                continue
        if term := _parse_term(piece):
            (excluded if piece["minus"] else terms).append(term)
    if sum(len(term.words) for term in (*terms, *excluded)) > MAX_QUERY_WORDS:
        raise QueryError("too-many", str(MAX_QUERY_WORDS))
    return Query(
        text, tuple(terms), tuple(excluded), tuple(filters), exact, " ".join(text_pieces), tuple(dict.fromkeys(unsupported))
    )


def _parse_term(piece: re.Match) -> Term | None:
    """Return the term of a piece; None if it has no word."""
    is_phrase = piece["plain"] is None
    typed = piece["quoted"].strip() if is_phrase else TERM_OPERATOR.sub("", piece["plain"])
    words = tuple(split_words(typed if is_phrase else POSSESSIVE.sub("", typed)))
    if not words:
        return None
    if is_phrase:
        return Term(typed, words, "phrase")
    if "*" in typed.rstrip("*"):
        raise QueryError("asterisk", typed)
    if typed.endswith("*"):
        if len(words[-1].folded) < MIN_PREFIX_LENGTH:
            raise QueryError("prefix", typed)
        return Term(typed, words, "prefix")
    return Term(typed, words)


def find_open_filter(typed: str) -> tuple[str, int] | None:
    """Return the filter that the end of an unfinished query belongs to, and where its value begins in code points; or None."""
    match = OPEN_FILTER.search(typed)
    return (FILTER_NAMES[match["name"].lower()], match.start("value")) if match else None


def remove_quotes(query: Query) -> str:
    """Return the query with its phrases as single words and without filters; empty if it has no phrase of several words."""
    if not any(len(term.words) > 1 for term in query.terms if term.kind == "phrase"):
        return ""
    words = [word.span.of(term.typed) for term in query.terms for word in term.words]
    return " ".join([*words, *(f'-"{term.typed}"' for term in query.excluded)])


def divide_joined_terms(query: Query) -> Query:
    """Return the query with words joined by other signs, such as hyphens, as single words."""
    terms: list[Term] = []
    for term in query.terms:
        if term.kind == "word" and len(term.words) > 1:
            spellings = [word.span.of(term.typed) for word in term.words]
            terms += [Term(spelling, tuple(split_words(spelling))) for spelling in spellings]
        else:
            terms.append(term)
    return replace(query, terms=tuple(terms))
