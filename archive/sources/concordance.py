"""The mentions of a subject in their own words and order, aligned on the words (“keyword in context”)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archive.models import Mention
from archive.text.anchoring import Span
from archive.text.keyword_context import cut_context


class ConcordanceLine(NamedTuple):
    """A mention and the source's characters before and after it."""

    before: str
    mention: Mention
    after: str


def build_concordance(mentions: Iterable[Mention]) -> list[ConcordanceLine]:
    """Return a line for each mention, with the characters of its sentence on either side; the text itself, which may be long, is not read."""
    return [_build_line(mention) for mention in mentions]


def _build_line(mention: Mention) -> ConcordanceLine:
    start = len(mention.prefix)
    before, after = cut_context(mention.prefix + mention.exact + mention.suffix, Span(start, start + len(mention.exact)))
    return ConcordanceLine(before, mention, after)
