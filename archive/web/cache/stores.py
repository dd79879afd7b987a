"""Stores of responses for one edition: a cache in each worker's memory, and the warm file that all workers read.

Memory is bounded in bytes. Responses requested once are evicted first, so that a flood of new addresses evicts nothing that is requested
repeatedly. The warm file is an SQLite file for one edition and one code version; it never changes, only another file replaces it.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import re
import shutil
import sqlite3
import tempfile
import time
import weakref
from collections import OrderedDict, deque
from collections.abc import Hashable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from django.conf import settings

from archive.fixity import file_digests
from archive.web.cache.cache_key import CODINGS, CacheKey
from archive.web.cache.code_version import code_version
from archive.web.cache.responses import BEST_ENCODERS, DECODERS, EncodedResponse, RenderedResponse, choose_coding, encode_response
from archive.web.monitoring import metrics

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


WARM_FILE_SCHEMA = (
    "CREATE TABLE response (cache_key BLOB PRIMARY KEY, status BLOB, headers BLOB, plain BLOB, br BLOB, gzip BLOB, digest BLOB)"
)
SELECT_RESPONSES = "SELECT cache_key, status, headers, plain, br, gzip, digest FROM response"
SELECT_RESPONSE = f"{SELECT_RESPONSES} WHERE cache_key = ?"
WARM_FILE_RETRY_SECONDS = 1.0
STORED_TYPES = {bytes, type(None)}
# Names of files that are being written, and of their journals
TEMPORARY_FILE = re.compile(r"[0-9a-f]{16}-[0-9a-f]{16}\.(?!sqlite3)[^.]+")
JOURNAL_SUFFIX = "-journal"
# Responses that are held while they are compressed: enough for a page that takes as long as several others.
MAX_WAITING_ROWS = 8
logger = logging.getLogger(__name__)


def get_warm_file_path(edition: str, code: str) -> Path:
    """Return the path of the warm file of an edition and a code version."""
    return Path(settings.RESPONSE_CACHE_ROOT) / f"{edition[:16]}-{code[:16]}.sqlite3"


class StoredRow(NamedTuple):
    """A row of the warm file, as bytes. ``plain`` is None if the body is stored compressed."""

    cache_key: bytes
    status: bytes
    headers: bytes
    plain: bytes | None
    br: bytes | None
    gzip: bytes | None
    digest: bytes = b""

    @property
    def is_sound(self) -> bool:
        """Return whether all values are those that were written; damage may have made numbers of them."""
        return {*map(type, self)} <= STORED_TYPES and self.compute_digest() == self.digest

    def compute_digest(self) -> bytes:
        """Return the SHA-256 of the lengths of the other values and of the values, as hex."""
        values = self[:-1]
        digest = sha256(repr([None if value is None else len(value) for value in values]).encode())
        for value in filter(None, values):
            digest.update(value)
        return digest.hexdigest().encode()

    @property
    def head(self) -> RenderedResponse:
        """Return the response without its body."""
        return RenderedResponse(self.status.decode(), [(name, value) for name, value in json.loads(self.headers)], b"")

    @property
    def rendered(self) -> RenderedResponse:
        """Return the response before it was encoded."""
        return self.head._replace(body=self.plain if self.plain is not None else DECODERS["br"](self.br))


class WarmFile:
    """The responses in ``file``, which may not exist yet. What is damaged in it is not used: it is rendered again, counted and logged once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock, self._last_attempt = Lock(), -WARM_FILE_RETRY_SECONDS
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        self._damaged: set[str] = set()

    def get(self, key: CacheKey, coding: str) -> tuple[RenderedResponse, bytes | None] | None:
        """Return the response, and its body in ``coding`` if the file has it; then the response itself has none.

        To decode that body would take longer than everything else.
        """
        name = json.dumps(key).encode()
        with self._lock:
            row = self._select_row(name)
        if row is None:
            return None
        if not row.is_sound or row.cache_key != name:
            self._report(name.decode())
            return None
        encoded = {"br": row.br, "gzip": row.gzip}.get(coding)
        return (row.rendered, None) if encoded is None else (row.head, encoded)

    def _select_row(self, name: bytes) -> StoredRow | None:
        if connection := self._open():
            try:
                row = connection.execute(SELECT_RESPONSE, [name]).fetchone()
            except sqlite3.Error as error:
                self._report(f"{self._file.name}: {error}")
            else:
                return StoredRow(*row) if row else None
        return None

    def _report(self, name: str) -> None:
        if name not in self._damaged:
            self._damaged.add(name)
            metrics.count_damaged_response()
            logger.error("the stored answer %s is damaged and is rendered instead; run manage.py warm", name)

    def _open(self) -> sqlite3.Connection | None:
        if (now := time.monotonic()) - self._last_attempt >= WARM_FILE_RETRY_SECONDS:
            self._last_attempt = now
            try:
                self._open_replaced(self._file.stat().st_ino)
            except FileNotFoundError:  # not written yet, or deleted
                pass
            except (OSError, sqlite3.Error) as error:
                self._report(f"{self._file.name}: {error}")
        return self._connection

    def _open_replaced(self, inode: int) -> None:
        """Open the file unless it is the one already open: ``manage.py warm`` replaces the file that a load wrote."""
        if inode != self._inode:
            opened = open_warm_file(self._file)
            if self._connection:
                self._connection.close()
            self._connection, self._inode = opened, inode
            weakref.finalize(self, opened.close).atexit = False
            self._damaged.clear()


