"""White space of a TEI paragraph: pieces of text in, the paragraph's characters and the spans of its sentences out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.anchoring import Span

RUN = re.compile(r"[ \t\r\n]+|[^ \t\r\n]+")
WHITE = " \t\r\n"
JOIN = ""


class Piece(NamedTuple):
    """Characters; the number of their sentence, 0 for none; whether their white space stays; whether they are a line end, or JOIN."""

    text: str
    sentence: int
    kept: bool
    is_break: bool = False


def laid_out(pieces: Iterable[Piece]) -> tuple[str, list[Span]]:
    """A paragraph's text by the rules of white space, and its sentences, if they hold all of it that is no white space."""
    laid = _Layout()
    for piece in pieces:
        if piece.is_break:
            laid.end_line(piece.text)
            continue
        for run in RUN.findall(piece.text):
            if run.strip(WHITE):
                laid.word(run, piece.sentence)
            else:
                laid.space(run, kept=piece.kept)
    outside = laid.sentences.pop(0, None)
    return "".join(laid.runs).rstrip(WHITE), [] if outside else list(laid.sentences.values())


@dataclass
class _Layout:
    """A paragraph being laid out; ``last``: its last sign, of which more white space is decided."""

    runs: list[str] = field(default_factory=list)
    length: int = 0
    last: str = "\n"
    sentences: dict[int, Span] = field(default_factory=dict)

    def word(self, run: str, sentence: int) -> None:
        """Characters of a sentence, or of none (0)."""
        start = self.sentences.get(sentence, Span(self.length, 0)).start
        self.sentences[sentence] = Span(start, self.length + len(run))
        self._add(run)

    def space(self, run: str, *, kept: bool) -> None:
        """White space, as it is or as one space."""
        if kept or self.last not in ("\n", " ", JOIN):
            self._add(run if kept else " ")

    def end_line(self, sign: str) -> None:
        """A line end, or JOIN, with no space around it."""
        if self.last == " ":
            self.length -= len(self.runs.pop())
        self._add(sign)

    def _add(self, run: str) -> None:
        self.runs.append(run)
        self.length += len(run)
        self.last = run[-1:]
