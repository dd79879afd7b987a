"""Filters that write codes, dates, languages and numbers in words of the active language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from django import template
from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from archive import vocabulary
from archive.claims.quantities import describe_value
from archive.dates import words
from archive.dates.edtf import parse_date
from archive.maps.areas import write_latitude, write_longitude
from archive.maps.parts import ClusterMark
from archive.models import Claim, Quantity
from archive.sources import coverage
from archive.text.countries import get_country_name
from archive.text.languages import find_locale, get_language_name

register = template.Library()
register.filter("coverage_total", coverage.describe_total)
register.filter("coverage_part", coverage.describe_part)

# Filters that write a code in words of the active language, each with its table.
WORD_FILTERS = {
    "status_name": vocabulary.STATUS_LABELS,
    "status_meaning": vocabulary.STATUS_MEANINGS,
    "direction_name": vocabulary.DIRECTION_LABELS,
    "means_name": vocabulary.MEANS_LABELS,
    "stop_event_name": vocabulary.STOP_EVENT_LABELS,
    "counted_name": vocabulary.COUNTED_LABELS,
    "certainty_name": vocabulary.CERTAINTY_LABELS,
    "certainty_sentence": vocabulary.CERTAINTY_SENTENCES,
    "confidence_name": vocabulary.CONFIDENCE_LABELS,
    "place_kind_name": vocabulary.PLACE_KIND_LABELS,
    "name_usage": vocabulary.NAME_USAGE_LABELS,
    "route_part_name": vocabulary.ROUTE_PART_LABELS,
    "comparison_verdict_name": vocabulary.COMPARISON_LABELS,
    "several_comparison_verdict_name": vocabulary.SEVERAL_COMPARISON_LABELS,
    "about_title": vocabulary.ABOUT_PAGES,
    "style_name": vocabulary.CITATION_STYLE_LABELS,
    "result_kind_name": vocabulary.SEARCH_KIND_LABELS,
    "record_kind_name": vocabulary.RECORD_KIND_LABELS,
    "record_kinds_name": vocabulary.RECORD_KIND_PLURALS,
    "change_name": vocabulary.CHANGE_LABELS,
}


def make_word_filter(table: Mapping[str, object]) -> Callable[[str], str]:
    """Return a filter that writes the label of a code in the active language."""
    return lambda code: str(table[code])


for name, table in WORD_FILTERS.items():
    register.filter(name, make_word_filter(table))


@register.filter
def claim_date(claim: Claim) -> str:
    """Return the claim's date in words: the source's own words, translated, or else the EDTF date."""
    return claim.date_words or claim_edtf_words(claim)


@register.filter
def claim_edtf_words(claim: Claim) -> str:
    """Return the claim's EDTF date in words, with the sense in which it is meant."""
    return words.describe_date(parse_date(claim.edtf), claim.sense or None, get_language())


@register.filter
def quantity_words(quantity: Quantity) -> str:
    """Return the number that a claim states in words, with its unit unless it is persons."""
    return describe_value(quantity.value, quantity.unit)


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
    return get_language_name(code, get_language())


@register.filter
def country_name(code: str) -> str:
    """Return the name of a country in the active language."""
    return get_country_name(code, get_language())


@register.filter
def text_direction(language: str) -> str:
    """Return the direction of writing of a language."""
    locale = find_locale(language)
    return locale.text_direction if locale else "ltr"


@register.simple_tag
def language_attributes(language: str) -> SafeString:
    """Write the attributes of an element in a language; nothing if it is that of the page, which the element has anyway."""
    if language == get_language():
        return mark_safe("")
    return format_html(' lang="{}" dir="{}"', language, text_direction(language))


@register.simple_tag
def quoted_direction(language: str) -> SafeString:
    """Write the direction of a line of quoted words; nothing where both it and the page are from right to left, for its weight."""
    direction = text_direction(language)
    return mark_safe("" if direction == text_direction(get_language()) == "rtl" else f' dir="{direction}"')  # noqa: S308


@register.filter
def in_other_language(row: Model, field: str) -> str:
    """Return a translated field in the other language of the archive."""
    return getattr(row, f"{field}_{vocabulary.OTHER_LANGUAGE[get_language()]}")


@register.filter
def in_active_language(texts: Mapping[str, str]) -> str:
    """Return the text in the active language, of texts by language."""
    return texts[get_language()]


@register.filter("series")
def join_series(words: Sequence[str]) -> str:
    """Return words as a series in the active language: “a, b and c”."""
    comma, last = (" و", " و") if get_language() == "ar" else (", ", " and ")
    return last.join(filter(None, [comma.join(words[:-1]), words[-1]]))


@register.filter
def stop_fact_names(names: Iterable[str]) -> str:
    """Return the facts of stops that accounts agree or differ in, in words."""
    return join_series([str(vocabulary.STOP_FACT_LABELS[name]) for name in names])


@register.filter
def matter_names(names: Iterable[str]) -> str:
    """Return the matters on which claims differ, in words that follow “on”."""
    return join_series([str(vocabulary.MATTER_LABELS[name]) for name in names])


@register.simple_tag
def position_words(latitude: float | str, longitude: float | str) -> str:
    """Return a position in degrees: 51.2000 N, 16.1000 E."""
    return "".join([write_latitude(str(latitude)), gettext(", "), write_longitude(str(longitude))])


@register.filter
def cluster_name(cluster: ClusterMark) -> str:
    """Name the circle of a map that stands for several places: their number, one of them, and where its link leads."""
    number = {"count": cluster.total, "near": cluster.near}
    if cluster.href:
        words = ngettext(
            "%(count)s place near %(near)s; a narrower map", "%(count)s places near %(near)s; a narrower map", cluster.total
        )
    else:
        words = ngettext(
            "%(count)s place near %(near)s; named below the map",
            "%(count)s places near %(near)s; named below the map",
            cluster.total,
        )
    return words % number
