"""Filters that write codes, dates, languages and numbers in words of the active language."""

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
    NAME_USAGE_LABELS,
    OTHER_LANGUAGE,
    PLACE_KIND_LABELS,
    ROUTE_PART_LABELS,
    SEARCH_KIND_LABELS,
    STATUS_LABELS,
    STATUS_MEANINGS,
)

register = template.Library()

# Filters that write a code in words of the active language, each with its table.
WORD_FILTERS = {
    "status_name": STATUS_LABELS,
    "status_meaning": STATUS_MEANINGS,
    "direction_name": DIRECTION_LABELS,
    "means_name": MEANS_LABELS,
    "confidence_name": CONFIDENCE_LABELS,
    "place_kind_name": PLACE_KIND_LABELS,
    "name_usage": NAME_USAGE_LABELS,
    "route_part_name": ROUTE_PART_LABELS,
    "comparison_verdict_name": COMPARISON_LABELS,
    "about_title": ABOUT_PAGES,
    "style_name": CITATION_STYLE_LABELS,
    "result_kind_name": SEARCH_KIND_LABELS,
}


def _make_word_filter(table: Mapping[str, object]) -> Callable[[str], str]:
    return lambda code: str(table[code])


for name, table in WORD_FILTERS.items():
    register.filter(name, _make_word_filter(table))


@register.filter
def claim_date(claim: Claim) -> str:
    """Return the claim's date in words: the source's own words, translated, or else the EDTF date."""
    return claim.date_words or claim_edtf_words(claim)


@register.filter
def claim_edtf_words(claim: Claim) -> str:
    """Return the claim's EDTF date in words, with the sense in which it is meant."""
    return words.describe_date(parse_date(claim.edtf), claim.sense or None, get_language())


@register.filter
def edtf_words(edtf: str) -> str:
    """Return an EDTF date in words."""
    return words.describe_date(parse_date(edtf), None, get_language())


@register.filter
def rights_code(address: str) -> str:
    """Return the end of the address of a rights statement: CNE/1.0."""
    return "/".join(address.rstrip("/").split("/")[-2:])


@register.filter
def day_in_words(value: date) -> str:
    """Return a day in words: 7 May 1945, «7 مايو (أيار) 1945»."""
    return words.describe_day(value, get_language())


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in the active language."""
    if code in LANGUAGE_NAMES:
        return str(LANGUAGE_NAMES[code])
    locale = _find_locale(code)
    return (locale and locale.get_display_name(get_language())) or code


@register.filter
def text_direction(language: str) -> str:
    """Return the direction of writing of a language."""
    locale = _find_locale(language)
    return locale.text_direction if locale else "ltr"


@cache
def _find_locale(language: str) -> Locale | None:
    """Return the CLDR data of a language (BCP 47), or None."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@register.filter
def coverage_total(total: TotalCoverage) -> str:
    """Return how many sentences, and what share of their letters, the claims quote."""
    return coverage.describe_total(total)


@register.filter
def coverage_part(covered: int, total: int) -> str:
    """Return “112 of 118”, in letters or characters."""
    return coverage.describe_part(covered, total)


@register.filter
def in_other_language(row: Model, field: str) -> str:
    """Return a translated field in the other language of the archive."""
    return getattr(row, f"{field}_{OTHER_LANGUAGE[get_language()]}")


def join_series(words: Sequence[str]) -> str:
    """Return words as a series in the active language: “a, b and c”."""
    comma, last = (" و", " و") if get_language() == "ar" else (", ", " and ")
    return last.join(filter(None, [comma.join(words[:-1]), words[-1]]))


@register.filter
def matter_names(names: Iterable[str]) -> str:
    """Return the matters on which claims differ, in words that follow “on”."""
    return join_series([str(MATTER_LABELS[name]) for name in names])
