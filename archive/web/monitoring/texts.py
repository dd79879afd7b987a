"""Fixity of the texts that this process serves: all are re-hashed when it starts, and some of them with each ``/readyz``.

Bytes on a disk may change without a trace in the times of a file. Requests to ``/readyz`` re-hash every text several times a day.
"""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from math import ceil
from threading import Lock

from archive.fixity.source_texts import is_text_sound, list_sources
from archive.models import Load
from archive.web.monitoring import metrics

# Seconds within which all texts are re-hashed, if /readyz is requested meanwhile
ROTATION_SECONDS = 6 * 60 * 60
logger = logging.getLogger(__name__)


class TextMonitor:
    """The instant at which each text was last sound, in seconds of Unix time, and the texts that are not."""

    def __init__(self) -> None:
        self.last_sound: dict[str, float] = {}
        self.unsound: set[str] = set()
        self._last_check = 0.0
        self._lock = Lock()

    def check_all(self) -> None:
        """Re-hash all texts. Raises DatabaseError."""
        self._check(list_sources(), share=1.0)

    def check_next(self) -> list[str]:
        """Re-hash the texts whose turn it is, those that are unsound, and new ones; return the unsound ones. Raises DatabaseError."""
        sources = list_sources()
        self._check(sources, share=min(1.0, (time.time() - self._last_check) / ROTATION_SECONDS))
        return sorted(self.unsound)

    def report(self, source: str) -> None:
        """Note that a text was found unsound, and log it once."""
        if source in self.unsound:
            return
        self.unsound.add(source)
        last = self.last_sound.get(source)
        instant = datetime.fromtimestamp(last, UTC).isoformat(timespec="seconds") if last else ""
        load = Load.objects.first()
        fields = {"source": source, "last_sound": instant, "loaded": load.instant if load else ""}
        words = "the text of %s does not have its SHA-256; last sound %s; run manage.py load_fixtures --again"
        logger.error(words, source, instant or f"when it was loaded, {fields['loaded']}", extra={"fields": fields})

    def _check(self, sources: list[str], share: float) -> None:
        """Re-hash a share of the texts, those first whose last check is longest ago; unsound and new ones in any case."""
        with self._lock:
            known = set(sources)
            self.last_sound = {source: instant for source, instant in self.last_sound.items() if source in known}
            self.unsound &= known
            in_turn = sorted(sources, key=lambda source: self.last_sound.get(source, 0.0))
            due = {*in_turn[: ceil(len(in_turn) * share)], *self.unsound, *(known - self.last_sound.keys())}
            for source in in_turn:
                if source in due and not is_text_sound(source):
                    self.report(source)
                elif source in due:
                    self.last_sound[source] = time.time()
                    self.unsound.discard(source)
            self._last_check = time.time()
            sound = [self.last_sound.get(source, 0.0) for source in sources]
            metrics.record_texts(min(sound, default=self._last_check), len(self.unsound))


MONITOR = TextMonitor()
