"""How far a long run has come, on standard error; nothing where that is no terminal, nor in the first second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _
from tqdm import tqdm

from archive.folder import Begin

SHOWN = "{desc} {percentage:3.0f}% |{bar}| {elapsed}"


@contextmanager
def progress() -> Iterator[Begin]:
    """Gives what begins a bar of so many steps; the bars are gone at the end."""
    bars = []

    def begin(steps: int) -> Callable[[], object]:
        bars.append(tqdm(total=steps, desc=_("Checking"), bar_format=SHOWN, delay=1, disable=None, leave=False))
        return bars[-1].update

    try:
        yield begin
    finally:
        for bar in bars:
            bar.close()