def open_warm_file(file: Path) -> sqlite3.Connection:
    """Open a warm file, which never changes. Raises sqlite3.Error."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.text_factory = bytes  # a value that damage made a text may not be UTF-8
    return connection


def iterate_stored_rows(file: Path) -> Iterator[StoredRow]:
    """Yield all rows of a warm file. Raises sqlite3.Error."""
    with closing(open_warm_file(file)) as connection:
        for row in connection.execute(SELECT_RESPONSES):
            yield StoredRow(*row)


def list_warm_files() -> list[Path]:
    """Return the warm files of all editions and code versions, of which there is one at most times."""
    return sorted(Path(settings.RESPONSE_CACHE_ROOT).glob("*.sqlite3"))


def write_warm_file(file: Path, responses: Iterable[tuple[CacheKey, RenderedResponse]]) -> int:
    """Write the file, delete those of other editions and what a killed process left, and return the number of responses in it.

    Raises OSError; sqlite3.Error.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    _delete_left_over(file.parent)
    descriptor, name = tempfile.mkstemp(prefix=f"{file.stem}.", dir=file.parent)
    temporary = Path(name)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # until the process ends
        temporary.chmod(0o644)  # other users read it, too
        with closing(sqlite3.connect(temporary)) as connection, connection:
            connection.execute(WARM_FILE_SCHEMA)
            connection.executemany("INSERT OR IGNORE INTO response VALUES (?, ?, ?, ?, ?, ?, ?)", _build_rows(responses))
            count = connection.execute("SELECT count(*) FROM response").fetchone()[0]
        digest = file_digests.digest_file(temporary)
        file_digests.forget_digest(file)
        if file.is_dir():
            shutil.rmtree(file)
        temporary.replace(file)
        file_digests.store_digest(file, digest)
    finally:
        temporary.unlink(missing_ok=True)
        temporary.with_name(temporary.name + JOURNAL_SUFFIX).unlink(missing_ok=True)
        os.close(descriptor)
    for other in list_warm_files():
        if other != file:
            other.unlink(missing_ok=True)
            file_digests.forget_digest(other)
    return count


def _delete_left_over(folder: Path) -> None:
    """Delete the files that killed processes were writing, those that no process has locked, and then journals without a file."""
    left_over = [path for path in folder.iterdir() if TEMPORARY_FILE.fullmatch(path.name) and path.is_file()]
    for path in left_over:
        if not path.name.endswith(JOURNAL_SUFFIX):
            with suppress(OSError), path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
    for path in left_over:
        if path.name.endswith(JOURNAL_SUFFIX) and not path.with_name(path.name.removesuffix(JOURNAL_SUFFIX)).exists():
            path.unlink(missing_ok=True)


def _build_rows(responses: Iterable[tuple[CacheKey, RenderedResponse]]) -> Iterator[StoredRow]:
    """Yield the rows of responses. They are compressed in a thread while the next ones are rendered, which takes about as long."""
    waiting: deque[Future[StoredRow]] = deque()
    compressor = ThreadPoolExecutor(max_workers=1)
    try:
        for entry in responses:
            waiting.append(compressor.submit(_build_row, entry))
            if len(waiting) > MAX_WAITING_ROWS:
                yield waiting.popleft().result()
        yield from (row.result() for row in waiting)
    finally:
        compressor.shutdown(cancel_futures=True)


def _build_row(entry: tuple[CacheKey, RenderedResponse]) -> StoredRow:
    key, response = entry
    br, gzip = (BEST_ENCODERS[coding](response.body) if choose_coding(response, coding) else None for coding in ("br", "gzip"))
    plain = response.body if br is None else None
    row = StoredRow(json.dumps(key).encode(), response.status.encode(), json.dumps(response.headers).encode(), plain, br, gzip)
    return row._replace(digest=row.compute_digest())


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
