"""The system's Chromium, and how it is started."""

from __future__ import annotations

import shutil

# Debian's chromium-headless-shell draws the same pages, without a window's machinery, in half the time.
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
    """Its path; RuntimeError if there is none."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    raise RuntimeError("a Chromium is needed: apt-get install chromium-headless-shell")
