"""Every mention in its own words and order, aligned on the word (“keyword in context”)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archive.models import Mention

CONTEXT_LENGTH = 28


class ConcordanceLine(NamedTuple):
    """A mention and the source's characters on either side of it, cut at white space."""

    before: str
    mention: Mention
    after: str


def build_concordance(mentions: Iterable[Mention]) -> list[ConcordanceLine]:
    """A line a mention, with up to AROUND code points of its sentence on either side."""
    return [_build_line(mention) for mention in mentions]


def _build_line(mention: Mention) -> ConcordanceLine:
    text = mention.passage.text
    start, end = max(0, mention.start - CONTEXT_LENGTH), min(len(text), mention.end + CONTEXT_LENGTH)
    while start > 0 and start < mention.start and not text[start - 1].isspace():
        start += 1
    while end < len(text) and end > mention.end and not text[end].isspace():
        end -= 1
    return ConcordanceLine(text[start : mention.start], mention, text[mention.end : end])
