#!/usr/bin/env python
"""The archive's commands: ``manage.py help`` lists them."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

# What these make is of one state of the database, as what the web makes is.
READING = {"archive_digest", "bake", "warm"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "archive.settings")
    os.environ.setdefault("DATABASE_ACCESS", "read" if sys.argv[1:2] and sys.argv[1] in READING else "write")
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a terminal without Arabic prints escapes
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # a variable of the environment; the sentence says which
        sys.exit(f"{error}")
