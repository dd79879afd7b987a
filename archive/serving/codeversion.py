"""Which code answers: one name for all that an answer is made from beside the record."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings

FOLDERS = ("archive", "camps", "marches", "templates", "locale", "fixtures/schemas")
SUFFIXES = {".py", ".html", ".mo", ".json"}


@cache
def code_version() -> str:
    """SHA-256, hex, over the code, templates, messages, names of static files, and the settings that show in answers; made once a process."""
    total = sha256(f"{django.__version__} {settings.CANONICAL_ORIGIN} {settings.SHARED_CACHE_SECONDS}".encode())
    files = [path for name in FOLDERS for path in sorted((settings.BASE_DIR / name).rglob("*")) if path.suffix in SUFFIXES]
    for path in [*files, Path(settings.STATIC_ROOT) / "staticfiles.json"]:
        if path.is_file():
            total.update(f"{path.name} {path.stat().st_size} ".encode())
            total.update(path.read_bytes())
    return total.hexdigest()
