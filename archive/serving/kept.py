"""Answers kept in memory, bounded in bytes. What is asked for once goes first; what is asked for again stays.

A flood of addresses that are each asked for once (a crawler's, or somebody's who means harm) passes through the smaller part alone and
pushes nothing out of the larger.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from archive.serving.answers import Answer

ONCE = 0.25
LARGEST = 0.125
# What an entry costs beside its bytes: its key, its headers, the places that hold them.
BESIDE = 3_500
# So many letters of key and headers are in that; a long query, or what is said of it in a header, is counted besides.
USUAL = 2_000


class Kept:
    """At most ``most`` bytes of answers (bodies, and an estimate of what else they hold)."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._lock = Lock()
        self._once: OrderedDict[Hashable, Answer] = OrderedDict()
        self._again: OrderedDict[Hashable, Answer] = OrderedDict()
        self._bytes_again = 0

    def __len__(self) -> int:
        return len(self._once) + len(self._again)

    def get(self, key: Hashable) -> Answer | None:
        """The answer, if it is kept."""
        with self._lock:
            if key in self._again:
                self._again.move_to_end(key)
                return self._again[key]
            if key in self._once:
                return self._keep_longer(key)
        return None

    def put(self, key: Hashable, answer: Answer) -> None:
        """Keeps an answer, unless it is too large to be worth others' places."""
        size = _size(key, answer)
        if size > self.most * LARGEST:
            return
        with self._lock:
            if key in self._again or key in self._once:
                return
            self._once[key] = answer
            self.bytes += size
            self._let_go()

    def _keep_longer(self, key: Hashable) -> Answer:
        answer = self._again[key] = self._once.pop(key)
        self._bytes_again += _size(key, answer)
        while self._bytes_again > self.most * (1 - ONCE):
            other, oldest = self._again.popitem(last=False)
            self._once[other] = oldest
            self._bytes_again -= _size(other, oldest)
        return answer

    def _let_go(self) -> None:
        while self.bytes > self.most and self._once:
            other, oldest = self._once.popitem(last=False)
            self.bytes -= _size(other, oldest)


def _size(key: Hashable, answer: Answer) -> int:
    written = len(repr(key)) + sum(len(value) for _name, value in answer.headers)
    return len(answer.body) + BESIDE + max(0, written - USUAL)
