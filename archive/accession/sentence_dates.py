"""Dates in a sentence, proposed as EDTF, and the expressions for which none is proposed, with the reason.

Nothing is inferred from outside the words: a day without a year, a year of two digits, an ambiguous day and month, a year of another
calendar and “before …” are left to the archivist. “About”, “after”, “by” and “until” become part of the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.accession.date_patterns import compile_date_patterns
from archive.accession.stated_dates import DateNotStated, encode_edtf, read_stated_date
from archive.dates.edtf import InvalidEdtf, parse_date
from archive.text.anchoring import Span
from archive.text.folding import FoldedText, fold_with_offsets
from archive.text.languages import get_primary_language

# Languages that write months with a capital: “may” and “march” are not months.
CAPITAL_MONTH_LANGUAGES = ("en",)


class DateProposal(NamedTuple):
    """A date, the span of its words in code points of the sentence, and ``rules``: ids of RULE_COMMENTS."""

    span: Span
    edtf: str
    sense: str
    rules: tuple[str, ...]


class UnresolvedDate(NamedTuple):
    """The span of a date that is left to the archivist; ``reason``: an id of UNRESOLVED_REASONS."""

    span: Span
    reason: str


def find_dates(sentence: str, language: str) -> tuple[list[DateProposal], list[UnresolvedDate]]:
    """Return the proposed and the unresolved dates, each in order; ``language``: a BCP 47 tag."""
    source = fold_with_offsets(sentence)
    proposals: list[DateProposal] = []
    unresolved: list[UnresolvedDate] = []
    for match in _find_matches(source, language):
        span = source.span(*match.span())
        try:
            proposals.append(_make_proposal(match, span, language))
        except DateNotStated as error:
            unresolved.append(UnresolvedDate(span, error.reason))
    return sorted(proposals), sorted(unresolved)


def _find_matches(source: FoldedText, language: str) -> Iterator[re.Match]:
    """Yield matches without overlaps, of the most complete patterns first."""
    taken = bytearray(len(source.text))
    for pattern in compile_date_patterns(language):
        at = 0
        while match := pattern.search(source.text, at):
            start, end = match.span()
            free = not any(taken[start:end]) and not _is_verb(match, source, language)
            if free:
                taken[start:end] = b"\1" * (end - start)
                yield match
            at = end if free else start + 1


def _is_verb(match: re.Match, source: FoldedText, language: str) -> bool:
    """Return True for a month in small letters in a language that writes months with a capital."""
    names = [name for name in ("month1", "month2") if match.groupdict().get(name)]
    return get_primary_language(language) in CAPITAL_MONTH_LANGUAGES and any(
        source.original[source.offsets[match.start(name)]].islower() for name in names
    )


def _make_proposal(match: re.Match, span: Span, language: str) -> DateProposal:
    stated = read_stated_date(match, language)
    edtf, rules = encode_edtf(stated)
    try:
        parse_date(edtf)
    except InvalidEdtf as error:
        raise DateNotStated("backwards" if error.reason == "backwards" else "no-such-day") from error
    return DateProposal(span, edtf, stated.sense, rules)
