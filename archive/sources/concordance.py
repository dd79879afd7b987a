"""The mentions of a subject in their own words and order, aligned on the words (“keyword in context”)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archive.models import Mention

# Maximum code points of the sentence before the words, and after.
CONTEXT_LENGTH = 28


class ConcordanceLine(NamedTuple):
    """A mention and the source's characters before and after it, cut at white space."""

    before: str
    mention: Mention
    after: str


def build_concordance(mentions: Iterable[Mention]) -> list[ConcordanceLine]:
    """Return a line for each mention, with up to CONTEXT_LENGTH code points of its sentence on either side."""
    return [_build_line(mention) for mention in mentions]


def _build_line(mention: Mention) -> ConcordanceLine:
    text = mention.passage.text
    start, end = max(0, mention.start - CONTEXT_LENGTH), min(len(text), mention.end + CONTEXT_LENGTH)
    while 0 < start < mention.start and not text[start - 1].isspace():
        start += 1
    while mention.end < end < len(text) and not text[end].isspace():
        end -= 1
    return ConcordanceLine(text[start : mention.start], mention, text[mention.end : end])
