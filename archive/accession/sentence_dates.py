"""Dates in a sentence, proposed as EDTF, and the expressions for which none is proposed, with the reason.

Nothing is inferred from outside the words: a day without a year, a year of two digits, an ambiguous day and month, a year of another
calendar and “before …” are left to the archivist. “About”, “after”, “by” and “until” become part of the date.

A date that is next to words of a date which were not read, or next to a gap, is left to the archivist too: it may be half of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archive.accession.date_patterns import compile_date_patterns
from archive.accession.date_residues import compile_residue_patterns
from archive.accession.stated_dates import DateNotStated, encode_edtf, read_stated_date
from archive.dates.edtf import InvalidEdtf, parse_date
from archive.text.anchoring import Span
from archive.text.folding import FoldedText, fold_with_offsets
from archive.text.gaps import GAP_MARK
from archive.text.languages import get_primary_language

# Languages that write months with a capital: “may” and “march” are not months.
CAPITAL_MONTH_LANGUAGES = ("en",)
# Code points examined on each side of a date.
RESIDUE_LENGTH = 60
YEAR_ALONE_GROUPS = frozenset(["bare1", "worded1", "about"])
# Groups of a match that state a day: what is before it is no part of the date.
WHOLE_GROUPS = frozenset(["day1", "ordinal1", "only_day1", "only_ordinal1", "iso1", "dmy1", "roman1"])


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
    matches = list(_find_matches(source, language))
    read: list[tuple[re.Match, DateProposal]] = []
    for match in matches:
        span = source.span(*match.span())
        try:
            read.append((match, _make_proposal(match, span, language)))
        except DateNotStated as error:
            unresolved.append(UnresolvedDate(span, error.reason))
    for match, proposal in read:
        try:
            _check_surroundings(match, source, language, [other for other in matches if other is not match])
            _check_year_alone(match, source, language, [other for other, _proposal in read if other is not match])
            proposals.append(proposal)
        except DateNotStated as error:
            unresolved.append(UnresolvedDate(proposal.span, error.reason))
    return sorted(proposals), sorted(unresolved)


def _check_surroundings(match: re.Match, source: FoldedText, language: str, others: list[re.Match]) -> None:
    """Raise DateNotStated if a gap, or words of a date that belong to no other match, are next to the match.

    What follows “to” must belong to a date that has its year.
    """
    text, (start, end) = source.text, match.span()
    groups = {name for name, value in match.groupdict().items() if value}
    has_day = bool(groups & WHOLE_GROUPS)
    if text.startswith(GAP_MARK[0], end) or text[:start].endswith(GAP_MARK[-1]):
        raise DateNotStated("gap")
    if not has_day and text[:start].rstrip(" ,.").endswith(GAP_MARK[-1]):
        raise DateNotStated("gap")
    patterns, from_ = compile_residue_patterns(get_primary_language(language)), max(0, start - RESIDUE_LENGTH)
    if patterns.counted.search(text, from_, _find_first_part(match)):
        raise DateNotStated("counted")
    surroundings = [(patterns.before.search(text, from_, start)), patterns.after.match(text, end, end + RESIDUE_LENGTH)]
    for residue in filter(None, surroundings):
        readers = [other for other in _list_readers(residue, others) if not {"yearless", "short"} & other.groupdict().keys()]
        if not readers and not _is_small_month(residue, source, language):
            raise DateNotStated("half-read")


def _find_first_part(match: re.Match) -> int:
    """Return where a match’s day, month or year begins, after words such as “since”."""
    starts = (match.start(name) for name, value in match.groupdict().items() if value and name not in ("after", "sided", "about"))
    return min(starts, default=match.start())


def _check_year_alone(match: re.Match, source: FoldedText, language: str, others: list[re.Match]) -> None:
    """Raise DateNotStated if a year alone may be that of a day or month that was not read; ``others``: the dates that were read."""
    if not {name for name, value in match.groupdict().items() if value} <= YEAR_ALONE_GROUPS:
        return
    patterns, (start, end) = compile_residue_patterns(get_primary_language(language)), match.span()
    before = (pattern.search(source.text, max(0, start - RESIDUE_LENGTH), start) for pattern in patterns.before_year)
    after = patterns.after_year.match(source.text, end)
    residues = [residue for residue in before if residue and not _list_readers(residue, others)]
    if any(not _is_small_month(residue, source, language) for residue in filter(None, [*residues, after])):
        raise DateNotStated("half-read")


def _list_readers(residue: re.Match, others: list[re.Match]) -> list[re.Match]:
    """Return the matches that share characters with the words of a date."""
    first, last = residue.span("residue")
    return [other for other in others if other.start() < last and first < other.end()]


def _is_small_month(residue: re.Match, source: FoldedText, language: str) -> bool:
    """Return True for the name of a month in small letters in a language that writes months with a capital."""
    if get_primary_language(language) not in CAPITAL_MONTH_LANGUAGES or not residue.groupdict().get("month"):
        return False
    return source.original[source.offsets[residue.start("month")]].islower()


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
