"""The version of the code: a digest of all that a response depends on besides the edition and the request."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from archive.environment.code_digest import APPS, digest_files

CODE_FOLDERS = (*APPS, "templates", "locale", "fixtures/schemas")
CODE_SUFFIXES = {".py", ".html", ".mo", ".json"}
# Distributions whose code shows in responses.
DEPENDENCIES = (
    "Babel",
    "Django",
    "django-csp",
    "django-modeltranslation",
    "django-permissions-policy",
    "rcssmin",
    "segno",
    "whitenoise",
)


@cache
def code_version() -> str:
    """Return the SHA-256, in hex, of code, dependencies, templates, messages, names of static files and settings that show in responses."""
    total = digest_files(CODE_FOLDERS, CODE_SUFFIXES)
    names = Path(settings.STATIC_ROOT) / "staticfiles.json"
    total.update(names.read_bytes() if names.is_file() else b"")
    shown_settings = [settings.CANONICAL_ORIGIN, settings.REPORT_URL, settings.SECURITY_CONTACT, str(settings.SHARED_CACHE_SECONDS)]
    total.update(" ".join([*shown_settings, *map(version, DEPENDENCIES)]).encode())
    return total.hexdigest()
