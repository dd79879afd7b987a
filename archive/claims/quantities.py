"""The numbers that claims state, in words of the active language, and all of them by what they count."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy, pgettext
from django.utils.translation import gettext as _

from archive.models import Claim, Quantity, Source
from archive.text.quantity_values import QuantityValue
from archive.vocabulary import ORDER_LABELS, PERSONS

# A number with its unit; persons need none, for the heading says whom a number counts.
COUNTS = {
    "families": ngettext_lazy("%(number)s family", "%(number)s families", "count"),
    "columns": ngettext_lazy("%(number)s column", "%(number)s columns", "count"),
    "wagons": ngettext_lazy("%(number)s wagon", "%(number)s wagons", "count"),
    "trains": ngettext_lazy("%(number)s train", "%(number)s trains", "count"),
    "ships": ngettext_lazy("%(number)s ship", "%(number)s ships", "count"),
    "percent-of-march": gettext_lazy("%(number)s per cent"),
    "percent-of-camp": gettext_lazy("%(number)s per cent"),
}
# An order of magnitude with its unit
ORDERS = {
    "families": gettext_lazy("%(order)s of families"),
    "columns": gettext_lazy("%(order)s of columns"),
    "wagons": gettext_lazy("%(order)s of wagons"),
    "trains": gettext_lazy("%(order)s of trains"),
    "ships": gettext_lazy("%(order)s of ships"),
}
# A share, with or without bounds, and the whole
SHARES = {
    "percent-of-march": gettext_lazy("%(share)s of those on the march"),
    "percent-of-camp": gettext_lazy("%(share)s of those in the camp"),
}


def describe_value(value: QuantityValue, unit: str = PERSONS) -> str:
    """Return a value in words: “about 600”, “at least 500”, “hundreds”, “2 to 3 wagons”, “50 per cent of those on the march”."""
    if value.order:
        order = str(ORDER_LABELS[value.order])
        return str(ORDERS[unit] % {"order": order}) if unit in ORDERS else order
    words = _describe_bounds(value, unit)
    return str(SHARES[unit] % {"share": words}) if unit in SHARES else words


def _describe_bounds(value: QuantityValue, unit: str) -> str:
    if value.lower is None:
        return _("at most %(number)s") % {"number": _count(value.upper or 0, unit)}
    if value.upper is None:
        return _("at least %(number)s") % {"number": _count(value.lower, unit)}
    if value.lower < value.upper:
        # The unit follows the higher number. “1 to 2 wagons” has the plural of several, in Arabic too.
        upper = _count(value.upper, unit, max(value.upper, 3))
        return _("%(lower)s to %(upper)s") % {"lower": _format_number(value.lower), "upper": upper}
    number = _count(value.lower, unit)
    if not value.is_about:
        return number
    return (_("about %(number)s") if unit == PERSONS else pgettext("with a unit", "about %(number)s")) % {"number": number}


def _count(number: int, unit: str, plural: int | None = None) -> str:
    """Return a number with its unit; ``plural``: the number whose plural form the unit has, if that is another."""
    formatted = _format_number(number)
    return str(COUNTS[unit] % {"count": plural or number, "number": formatted}) if unit in COUNTS else formatted


def _format_number(number: int) -> str:
    return f"{number:,}" if get_language() == "en" else str(number)


def select_quantities() -> QuerySet[Quantity]:
    """Select all quantities, by what they count and in the order of their claims, each with its words, their source and its claim."""
    sources = Prefetch("anchor__passage__source", Source.objects.defer("text"))
    claims = Prefetch("claim", Claim.objects.with_dates())
    ordered = Quantity.objects.order_by("rank", "claim_id", "pk")
    return ordered.select_related("anchor__passage").prefetch_related(sources, claims)


def group_quantities(quantities: Iterable[Quantity]) -> list[tuple[str, list[list[Quantity]]]]:
    """Return quantities by what they count, given in that order; of these, the consecutive ones of one claim and source together."""
    return [
        (counted, [list(own) for _key, own in groupby(group, key=_find_statement)])
        for counted, group in groupby(quantities, key=attrgetter("counted"))
    ]


def _find_statement(quantity: Quantity) -> tuple[int, int]:
    return quantity.claim_id, quantity.anchor.passage.source_id
