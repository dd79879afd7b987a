"""Of which edition an answer is: one, from the first question to the last."""

from __future__ import annotations

import time

from django.conf import settings
from django.db import Error, close_old_connections, connection, transaction

from archive.memory import EDITION, MADE_OF
from archive.models import Edition

LOOK_AGAIN_AFTER = 1.0


class OneEdition:
    """Middleware, the innermost: all that is asked for an answer is asked of one state of the database.

    The first question names the edition; on SQLite it begins the read transaction, on PostgreSQL the snapshot (REPEATABLE READ).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with transaction.atomic(savepoint=False):
            edition = request.META[MADE_OF] = loaded()
            token = EDITION.set(edition if settings.ANSWERS_MB else "")
            try:
                return self.get_response(request)
            finally:
                EDITION.reset(token)


class Watch:
    """The edition that is loaded, looked up at most once a second; the last one known while the database does not answer."""

    def __init__(self) -> None:
        self.edition, self._looked = "", -LOOK_AGAIN_AFTER

    def look(self) -> str:
        """The edition's digest; empty if none is loaded."""
        now = time.monotonic()
        if now - self._looked >= LOOK_AGAIN_AFTER:
            self._looked = now
            self._ask()
        return self.edition

    def _ask(self) -> None:
        try:
            close_old_connections()
            self.edition = loaded()
        except Error:
            connection.close()


def loaded() -> str:
    """The digest of the edition that the database holds; empty if none is."""
    return Edition.objects.values_list("digest", flat=True).first() or ""
