"""Set-up of the page checks: Django's settings, and the archive served from a temporary folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from tests.support.live_server import serve_site  # noqa: E402 (it needs the settings)


@contextmanager
def serve_temporary_site(**options) -> Iterator[tuple[str, Path]]:
    """Serve the archive; yield its address and the folder. ``options`` are those of ``serve_site``."""
    with tempfile.TemporaryDirectory(prefix="shawahid-") as folder, serve_site(Path(folder) / "site", **options) as origin:
        yield origin, Path(folder)


def print_line(line: str) -> None:
    """Print a line without buffering."""
    print(line, flush=True)  # noqa: T201
