"""The edition of a response: one for all its queries."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.db import Error, close_old_connections, connection, transaction
from django.http import HttpRequest, HttpResponse

from archive.edition_cache import CURRENT_EDITION, EDITION_ENVIRON_KEY
from archive.models import LoadedState

EDITION_RECHECK_SECONDS = 1.0


class SingleEditionMiddleware:
    """Innermost middleware: all queries for a response read one state of the database.

    The first query reads the edition; on SQLite it begins the read transaction, on PostgreSQL the snapshot (REPEATABLE READ).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic(savepoint=False):
            edition = request.META[EDITION_ENVIRON_KEY] = get_loaded_edition()
            token = CURRENT_EDITION.set(edition if settings.RESPONSE_CACHE_MB else "")
            try:
                return self.get_response(request)
            finally:
                CURRENT_EDITION.reset(token)


class EditionWatcher:
    """The loaded edition, read at most once a second; the last one known while the database does not answer.

    A database that hangs until the connection times out takes at most a tenth of the time; stored responses are served meanwhile.
    """

    def __init__(self) -> None:
        self.edition, self._next_check = "", 0.0

    def look_up_edition(self) -> str:
        """Return the digest of the edition; empty if none is loaded."""
        start = time.monotonic()
        if start >= self._next_check:
            self._next_check = start + EDITION_RECHECK_SECONDS
            if not self._refresh():
                end = time.monotonic()
                self._next_check = end + max(EDITION_RECHECK_SECONDS, 9 * (end - start))
        return self.edition

    def _refresh(self) -> bool:
        try:
            close_old_connections()
            self.edition = get_loaded_edition()
        except Error:
            connection.close()
            return False
        return True


def get_loaded_edition() -> str:
    """Return the digest of the edition in the database, another one after each repair of it; empty if none is loaded."""
    row = LoadedState.objects.values_list("digest", "load__instant", "load__is_repair").first()
    if row is None:
        return ""
    digest, instant, is_repair = row
    return sha256(f"{digest} {instant}".encode()).hexdigest() if is_repair else digest
