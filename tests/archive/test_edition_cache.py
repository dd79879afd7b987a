"""Values cached per edition."""

import threading
from functools import partial
from itertools import count

import pytest

from archive.edition_cache import CURRENT_EDITION, cached_per_edition


def make_counter():
    """Return a cached function that counts its calls."""
    return cached_per_edition(partial(next, count()))


def test_function_is_called_once_per_edition():
    counter = make_counter()
    values = []
    for edition in ("one", "one", "two", "two", "one"):
        token = CURRENT_EDITION.set(edition)
        values.append(counter())
        CURRENT_EDITION.reset(token)
    assert values == [0, 0, 1, 1, 2]


def test_values_are_cached_by_arguments_and_the_oldest_leave():
    calls = []
    cached = cached_per_edition(maxsize=2)(lambda value: calls.append(value) or value)
    token = CURRENT_EDITION.set("one")
    assert [cached(value) for value in (1, 2, 1, 3, 1)] == [1, 2, 1, 3, 1]
    CURRENT_EDITION.reset(token)
    assert calls == [1, 2, 3, 1]


def test_the_weights_of_values_are_limited():
    calls = []
    cached = cached_per_edition(maxsize=5, weigh=len)(lambda value: calls.append(value) or value)
    token = CURRENT_EDITION.set("one")
    assert [cached(value) for value in ("aaa", "bb", "aaa", "c", "bb", "aaa")] == ["aaa", "bb", "aaa", "c", "bb", "aaa"]
    assert [cached("too long"), cached("too long"), cached("aaa")] == ["too long", "too long", "aaa"]
    CURRENT_EDITION.reset(token)
    assert calls == ["aaa", "bb", "c", "aaa", "too long", "too long"]


def test_errors_are_not_cached():
    attempts = iter((ZeroDivisionError, None))

    @cached_per_edition
    def fail_once() -> str:
        if error := next(attempts):
            raise error
        return "value"

    token = CURRENT_EDITION.set("one")
    with pytest.raises(ZeroDivisionError):
        fail_once()
    assert fail_once() == "value"
    CURRENT_EDITION.reset(token)


def test_nothing_is_cached_outside_a_request():
    counter = make_counter()
    assert [counter(), counter()] == [0, 1]


def test_threads_with_different_editions_do_not_share_values():
    cached_edition, wrong = cached_per_edition(CURRENT_EDITION.get), []

    def read(edition: str) -> None:
        CURRENT_EDITION.set(edition)
        for _time in range(2_000):
            if cached_edition() != edition:
                wrong.append(edition)

    threads = [threading.Thread(target=read, args=[name]) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
