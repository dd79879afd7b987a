"""The mark in a text where the document has characters that the text lacks: lost, illegible, or replaced by its editor.

Nothing crosses it: no name, no date and no quotation. Characters directly next to it may be a part of a word only.
"""

from __future__ import annotations

GAP_MARK = "⟨…⟩"
# Patterns, for text that may be folded, of a position that is not directly after or before the mark.
NOT_AFTER_GAP = rf"(?<!{GAP_MARK[-1]})"
NOT_BEFORE_GAP = rf"(?!{GAP_MARK[0]})"


def has_gap(text: str) -> bool:
    """Return whether the text has the mark."""
    return GAP_MARK in text
