"""What the commands ask of the folder they are given.

How far a long run has come, on standard error; nothing where that is no terminal, nor in the first second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from archive.fixtures.folder import ProgressFactory


def require_folder(path: Path) -> None:
    """Ends a command with exit status 2, and a sentence, unless the fixtures' folder is there."""
    if not path.is_dir():
        raise CommandError(_("There is no folder %(name)s.") % {"name": path}, returncode=2)


BAR_FORMAT = "{desc} {percentage:3.0f}% |{bar}| {elapsed}"


@contextmanager
def show_progress() -> Iterator[ProgressFactory]:
    """Gives what begins a bar of so many steps; the bars are gone at the end."""
    bars = []

    def begin(steps: int) -> Callable[[], object]:
        bars.append(tqdm(total=steps, desc=_("Checking"), bar_format=BAR_FORMAT, delay=1, disable=None, leave=False))
        return bars[-1].update

    try:
        yield begin
    finally:
        for bar in bars:
            bar.close()
