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

    def put(self, key: Hashable, response: EncodedResponse) -> None:
        """Cache a response, unless it is so large that it would evict many others."""
        size = _entry_size(key, response)
        if size > self.max_bytes * MAX_ENTRY_SHARE:
            return
        with self._lock:
            if key in self._protected or key in self._probation:
                return
            self._probation[key] = response
            self.bytes += size
            while self.bytes > self.max_bytes and self._probation:
                other, oldest = self._probation.popitem(last=False)
                self.bytes -= _entry_size(other, oldest)

    def _promote(self, key: Hashable) -> EncodedResponse:
        response = self._protected[key] = self._probation.pop(key)
        self._protected_bytes += _entry_size(key, response)
        while self._protected_bytes > self.max_bytes * (1 - PROBATION_SHARE):
            other, oldest = self._protected.popitem(last=False)
            self._probation[other] = oldest
            self._protected_bytes -= _entry_size(other, oldest)
        return response


def _entry_size(key: Hashable, response: EncodedResponse) -> int:
    header_length = len(repr(key)) + sum(len(value) for _name, value in response.headers)
    return len(response.body) + ENTRY_OVERHEAD + max(0, header_length - INCLUDED_HEADER_BYTES)


WARM_FILE_SCHEMA = "CREATE TABLE response (cache_key TEXT PRIMARY KEY, status TEXT, headers TEXT, plain BLOB, br BLOB, gzip BLOB)"
SELECT_RESPONSE = "SELECT status, headers, plain, br, gzip FROM response WHERE cache_key = ?"
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

    def get(self, key: CacheKey, coding: str) -> tuple[RenderedResponse, bytes | None] | None:
        """Return the response, and its body in ``coding`` if the file has it."""
        with self._lock:
            row = self._select_row(key)
        if row is None:
            return None
        status, headers, plain, *coded = row
        encoded = dict(zip(("br", "gzip"), coded, strict=True))
        body = plain if plain is not None else DECODERS["br"](encoded["br"])
        return RenderedResponse(status, [(name, value) for name, value in json.loads(headers)], body), encoded.get(coding)

    def _select_row(self, key: CacheKey) -> tuple | None:
        if connection := self._open():
            with suppress(sqlite3.Error):
                return connection.execute(SELECT_RESPONSE, [json.dumps(key)]).fetchone()
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


def write_warm_file(file: Path, responses: Iterable[tuple[CacheKey, RenderedResponse]]) -> int:
    """Write the file, delete those of other editions, and return the number of responses in it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{os.getpid()}")
    temporary.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(temporary)) as connection, connection:
            connection.execute(WARM_FILE_SCHEMA)
            connection.executemany("INSERT OR IGNORE INTO response VALUES (?, ?, ?, ?, ?, ?)", map(_build_row, responses))
            count = connection.execute("SELECT count(*) FROM response").fetchone()[0]
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    for other in file.parent.glob("*.sqlite3"):
        if other != file:
            other.unlink(missing_ok=True)
    return count


def _build_row(entry: tuple[CacheKey, RenderedResponse]) -> tuple:
    key, response = entry
    coded = [BEST_ENCODERS[coding](response.body) if choose_coding(response, coding) else None for coding in ("br", "gzip")]
    plain = response.body if coded[0] is None else None
    return json.dumps(key), response.status, json.dumps(response.headers), plain, *coded


class EditionResponses:
    """Responses of one edition; another edition has another object, so that no thread mixes two."""

    def __init__(self, edition: str) -> None:
        self.edition = edition
        self.memory = ResponseCache(settings.RESPONSE_CACHE_MB * 2**20)
        self.warm_file = WarmFile(get_warm_file_path(edition, code_version()))

    def find(self, key: CacheKey, coding: str) -> EncodedResponse | None:
        """Return the stored response, converted from another coding if need be; None if there is none."""
        if response := self.memory.get((key, coding)):
            return response
        if warmed := self.warm_file.get(key, coding):
            return self.store(key, coding, *warmed)
        for other_coding in CODINGS:
            if cached := self.memory.get((key, other_coding)):
                return self.store(key, coding, cached.rendered)
        return None

    def store(self, key: CacheKey, coding: str, rendered: RenderedResponse, encoded: bytes | None = None) -> EncodedResponse:
        """Encode a response, cache it in memory and return it."""
        response = encode_response(rendered, self.edition, key, coding, encoded)
        self.memory.put((key, coding), response)
        return response
