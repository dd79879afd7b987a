"""Dates in a sentence, proposed as EDTF in the archive’s profile; and the expressions of which none is proposed, with the reason.

Nothing is inferred from outside the words: a day without its year, a year of two figures, a day and month that cannot be told apart,
a year of another calendar and “before …” are left to the archivist. What the words say of before, after and about goes into the date.
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

# Languages whose months are written with a capital: “may” and “march” are none.
CAPITAL_MONTH_LANGUAGES = ("en",)


class DateProposal(NamedTuple):
    """A date and the words it stands on, in code points of the sentence; ``rules``: ids of what was decided, for a comment."""

    span: Span
    edtf: str
    sense: str
    rules: tuple[str, ...]


class UnresolvedDate(NamedTuple):
    """Words of a date that is left to the archivist, and the id of the reason; both in ``archive.accession.draft_yaml``."""

    span: Span
    reason: str


def find_dates(sentence: str, language: str) -> tuple[list[DateProposal], list[UnresolvedDate]]:
    """The dates of a sentence in its order, and those that are left; ``language``: a BCP 47 tag."""
    source = fold_with_offsets(sentence)
    proposals: list[DateProposal] = []
    left: list[UnresolvedDate] = []
    for match in _find_matches(source, language):
        span = source.span(*match.span())
        try:
            proposals.append(_make_proposal(match, span, language))
        except DateNotStated as unknown:
            left.append(UnresolvedDate(span, unknown.reason))
    return sorted(proposals), sorted(left)


def _find_matches(source: FoldedText, language: str) -> Iterator[re.Match]:
    """Every expression, the fuller kinds first; none overlaps another."""
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
    """Whether what looks like a month is written small where months are not."""
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
