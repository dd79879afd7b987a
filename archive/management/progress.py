"""How far a long run has come, on standard error; nothing where that is no terminal, nor in the first second."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _
from tqdm import tqdm

SHOWN = "{desc} {percentage:3.0f}% |{bar}| {elapsed}"


def bar(steps: int) -> Callable[[], object]:
    """Begins a bar of so many steps; gives what is called for each of them. It goes when it is full or the run ends."""
    return tqdm(total=steps, desc=_("Checking"), bar_format=SHOWN, delay=1, disable=None, leave=False).update
