"""Stores of responses for one edition: a cache in each worker's memory, and the warm file that all workers read.

Memory is bounded in bytes. Responses requested once are evicted first, so that a flood of new addresses evicts nothing that is requested
repeatedly. The warm file is an SQLite file for one edition and one code version; it never changes, only another file replaces it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from contextlib import closing, suppress
from pathlib import Path
from threading import Lock

from django.conf import settings

from archive.web.cache.cache_key import CODINGS, CacheKey
from archive.web.cache.code_version import code_version
from archive.web.cache.responses import BEST_ENCODERS, DECODERS, EncodedResponse, RenderedResponse, choose_coding, encode_response

PROBATION_SHARE = 0.25
MAX_ENTRY_SHARE = 0.125
# Bytes of an entry besides its body: key, headers, dictionary slots.
ENTRY_OVERHEAD = 3_500
# Characters of key and headers included in that; longer ones are counted in addition.
INCLUDED_HEADER_BYTES = 2_000


class ResponseCache:
    """Responses of at most ``max_bytes`` (bodies, and an estimate of the rest)."""

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self._lock = Lock()
        self._probation: OrderedDict[Hashable, EncodedResponse] = OrderedDict()
        self._protected: OrderedDict[Hashable, EncodedResponse] = OrderedDict()
        self._protected_bytes = 0

    def __len__(self) -> int:
        return len(self._probation) + len(self._protected)

    def get(self, key: Hashable) -> EncodedResponse | None:
        """Return the response, if it is cached."""
        with self._lock:
            if key in self._protected:
                self._protected.move_to_end(key)
                return self._protected[key]
            if key in self._probation:
                return self._promote(key)
        return None

    def put(self, key: Hashable, answer: EncodedResponse) -> None:
        """Cache a response, unless it is so large that it would evict many others."""
        size = _entry_size(key, answer)
        if size > self.max_bytes * MAX_ENTRY_SHARE:
            return
        with self._lock:
            if key in self._protected or key in self._probation:
                return
            self._probation[key] = answer
            self.bytes += size
            self._evict()

    def _promote(self, key: Hashable) -> EncodedResponse:
        answer = self._protected[key] = self._probation.pop(key)
        self._protected_bytes += _entry_size(key, answer)
        while self._protected_bytes > self.max_bytes * (1 - PROBATION_SHARE):
            other, oldest = self._protected.popitem(last=False)
            self._probation[other] = oldest
            self._protected_bytes -= _entry_size(other, oldest)
        return answer

    def _evict(self) -> None:
        while self.bytes > self.max_bytes and self._probation:
            other, oldest = self._probation.popitem(last=False)
            self.bytes -= _entry_size(other, oldest)


def _entry_size(key: Hashable, answer: EncodedResponse) -> int:
    written = len(repr(key)) + sum(len(value) for _name, value in answer.headers)
    return len(answer.body) + ENTRY_OVERHEAD + max(0, written - INCLUDED_HEADER_BYTES)


WARM_FILE_SCHEMA = "CREATE TABLE answer (asked TEXT PRIMARY KEY, status TEXT, headers TEXT, plain BLOB, br BLOB, gzip BLOB)"
WARM_FILE_RETRY_SECONDS = 1.0


def get_warm_file_path(edition: str, code: str) -> Path:
    """Return the path of the warm file of an edition and a code version."""
    return Path(settings.RESPONSE_CACHE_ROOT) / f"{edition[:16]}-{code[:16]}.sqlite3"


class WarmFile:
    """The responses in ``file``, which may not exist yet."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock, self._last_attempt = Lock(), -WARM_FILE_RETRY_SECONDS
        self._connection: sqlite3.Connection | None = None
        self._inode = 0

    def get(self, asked: CacheKey, coding: str) -> tuple[RenderedResponse, bytes | None] | None:
        """Return the response, and its body in ``coding`` if the file has it."""
        with self._lock:
            row = self._select_row(asked)
        if row is None:
            return None
        status, headers, plain, *coded = row
        encoded = dict(zip(("br", "gzip"), coded, strict=True))
        body = plain if plain is not None else DECODERS["br"](encoded["br"])
        return RenderedResponse(status, [(name, value) for name, value in json.loads(headers)], body), encoded.get(coding)

    def _select_row(self, asked: CacheKey) -> tuple | None:
        connection = self._open()
        if connection is None:
            return None
        try:
            found = connection.execute("SELECT status, headers, plain, br, gzip FROM answer WHERE asked = ?", [json.dumps(asked)])
            return found.fetchone()
        except sqlite3.Error:
            return None

    def _open(self) -> sqlite3.Connection | None:
        if (now := time.monotonic()) - self._last_attempt >= WARM_FILE_RETRY_SECONDS:
            self._last_attempt = now
            with suppress(OSError, sqlite3.Error):  # not written yet, deleted, or readable by another user only
                self._open_replaced(self._file.stat().st_ino)
        return self._connection

    def _open_replaced(self, inode: int) -> None:
        """Open the file unless it is the one already open: ``manage.py warm`` replaces the file that a load wrote."""
        if inode != self._inode:
            address = f"{self._file.absolute().as_uri()}?mode=ro&immutable=1"
            opened = sqlite3.connect(address, uri=True, check_same_thread=False)
            if self._connection:
                self._connection.close()
            self._connection, self._inode = opened, inode


def write_warm_file(file: Path, answers: Iterable[tuple[CacheKey, RenderedResponse]]) -> int:
    """Write the file, delete those of other editions, and return the number of responses in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(f".{os.getpid()}")
    beside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(beside)) as connection, connection:
            connection.execute(WARM_FILE_SCHEMA)
            connection.executemany("INSERT OR IGNORE INTO answer VALUES (?, ?, ?, ?, ?, ?)", map(_build_row, answers))
            count = connection.execute("SELECT count(*) FROM answer").fetchone()[0]
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    for other in file.parent.glob("*.sqlite3"):
        if other != file:
            other.unlink(missing_ok=True)
    return count


def _build_row(answer: tuple[CacheKey, RenderedResponse]) -> tuple:
    asked, made = answer
    coded = [BEST_ENCODERS[one](made.body) if choose_coding(made, one) else None for one in ("br", "gzip")]
    return json.dumps(asked), made.status, json.dumps(made.headers), made.body if coded[0] is None else None, *coded


class EditionResponses:
    """Responses of one edition; another edition has another object, so that no thread mixes two."""

    def __init__(self, edition: str) -> None:
        self.edition = edition
        self.memory = ResponseCache(settings.RESPONSE_CACHE_MB * 2**20)
        self.warm_file = WarmFile(get_warm_file_path(edition, code_version()))

    def find(self, wanted: CacheKey, coding: str) -> EncodedResponse | None:
        """Return the stored response, converted from another coding if need be; None if there is none."""
        if answer := self.memory.get((wanted, coding)):
            return answer
        if warmed := self.warm_file.get(wanted, coding):
            return self.store(wanted, coding, *warmed)
        for other in CODINGS:
            if found := self.memory.get((wanted, other)):
                return self.store(wanted, coding, found.rendered)
        return None

    def store(self, wanted: CacheKey, coding: str, made: RenderedResponse, encoded: bytes | None = None) -> EncodedResponse:
        """Encode a response, cache it in memory and return it."""
        answer = encode_response(made, self.edition, wanted, coding, encoded)
        self.memory.put((wanted, coding), answer)
        return answer
