"""What two claims of the same matter may differ on."""

from collections.abc import Iterable
from typing import Literal, get_args

# In the order in which they are told.
Matter = Literal["occurrence", "date", "place", "origin", "destination", "direction", "means", "number", "persons", "cause"]
MATTERS: tuple[Matter, ...] = get_args(Matter)


def in_order(matters: Iterable[str]) -> list[str]:
    """Matters, each once, in the order in which they are told."""
    chosen = set(matters)
    return [matter for matter in MATTERS if matter in chosen]
