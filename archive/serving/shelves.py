"""The answers of one edition: in memory, and in the file of those that were warmed."""

from __future__ import annotations

from django.conf import settings

from archive.serving.answers import Answer, Made, ready
from archive.serving.asked import CODINGS, Asked
from archive.serving.codeversion import code_version
from archive.serving.kept import Kept
from archive.serving.warmed import Warmed, warmed_file


class OfEdition:
    """Answers of one edition and no other: it is made anew, not emptied, when another is loaded, so that no thread mixes two."""

    def __init__(self, edition: str) -> None:
        self.edition = edition
        self.kept = Kept(settings.ANSWERS_MB * 2**20)
        self.warmed = Warmed(warmed_file(edition, code_version()))

    def find(self, wanted: Asked, coding: str) -> Answer | None:
        """The answer, if it is at hand; one coding is made of another."""
        if answer := self.kept.get((wanted, coding)):
            return answer
        if warmed := self.warmed.get(wanted, coding):
            return self.keep(wanted, coding, *warmed)
        for other in CODINGS:
            if found := self.kept.get((wanted, other)):
                return self.keep(wanted, coding, found.made)
        return None

    def keep(self, wanted: Asked, coding: str, made: Made, encoded: bytes | None = None) -> Answer:
        """The answer made ready, and kept."""
        answer = ready(made, self.edition, wanted, coding, encoded)
        self.kept.put((wanted, coding), answer)
        return answer
