"""Parts that all commands share: help that names defaults, errors of the database as sentences, cleaning up, progress bars."""

from __future__ import annotations

import argparse
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter
from django.utils.translation import gettext as _
from django.utils.translation import override
from tqdm import tqdm

from archive.editions.error_reports import report_database_errors
from archive.fixtures.folder import ProgressFactory
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reports import format_text

# Maximum problems of a refused file that are printed one by one.
MAX_PROBLEMS = 20
BAR_FORMAT = "{desc} {percentage:3.0f}% |{bar}| {elapsed}"


class DefaultsHelpFormatter(DjangoHelpFormatter):
    """A formatter that adds the default of an option to its help, unless the help says what the default is."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        text = action.help or ""
        if action.default in (None, "", False, argparse.SUPPRESS) or action.required or "default" in text:
            return action.help
        return f"{text} (default: %(default)s)"


class ArchiveCommand(BaseCommand):
    """A command of the archive: an error of the database is a sentence and exit status 3, and SIGTERM lets it clean up."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: object) -> CommandParser:
        """Return the parser of the options, whose help names their defaults."""
        return super().create_parser(prog_name, subcommand, **{"formatter_class": DefaultsHelpFormatter, **kwargs})

    def execute(self, *args: object, **options: object) -> str | None:
        """Run the command. Raises CommandError if the database refuses, and SystemExit on SIGTERM."""
        with override(str(options.get("messages") or options.get("lang") or "en")), report_database_errors(), end_on_sigterm():
            return super().execute(*args, **options)


@contextmanager
def end_on_sigterm() -> Iterator[None]:
    """Raise SystemExit in the block on SIGTERM, so that temporary files are deleted; 143 is the status that a shell reports."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(143)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, previous)


def require_folder(path: Path) -> None:
    """Raise CommandError, with exit status 2, unless the fixtures' folder exists."""
    if not path.is_dir():
        raise CommandError(_("There is no folder %(name)s.") % {"name": path}, returncode=2)


def print_refusal(command: BaseCommand, problems: Sequence[Problem], root: Path, language: str) -> None:
    """Print problems to standard error, at most MAX_PROBLEMS of them and how many there are of each id, and that nothing was written."""
    command.stderr.write(format_text(problems[:MAX_PROBLEMS], root, language))
    if len(problems) > MAX_PROBLEMS:
        command.stderr.write(
            "\n" + _("Shown: %(shown)s of %(count)s problems. All of them:") % {"shown": MAX_PROBLEMS, "count": len(problems)}
        )
        for id_, count in Counter(problem.id for problem in problems).most_common():
            command.stderr.write(f"    {id_}: {count}")
    command.stderr.write(_("Nothing was written; the fixtures are as they were."))


@contextmanager
def show_progress(description: str = "") -> Iterator[ProgressFactory]:
    """Provide a function that starts a progress bar of a number of steps on standard error; remove the bars at the end.

    Nothing is shown during the first second, or if standard error is no terminal.
    """
    bars = []

    def begin(steps: int) -> Callable[[], object]:
        bars.append(tqdm(total=steps, desc=description or _("Checking"), bar_format=BAR_FORMAT, delay=1, disable=None, leave=False))
        return bars[-1].update

    try:
        yield begin
    finally:
        for bar in bars:
            bar.close()
