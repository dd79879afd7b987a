"""What every look needs first: Django's settings, and the archive served in a folder that goes afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.support.live_server import serve_site  # noqa: E402 (its helpers read the settings)


@contextmanager
def serve_temporary_site(**options) -> Iterator[tuple[str, Path]]:
    """Where it is served, and the folder; ``options`` are those of ``served``."""
    with tempfile.TemporaryDirectory(prefix="shawahid-") as folder, serve_site(Path(folder) / "site", **options) as origin:
        yield origin, Path(folder)


def print_line(line: str) -> None:
    """A line on standard output, at once."""
    print(line, flush=True)  # noqa: T201
