"""Path and flags of the installed Chromium."""

from __future__ import annotations

import shutil

# Debian's chromium-headless-shell renders the same pages in half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str:
    """Return the path of Chromium. Raises RuntimeError if it is not installed."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise RuntimeError("a Chromium is needed: apt-get install chromium-headless-shell")
