"""Values that many pages need and that only loading an edition changes, cached in each process."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar, overload

CachedValue = TypeVar("CachedValue")
Arguments = ParamSpec("Arguments")
# Key of a request's WSGI environment for the edition of the response.
EDITION_ENVIRON_KEY = "archive.edition"
# Key for whether a response is sent while it is written, and so not stored.
STREAMED_ENVIRON_KEY = "archive.streamed"
# Edition that the current request reads; empty outside a request, where nothing is cached.
CURRENT_EDITION: ContextVar[str] = ContextVar("edition", default="")


class EditionCache:
    """The last ``maxsize`` values that were made for the current edition. Requests and threads share them: do not change them."""

    def __init__(self, maxsize: int) -> None:
        self.maxsize = maxsize
        self._state: tuple[str, dict[Hashable, Any]] = ("", {})

    def get(self, key: Hashable, make: Callable[[], CachedValue]) -> CachedValue:
        """Return the value of a key, made if it is not cached."""
        edition = CURRENT_EDITION.get()
        if not edition:
            return make()
        state = self._state
        if state[0] != edition:
            state = self._state = (edition, {})  # a single assignment, for other threads
        values = state[1]
        if key not in values:
            values[key] = make()
            while len(values) > self.maxsize:
                values.pop(next(iter(values)), None)
        return values[key]


@overload
def cached_per_edition(function: Callable[Arguments, CachedValue]) -> Callable[Arguments, CachedValue]: ...
@overload
def cached_per_edition(*, maxsize: int) -> Callable[[Callable[Arguments, CachedValue]], Callable[Arguments, CachedValue]]: ...
def cached_per_edition(function: Callable | None = None, *, maxsize: int = 1) -> Callable:
    """Cache the last ``maxsize`` results of ``function`` for the current edition by its arguments, which are hashable."""
    if function is None:
        return partial(cached_per_edition, maxsize=maxsize)
    cache = EditionCache(maxsize)

    @wraps(function)
    def wrapper(*arguments: Hashable, **options: Hashable) -> object:
        return cache.get((arguments, tuple(options.items())), partial(function, *arguments, **options))

    return wrapper
