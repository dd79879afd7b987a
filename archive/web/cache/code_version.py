"""Which code answers: one name for all that an answer is made from beside the record."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from archive.code_digest import APPS, digest_files

CODE_FOLDERS = (*APPS, "templates", "locale", "fixtures/schemas")
CODE_SUFFIXES = {".py", ".html", ".mo", ".json"}
# What other people's code puts into answers.
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
    """SHA-256, hex, over the code and the versions of what it stands on, templates, messages, names of static files, and the settings that
    show in answers; made once a process."""
    total = digest_files(CODE_FOLDERS, CODE_SUFFIXES)
    names = Path(settings.STATIC_ROOT) / "staticfiles.json"
    total.update(names.read_bytes() if names.is_file() else b"")
    total.update(" ".join([settings.CANONICAL_ORIGIN, str(settings.SHARED_CACHE_SECONDS), *map(version, DEPENDENCIES)]).encode())
    return total.hexdigest()
