"""Values of quantities: a number, bounds of it, or an order of magnitude in a word."""

from __future__ import annotations

from typing import NamedTuple

# Fields of a record that state a bound, and all that state a value: it has one of them, or both bounds.
BOUND_FIELDS = ["at_least", "at_most"]
VALUE_FIELDS = ("exactly", "about", "at_least", "at_most", "order")


class QuantityValue(NamedTuple):
    """What a source says of a number.

    ``lower`` and ``upper``, both included, are equal for an exact number or, with ``is_about``, an approximate one; None is no bound.
    ``order``: the code of an order of magnitude, which has no bounds; empty if there are any.
    """

    lower: int | None = None
    upper: int | None = None
    is_about: bool = False
    order: str = ""

    @property
    def notation(self) -> str:
        """Return the value for machines, after EDTF: ``600``, ``600~``, ``500/600``, ``500/..``, ``../600``, ``hundreds``."""
        if self.order:
            return self.order
        if self.lower == self.upper:
            return f"{self.lower}{'~' if self.is_about else ''}"
        return "/".join(".." if bound is None else str(bound) for bound in (self.lower, self.upper))


def make_value(
    exactly: int | None, about: int | None, at_least: int | None, at_most: int | None, order: str | None
) -> QuantityValue:
    """Return the value that the fields of a sound record, in the order of VALUE_FIELDS, state."""
    single = exactly or about
    return QuantityValue(single or at_least, single or at_most, about is not None, order or "")
