#!/usr/bin/env python
"""The archive's commands: ``manage.py help`` lists them."""

import os
import sys

# What these make is of one state of the database, as what the web makes is.
READING = {"archive_digest", "bake", "verify_archive", "warm"}


def run() -> str | int:
    """Run the command of the command line; return a sentence if the environment is not fit for it, else 0."""
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ModuleNotFoundError:
        return "Django is not installed for this Python. Try: make prepare; if Python was replaced, make clean first."
    from archive.environment.variables import InvalidVariable

    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, InvalidVariable) as error:  # a variable of the environment; the sentence says which
        return str(error)
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    os.environ.setdefault("DATABASE_ACCESS", "read" if sys.argv[1:2] and sys.argv[1] in READING else "write")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal without Arabic prints escapes
    try:
        sys.exit(run())
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell reports SIGINT
