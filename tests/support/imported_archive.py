"""Imports the archive with its own settings, in the process that ``paused_command`` forks."""

import os
from importlib import import_module

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
django.setup()
for _module in ("archive.management.commands.load_fixtures", "django.core.management.commands.migrate", "archive.urls"):
    import_module(_module)
