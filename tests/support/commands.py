"""Management commands called as a test calls them: the exit status, and what they print."""

from __future__ import annotations

from io import StringIO

from django.core.management import CommandError, call_command


def run_command(command: str, root, language: str, **options) -> tuple[int, str]:
    """The command's exit status, and all that it prints."""
    printed, status = StringIO(), 0
    try:
        call_command(command, fixtures=root, lang=language, stdout=printed, stderr=printed, no_color=True, **options)
    except SystemExit as end:
        status = end.code
    return status, printed.getvalue()


def check_fixtures(root, language="en", form="text") -> tuple[int, str, str]:
    """The exit status, and what stands in standard output and standard error."""
    out, errors, status = StringIO(), StringIO(), 0
    try:
        call_command("check_fixtures", fixtures=root, lang=language, form=form, stdout=out, stderr=errors, no_color=True)
    except SystemExit as end:
        status = end.code
    except CommandError as error:
        status = error.returncode
    return status, out.getvalue(), errors.getvalue()
