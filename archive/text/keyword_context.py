"""Characters of a text before and after a span, as a concordance aligns them (“keyword in context”)."""

from __future__ import annotations

from archive.text.anchoring import Span

# Maximum code points before the span, and after it; fewer than anchors and mentions are stored with, which also tell whether a word ends there.
CONTEXT_LENGTH = 28


def cut_context(text: str, span: Span) -> tuple[str, str]:
    """Return up to CONTEXT_LENGTH code points of ``text`` on either side of ``span``, cut at white space."""
    start, end = max(0, span.start - CONTEXT_LENGTH), min(len(text), span.end + CONTEXT_LENGTH)
    while 0 < start < span.start and not text[start - 1].isspace():
        start += 1
    while span.end < end < len(text) and not text[end].isspace():
        end -= 1
    return text[start : span.start], text[span.end : end]
