"""Which code answers: one name for all that an answer is made from beside the record."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

FOLDERS = ("archive", "camps", "marches", "templates", "locale", "fixtures/schemas")
SUFFIXES = {".py", ".html", ".mo", ".json"}
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
    told = [settings.CANONICAL_ORIGIN, str(settings.SHARED_CACHE_SECONDS), *map(version, DEPENDENCIES)]
    total = sha256(" ".join(told).encode())
    base, static = Path(settings.BASE_DIR), Path(settings.STATIC_ROOT)
    files = [path for name in FOLDERS for path in sorted((base / name).rglob("*")) if path.suffix in SUFFIXES]
    for folder, path in [*((base, path) for path in files), (static, static / "staticfiles.json")]:
        if path.is_file():
            content = path.read_bytes()
            total.update(f"{path.relative_to(folder)} {len(content)} ".encode() + content)
    return total.hexdigest()
