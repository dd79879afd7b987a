"""Constant traffic that compares each response with those of the editions that are correct at the time, byte for byte.

Half of the requests are for pages at their own addresses, which caches hold; half for addresses not requested before, which an
application must answer.
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
# Caches hold a response in each encoding.
ENCODINGS = ("identity", "gzip")


@dataclass
class Results:
    """Numbers of requests and failures for cached and for fresh addresses, and wrong responses."""

    requests: Counter = field(default_factory=Counter)
    failed: Counter = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Traffic:
    """Readers at ``port`` of 127.0.0.1 until the context ends. ``editions`` are those that are correct now."""

    def __init__(self, port: int):
        self.port = port
        self.known: dict[str, dict[str, bytes]] = {}
        self.tags: dict[tuple[str, str, str], bytes] = {}
        self.editions: set[str] = set()
        self.results = Results()
        self._numbers, self._lock, self._ended = count(), threading.Lock(), threading.Event()

    def learn(self, edition: str, port: int, addresses: Iterable[str] = ()) -> None:
        """Store the responses of an edition, read at the port of an application that has loaded it."""
        addresses = list(addresses) or self.find_addresses(port)
        answers = {address: ask(port, address, {}) for address in addresses}
        self.known[edition] = {address: body for address, (status, _tag, body) in answers.items() if status == 200}
        self.editions = {edition}

    @staticmethod
    def find_addresses(port: int) -> list[str]:
        """Return the first pages and the pages they link to, at most 80; those of editions are not in every edition."""
        linked = {link for address in FIRST for link in LINK.findall(ask(port, address, {})[2].decode())}
        return sorted({link for link in linked if "/editions/" not in link} | set(FIRST))[:80]

    def __enter__(self) -> Traffic:
        self._threads = [threading.Thread(target=self._read, args=(number,), daemon=True) for number in range(READERS)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *raised) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(PATIENCE)

    def since(self) -> Results:
        """Return the results since the last call."""
        with self._lock:
            results, self.results = self.results, Results()
        return results

    def _read(self, seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311
        addresses = sorted(next(iter(self.known.values())))
        while not self._ended.is_set():
            self._request(chance.choice(addresses), chance.random() < 0.5, chance.choice(ENCODINGS))
            time.sleep(0.01)

    def _request(self, address: str, fresh: bool, encoding: str) -> None:
        kind, more = ("fresh", f"?n={next(self._numbers)}") if fresh else ("cached", "")
        allowed = set(self.editions)
        try:
            status, tag, body = ask(self.port, address + more, {"Accept-Encoding": encoding})
        except (OSError, HTTPException):
            status, tag, body = 599, "", b""
        allowed |= self.editions
        body = body.replace(more.encode(), b"") if fresh else body
        with self._lock:
            self.results.requests[kind] += 1
            if status >= 500:
                self.results.failed[kind] += 1
            elif fault := self._compare(address, status, body, allowed) or self._check_tag(address + more, encoding, tag, body):
                self.results.wrong.append(f"{address}{more}: {fault}")

    def _compare(self, address: str, status: int, body: bytes, allowed: set[str]) -> str:
        if status != 200:
            return f"status {status}"
        if any(self.known[edition].get(address) == body for edition in allowed):
            return ""
        others = [edition for edition, pages in self.known.items() if pages.get(address) == body]
        return f"of edition {others[0]}, not of {sorted(allowed)}" if others else f"of no edition ({len(body)} bytes)"

    def _check_tag(self, address: str, encoding: str, tag: str, body: bytes) -> str:
        """Return a fault if an entity tag was sent with other bytes before."""
        return "" if not tag or self.tags.setdefault((address, encoding, tag), body) == body else f"{tag} had other bytes before"


def ask(port: int, address: str, headers: dict[str, str], patience: float = PATIENCE) -> tuple[int, str, bytes]:
    """Return status, entity tag and decompressed body, on a new connection. Raises OSError, HTTPException."""
    connection = HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        connection.request("GET", address, headers={"Host": "127.0.0.1", **headers})
        response = connection.getresponse()
        body = response.read()
        if response.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        return response.status, response.headers.get("ETag", ""), body
    finally:
        connection.close()
