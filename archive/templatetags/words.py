"""Tags that hold the promise: a fact is shown with the link to its words, verbatim text without one character more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from django import template
from django.db.models import Model
from django.utils.translation import get_language

from archive.dates import words
from archive.dates.edtf import parse_date
from archive.models import Claim
from archive.sources import coverage
from archive.text.span_coverage import TotalCoverage
from archive.vocabulary import (
    ABOUT_PAGES,
    CITATION_STYLE_LABELS,
    COMPARISON_LABELS,
    CONFIDENCE_LABELS,
    DIRECTION_LABELS,
    LANGUAGE_NAMES,
    MATTER_LABELS,
    MEANS_LABELS,
    OTHER_LANGUAGE,
    ROUTE_PART_LABELS,
    SEARCH_KIND_LABELS,
    STATUS_LABELS,
    STATUS_MEANINGS,
)

register = template.Library()


# Filters that give what is meant by a key in words of the active language.
WORD_FILTERS = {
    "status_name": STATUS_LABELS,
    "status_meaning": STATUS_MEANINGS,
    "direction_name": DIRECTION_LABELS,
    "means_name": MEANS_LABELS,
    "confidence_name": CONFIDENCE_LABELS,
    "route_part_name": ROUTE_PART_LABELS,
    "comparison_verdict_name": COMPARISON_LABELS,
    "about_title": ABOUT_PAGES,
    "style_name": CITATION_STYLE_LABELS,
    "result_kind_name": SEARCH_KIND_LABELS,
}


def _make_word_filter(table: Mapping[str, object]) -> Callable[[str], str]:
    def word(key: str) -> str:
        return str(table[key])

    return word


for name, table in WORD_FILTERS.items():
    register.filter(name, _make_word_filter(table))


@register.filter
def claim_date(claim: Claim) -> str:
    """The claim's date in words: the source's own words, translated, or else the EDTF date."""
    return claim.date_words or claim_edtf_words(claim)


@register.filter
def claim_edtf_words(claim: Claim) -> str:
    """The claim's EDTF date in words, with the sense in which it is meant."""
    return words.describe_date(parse_date(claim.edtf), claim.sense or None, get_language())


@register.filter
def edtf_words(edtf: str) -> str:
    """An EDTF date in words."""
    return words.describe_date(parse_date(edtf), None, get_language())


@register.filter
def rights_code(address: str) -> str:
    """A statement of rights by the end of its address: CNE/1.0."""
    return "/".join(address.rstrip("/").split("/")[-2:])


@register.filter
def day_in_words(value: date) -> str:
    """A day in words: 7 May 1945, «7 مايو (أيار) 1945»."""
    return words.describe_day(value, get_language())


@register.filter
def language_name(code: str) -> str:
    """A language by its name in the active language."""
    if code in LANGUAGE_NAMES:
        return str(LANGUAGE_NAMES[code])
    known = _find_locale(code)
    return (known and known.get_display_name(get_language())) or code


@register.filter
def text_direction(language: str) -> str:
    """The direction that a language is written in."""
    known = _find_locale(language)
    return known.text_direction if known else "ltr"


@cache
def _find_locale(language: str) -> Locale | None:
    """What CLDR knows of a language (BCP 47), or None."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@register.filter
def coverage_total(total: TotalCoverage) -> str:
    """On how many sentences and what share of their letters the claims rest."""
    return coverage.describe_total(total)


@register.filter
def coverage_part(covered: int, whole: int) -> str:
    """“112 of 118”, letters or characters."""
    return coverage.describe_part(covered, whole)


@register.filter
def in_other_language(row: Model, field: str) -> str:
    """A translated field in the other language of the archive."""
    return getattr(row, f"{field}_{OTHER_LANGUAGE[get_language()]}")


def _join_series(words: Sequence[str]) -> str:
    comma, last = (" و", " و") if get_language() == "ar" else (", ", " and ")
    return last.join(filter(None, [comma.join(words[:-1]), words[-1]]))


@register.filter
def matter_names(names: Iterable[str]) -> str:
    """What claims differ on, in words that follow “on”."""
    return _join_series([str(MATTER_LABELS[name]) for name in names])
