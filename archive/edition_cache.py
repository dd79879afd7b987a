"""Values that many pages need and that only loading an edition changes, cached in each process."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import partial, wraps
from threading import Lock
from typing import Any, ParamSpec, TypeVar, overload

CachedValue = TypeVar("CachedValue")
Arguments = ParamSpec("Arguments")
# Key of a request's WSGI environment for the edition of the response.
EDITION_ENVIRON_KEY = "archive.edition"
# Key for whether a response is sent while it is written, and so not stored.
STREAMED_ENVIRON_KEY = "archive.streamed"
# Edition that the current request reads; empty outside a request, where nothing is cached.
CURRENT_EDITION: ContextVar[str] = ContextVar("edition", default="")


# A value may be None.
MISSING: Any = object()


def count_as_one(_value: object) -> int:
    """Return 1, the weight of every value."""
    return 1


@dataclass
class EditionValues:
    """The values of one edition by their keys, their weights when they were added, and the sum of these."""

    edition: str
    values: dict[Hashable, Any] = field(default_factory=dict)
    weights: dict[Hashable, int] = field(default_factory=dict)
    weight: int = 0


class EditionCache:
    """The last values that were made for the current edition, whose weights are together at most ``maxsize``; each weighs 1 by default.

    A value that weighs more than ``maxsize`` alone is made each time, and displaces none. Requests and threads share the values: do not change them.
    """

    def __init__(self, maxsize: int, weigh: Callable[[Any], int] = count_as_one) -> None:
        self.maxsize, self.weigh = maxsize, weigh
        self._cached = EditionValues("")
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], CachedValue]) -> CachedValue:
        """Return the value of a key, made if it is not cached."""
        edition = CURRENT_EDITION.get()
        if not edition:
            return make()
        cached = self._cached
        if cached.edition != edition:
            cached = self._cached = EditionValues(edition)  # a single assignment, for other threads
        value = cached.values.get(key, MISSING)
        if value is MISSING:
            value = make()
            with self._lock:
                self._add(cached, key, value)
        return value

    def _add(self, cached: EditionValues, key: Hashable, value: object) -> None:
        weight = self.weigh(value)
        if key in cached.values or weight > self.maxsize:
            return
        cached.weight += weight
        cached.weights[key] = weight
        cached.values[key] = value
        while cached.weight > self.maxsize:
            oldest = next(iter(cached.values))
            del cached.values[oldest]
            cached.weight -= cached.weights.pop(oldest)


@overload
def cached_per_edition(function: Callable[Arguments, CachedValue]) -> Callable[Arguments, CachedValue]: ...
@overload
def cached_per_edition(
    *, maxsize: int, weigh: Callable[[Any], int] = ...
) -> Callable[[Callable[Arguments, CachedValue]], Callable[Arguments, CachedValue]]: ...
def cached_per_edition(
    function: Callable | None = None, *, maxsize: int = 1, weigh: Callable[[Any], int] = count_as_one
) -> Callable:
    """Cache the last results of ``function`` for the current edition by its arguments, which are hashable, as EditionCache does."""
    if function is None:
        return partial(cached_per_edition, maxsize=maxsize, weigh=weigh)
    cache = EditionCache(maxsize, weigh)

    @wraps(function)
    def wrapper(*arguments: Hashable, **options: Hashable) -> object:
        return cache.get((arguments, tuple(sorted(options.items()))), partial(function, *arguments, **options))

    return wrapper
