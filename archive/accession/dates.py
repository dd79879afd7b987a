"""Dates in a sentence, proposed as EDTF in the archive’s profile; and the expressions of which none is proposed, with the reason.

Nothing is inferred from outside the words: a day without its year, a year of two figures, a day and month that cannot be told apart,
a year of another calendar and “before …” are left to the archivist. What the words say of before, after and about goes into the date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.accession.calendar import NotTold, as_edtf
from archive.accession.dategrammar import patterns
from archive.accession.stated import read
from archive.anchoring import Span
from archive.dates import NotEdtf, parse
from archive.folding import Folded, fold

# Languages whose months are written with a capital: “may” and “march” are none.
CAPITAL_MONTHS = ("en",)


class Proposal(NamedTuple):
    """A date and the words it stands on, in code points of the sentence; ``rules``: ids of what was decided, for a comment."""

    span: Span
    edtf: str
    sense: str
    rules: tuple[str, ...]


class Left(NamedTuple):
    """Words of a date that is left to the archivist, and the id of the reason; both in ``archive.accession.remarks``."""

    span: Span
    reason: str


def find_dates(sentence: str, language: str) -> tuple[list[Proposal], list[Left]]:
    """The dates of a sentence in its order, and those that are left; ``language``: a BCP 47 tag."""
    source = fold(sentence)
    proposals: list[Proposal] = []
    left: list[Left] = []
    for match in _matches(source, language):
        span = source.span(*match.span())
        try:
            proposals.append(_proposal(match, span, language))
        except NotTold as unknown:
            left.append(Left(span, unknown.reason))
    return sorted(proposals), sorted(left)


def _matches(source: Folded, language: str) -> Iterator[re.Match]:
    """Every expression, the fuller kinds first; none overlaps another."""
    taken = bytearray(len(source.text))
    for pattern in patterns(language):
        at = 0
        while match := pattern.search(source.text, at):
            start, end = match.span()
            free = not any(taken[start:end]) and not _is_verb(match, source, language)
            if free:
                taken[start:end] = b"\1" * (end - start)
                yield match
            at = end if free else start + 1


def _is_verb(match: re.Match, source: Folded, language: str) -> bool:
    """Whether what looks like a month is written small where months are not."""
    names = [name for name in ("month1", "month2") if match.groupdict().get(name)]
    return language.partition("-")[0] in CAPITAL_MONTHS and any(
        source.original[source.offsets[match.start(name)]].islower() for name in names
    )


def _proposal(match: re.Match, span: Span, language: str) -> Proposal:
    stated = read(match, language)
    edtf, rules = as_edtf(stated)
    try:
        parse(edtf)
    except NotEdtf as error:
        raise NotTold("backwards" if error.reason == "backwards" else "no-such-day") from error
    return Proposal(span, edtf, stated.sense, rules)
