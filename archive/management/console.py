"""Parts that several commands share: the check that the fixtures' folder exists, and progress bars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from archive.fixtures.folder import ProgressFactory

BAR_FORMAT = "{desc} {percentage:3.0f}% |{bar}| {elapsed}"


def require_folder(path: Path) -> None:
    """Raise CommandError, with exit status 2, unless the fixtures' folder exists."""
    if not path.is_dir():
        raise CommandError(_("There is no folder %(name)s.") % {"name": path}, returncode=2)


@contextmanager
def show_progress() -> Iterator[ProgressFactory]:
    """Provide a function that starts a progress bar of a number of steps on standard error; remove the bars at the end.

    Nothing is shown during the first second, or if standard error is no terminal.
    """
    bars = []

    def begin(steps: int) -> Callable[[], object]:
        bars.append(tqdm(total=steps, desc=_("Checking"), bar_format=BAR_FORMAT, delay=1, disable=None, leave=False))
        return bars[-1].update

    try:
        yield begin
    finally:
        for bar in bars:
            bar.close()
