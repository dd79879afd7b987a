"""Calls of management commands with their exit status and output."""

from __future__ import annotations

from io import StringIO

from django.core.management import CommandError, call_command


def run_command(command: str, root, language: str, *arguments: str, **options) -> tuple[int, str]:
    """Return the exit status of a command and its output, standard error included."""
    output, status = StringIO(), 0
    try:
        call_command(command, *arguments, fixtures=root, lang=language, stdout=output, stderr=output, no_color=True, **options)
    except SystemExit as end:
        status = end.code
    return status, output.getvalue()


NOTES = {"note_ar": "طبعة للاختبار", "note_en": "An edition for a test", "first": True}


def publish(root, language: str = "en", **options) -> tuple[int, str]:
    """Return the exit status of publish and its output; the note is that of a test."""
    return run_command("publish", root, language, **{**NOTES, **options})


def publish_and_load(root, language: str = "en") -> tuple[int, str]:
    """Publish a working copy and load it; return the exit status and the output of the last command."""
    status, printed = publish(root, language)
    return (status, printed) if status else run_command("load_fixtures", root, language)


def check_fixtures(root, language="en", form="text") -> tuple[int, str, str]:
    """Return the exit status, standard output and standard error of check_fixtures."""
    out, errors, status = StringIO(), StringIO(), 0
    try:
        call_command("check_fixtures", fixtures=root, lang=language, form=form, stdout=out, stderr=errors, no_color=True)
    except SystemExit as end:
        status = end.code
    except CommandError as error:
        status = error.returncode
    return status, out.getvalue(), errors.getvalue()
