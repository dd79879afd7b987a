"""Dates in the words of a query, in any usual form, as EDTF."""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.accession.sentence_dates import find_dates
from archive.dates.edtf import InvalidEdtf, parse_date
from archive.text.folding import normalize_figures

# Languages in whose words a date is looked for. Days come first in an Arabic date, so that “07/05/1945” is the 7th of May.
DATE_LANGUAGES = ("ar", "en", "de")
YEAR_AND_MONTH = re.compile(
    r"(?<![\w./-])(?:(?P<year>1[89]\d\d)[-./](?P<month>\d\d?)|(?P<month_first>\d\d?)[-./](?P<year_last>1[89]\d\d))(?![\w/-])"
)


class TypedDate(NamedTuple):
    """A date: EDTF, its words, and the query without them."""

    edtf: str
    words: str
    rest: str


def find_typed_date(text: str) -> TypedDate | None:
    """Return the longest date in the words of a query, or None."""
    text = normalize_figures(text)
    dates: list[tuple[int, int, str]] = [
        (*match.span(), edtf) for match in YEAR_AND_MONTH.finditer(text) if (edtf := _write_month(match))
    ]
    # English months are typed with a small letter too.
    capitalised = re.sub(r"[^\W\d_]+", lambda word: word[0][0].upper() + word[0][1:] if word[0][0].isascii() else word[0], text)
    for language in DATE_LANGUAGES:
        dates += [(proposal.span.start, proposal.span.end, proposal.edtf) for proposal in find_dates(capitalised, language)[0]]
    if not dates:
        return None
    start, end, edtf = max(dates, key=lambda date: date[1] - date[0])
    return TypedDate(edtf, text[start:end], " ".join(f"{text[:start]} {text[end:]}".split()))


def _write_month(match: re.Match) -> str:
    year, month = match["year"] or match["year_last"], match["month"] or match["month_first"]
    edtf = f"{year}-{month:0>2}"
    try:
        parse_date(edtf)
    except InvalidEdtf:
        return ""
    return edtf
