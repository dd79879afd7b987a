"""Of which edition an answer is: one, from the first question to the last."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.db import Error, close_old_connections, connection, transaction
from django.http import HttpRequest, HttpResponse

from archive.edition_cache import CURRENT_EDITION, EDITION_ENVIRON_KEY
from archive.models import Edition

EDITION_RECHECK_SECONDS = 1.0


class SingleEditionMiddleware:
    """Middleware, the innermost: all that is asked for an answer is asked of one state of the database.

    The first question names the edition; on SQLite it begins the read transaction, on PostgreSQL the snapshot (REPEATABLE READ).
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
    """The edition that is loaded, looked up at most once a second; the last one known while the database does not answer.

    What is kept is answered meanwhile: a database that hangs until the connection is given up takes no more than a tenth of the time.
    """

    def __init__(self) -> None:
        self.edition, self._next_check = "", 0.0

    def look_up_edition(self) -> str:
        """The edition's digest; empty if none is loaded."""
        begun = time.monotonic()
        if begun >= self._next_check:
            self._next_check = begun + EDITION_RECHECK_SECONDS
            if not self._refresh():
                ended = time.monotonic()
                self._next_check = ended + max(EDITION_RECHECK_SECONDS, 9 * (ended - begun))
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
    """The digest of the edition that the database holds; empty if none is."""
    return Edition.objects.values_list("digest", flat=True).first() or ""
