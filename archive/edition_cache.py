"""A cache of values that many pages need and that only loading an edition changes: one value per edition and process."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import TypeVar

CachedValue = TypeVar("CachedValue")
# Key of a request's WSGI environment for the edition of the response.
EDITION_ENVIRON_KEY = "archive.edition"
# Key for whether a response is sent while it is written, and so not stored.
STREAMED_ENVIRON_KEY = "archive.streamed"
# Edition that the current request reads; empty outside a request, where nothing is cached.
CURRENT_EDITION: ContextVar[str] = ContextVar("edition", default="")


def cached_per_edition(function: Callable[[], CachedValue]) -> Callable[[], CachedValue]:
    """Cache the result of ``function`` for the current edition. Requests and threads share it: do not change it."""
    cache: tuple[str, CachedValue] | None = None

    @wraps(function)
    def wrapper() -> CachedValue:
        nonlocal cache
        edition, cached = CURRENT_EDITION.get(), cache
        if edition and cached and cached[0] == edition:
            return cached[1]
        value = function()
        if edition:
            cache = (edition, value)  # a single assignment, for other threads
        return value

    return wrapper
