"""Constant traffic that knows what it must be answered: every answer is one of an edition that may be read now, to the letter.

Half of it asks for pages at their own addresses, which caches keep; half at addresses that nobody asked for before, which something
behind the caches must answer.
"""

from __future__ import annotations

import gzip
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from itertools import count

LINK = re.compile(r'href="(/(?:ar|en)/[^"?#]*)"')
FIRST = ("/ar/", "/en/camps/", "/ar/routes/", "/en/claims/", "/id/camp/dachau.geojson", "/id/claims.csv", "/robots.txt")
PATIENCE = 60.0
READERS = 6
# Caches keep an answer of each.
ENCODINGS = ("identity", "gzip")


@dataclass
class Told:
    """What came of the requests since the last time it was asked: of kept and of fresh addresses, and what was wrong."""

    asked: Counter = field(default_factory=Counter)
    failed: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Traffic:
    """Readers of the archive at ``port`` of 127.0.0.1, until it is left. ``editions`` may be read now; see ``learn``."""

    def __init__(self, port: int):
        self.port = port
        self.known: dict[str, dict[str, bytes]] = {}
        self.tags: dict[tuple[str, str, str], bytes] = {}
        self.editions: set[str] = set()
        self.told = Told()
        self._numbers, self._lock, self._over = count(), threading.Lock(), threading.Event()

    def learn(self, edition: str, port: int, addresses: Iterable[str] = ()) -> None:
        """Reads every address from a process behind the caches, when it is known what is loaded there."""
        addresses = list(addresses) or self.addresses(port)
        answers = {address: ask(port, address, {}) for address in addresses}
        self.known[edition] = {address: body for address, (status, _tag, body) in answers.items() if status == 200}
        self.editions = {edition}

    @staticmethod
    def addresses(port: int) -> list[str]:
        """The first pages and what they link to."""
        linked = {link for address in FIRST for link in LINK.findall(ask(port, address, {})[2].decode())}
        return sorted(linked | set(FIRST))[:80]

    def __enter__(self) -> Traffic:
        self._threads = [threading.Thread(target=self._read, args=(number,), daemon=True) for number in range(READERS)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *raised) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def since(self) -> Told:
        """What came of the requests since the last call."""
        with self._lock:
            told, self.told = self.told, Told()
        return told

    def _read(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        addresses = sorted(next(iter(self.known.values())))
        while not self._over.is_set():
            self._one(chance.choice(addresses), chance.random() < 0.5, chance.choice(ENCODINGS))
            time.sleep(0.01)

    def _one(self, address: str, fresh: bool, encoding: str) -> None:
        kind, more = ("fresh", f"?n={next(self._numbers)}") if fresh else ("kept", "")
        allowed = set(self.editions)
        try:
            status, tag, body = ask(self.port, address + more, {"Accept-Encoding": encoding})
        except (OSError, HTTPException):
            status, tag, body = 599, "", b""
        allowed |= self.editions
        body = body.replace(more.encode(), b"") if fresh else body
        with self._lock:
            self.told.asked[kind] += 1
            if status >= 500:
                self.told.failed[kind] += 1
            elif fault := self._fault(address, status, body, allowed) or self._mistagged(address + more, encoding, tag, body):
                self.told.wrong.append(f"{address}{more}: {fault}")

    def _fault(self, address: str, status: int, body: bytes, allowed: set[str]) -> str:
        if status != 200:
            return f"status {status}"
        if any(self.known[edition].get(address) == body for edition in allowed):
            return ""
        others = [edition for edition, pages in self.known.items() if pages.get(address) == body]
        return f"of edition {others[0]}, not of {sorted(allowed)}" if others else f"of no edition ({len(body)} bytes)"

    def _mistagged(self, address: str, encoding: str, tag: str, body: bytes) -> str:
        """An entity tag that stood with other bytes before."""
        return "" if not tag or self.tags.setdefault((address, encoding, tag), body) == body else f"{tag} had other bytes before"


def ask(port: int, address: str, headers: dict[str, str], patience: float = PATIENCE) -> tuple[int, str, bytes]:
    """Status, entity tag and body, unpacked, of a request on a connection of its own. Raises OSError, HTTPException."""
    connection = HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("GET", address, headers={"Host": "127.0.0.1", **headers})
        answer = connection.getresponse()
        body = answer.read()
        packed = answer.headers.get("Content-Encoding") == "gzip"
        return answer.status, answer.headers.get("ETag", ""), gzip.decompress(body) if packed else body
    finally:
        connection.close()
