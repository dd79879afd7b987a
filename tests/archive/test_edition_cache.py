"""What is asked for once an edition is never another edition's, and nothing is remembered where no edition is read."""

import threading

from archive.edition_cache import CURRENT_EDITION, cached_per_edition


def counted():
    asked: list[int] = []

    @cached_per_edition
    def things() -> list[int]:
        asked.append(len(asked))
        return [asked[-1]]

    return things


def test_it_is_asked_once_for_each_edition():
    things = counted()
    given = []
    for edition in ("one", "one", "two", "two", "one"):
        token = CURRENT_EDITION.set(edition)
        given.append(things()[0])
        CURRENT_EDITION.reset(token)
    assert given == [0, 0, 1, 1, 2]


def test_outside_a_request_nothing_is_remembered():
    things = counted()
    assert [things()[0], things()[0]] == [0, 1]


def test_threads_that_read_different_editions_do_not_mix_them():
    things, wrong = counted_by_edition(), []

    def read(edition: str) -> None:
        CURRENT_EDITION.set(edition)
        for _time in range(2_000):
            if things() != edition:
                wrong.append(edition)

    threads = [threading.Thread(target=read, args=[name]) for name in ("one", "two", "three")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []


def counted_by_edition():
    @cached_per_edition
    def edition() -> str:
        return CURRENT_EDITION.get()

    return edition
