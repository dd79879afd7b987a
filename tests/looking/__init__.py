"""Checks of the pages as served, each with a make target: validate-html, page-weights, lighthouse,
linear-script, target-sizes, screenshots."""

import os

import django

# The modules run as scripts, and their helpers read the settings.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()
