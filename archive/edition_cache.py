"""What many pages need and only a load changes, asked for once for each edition in each process."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import TypeVar

CachedValue = TypeVar("CachedValue")
# Under this name a request's WSGI environment says of which edition the answer is.
EDITION_ENVIRON_KEY = "archive.edition"
# The edition that the request under way reads; empty where nothing is to be remembered.
CURRENT_EDITION: ContextVar[str] = ContextVar("edition", default="")


def cached_per_edition(function: Callable[[], CachedValue]) -> Callable[[], CachedValue]:
    """``function``, asked once for each edition. What it gives is shared by all requests, and by threads: nobody may change it."""
    remembered: list[tuple[str, CachedValue]] = []

    @wraps(function)
    def asked() -> CachedValue:
        edition = CURRENT_EDITION.get()
        for one, thing in remembered:
            if one == edition:
                return thing
        found = function()
        if edition:
            remembered[:] = [(edition, found)]  # at once, for the sake of other threads
        return found

    return asked
