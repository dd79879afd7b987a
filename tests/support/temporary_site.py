"""The archive served from a temporary folder, for the page checks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.live_server import serve_site


@contextmanager
def serve_temporary_site(**options) -> Iterator[tuple[str, Path]]:
    """Serve the archive; yield its address and the folder. ``options`` are those of ``serve_site``."""
    with tempfile.TemporaryDirectory(prefix="shawahid-") as folder, serve_site(Path(folder) / "site", **options) as origin:
        yield origin, Path(folder)


@contextmanager
def serve_example(origin: str) -> Iterator[str]:
    """Yield the address of the archive: ``origin``, or a temporary site with the invented example if it is empty."""
    if origin:
        yield origin
    else:
        with serve_temporary_site(example=True) as (address, _):
            yield address


def print_line(line: str) -> None:
    """Print a line without buffering."""
    print(line, flush=True)  # noqa: T201
