"""The numbers that claims state, in words of the active language, and all of them by what they count."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.models import Claim, Quantity
from archive.text.quantity_values import QuantityValue
from archive.vocabulary import ORDER_LABELS


def describe_value(value: QuantityValue) -> str:
    """Return a value in words: “about 600”, “at least 500”, “500 to 600”, “hundreds”."""
    if value.order:
        return str(ORDER_LABELS[value.order])
    lower, upper = (_format_number(bound) if bound else "" for bound in (value.lower, value.upper))
    if not upper:
        return _("at least %(number)s") % {"number": lower}
    if not lower:
        return _("at most %(number)s") % {"number": upper}
    if lower == upper:
        return _("about %(number)s") % {"number": lower} if value.is_about else lower
    return _("%(lower)s to %(upper)s") % {"lower": lower, "upper": upper}


def _format_number(number: int) -> str:
    return f"{number:,}" if get_language() == "en" else str(number)


def select_quantities() -> QuerySet[Quantity]:
    """Select all quantities, by what they count and in the order of their claims, each with its claim and the claim’s evidence."""
    return Quantity.objects.prefetch_related(Prefetch("claim", Claim.objects.with_evidence()))


def group_quantities(quantities: Iterable[Quantity]) -> list[tuple[str, list[Quantity]]]:
    """Return quantities by what they count, given in that order."""
    return [(counted, list(group)) for counted, group in groupby(quantities, key=lambda quantity: quantity.counted)]
