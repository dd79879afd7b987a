"""A quotation as entered: what is set aside before it is looked up, and the parts between its ellipses.

Nothing is repaired: what is set aside is around the quotation, never within it, and is reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from archive.quotations.tokens import RAISED_FIGURES, tokenize_text
from archive.text.anchoring import Span
from archive.text.gaps import GAP_MARK

# Opening quotation marks, each with those that may close it.
QUOTATION_MARKS = {
    "“": "”",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "'": "'",
    "「": "」",
    "『": "』",
}
# An ellipsis, two full stops or more, or three with spaces between them.
DOTS = r"(?:…[.…]*|\.{2,}|\.(?:\s\.){2,})"
ELLIPSIS = re.compile(rf"\s*{GAP_MARK}\s*|\s*(?:\[\s*{DOTS}\s*\]|\(\s*{DOTS}\s*\)|{DOTS})\s*")
# Maximum ellipses that divide a quotation; any others are left in its last part.
MAX_ELLIPSES = 20
# Marks of a footnote at the end of a quotation.
LAST_NOTE = re.compile(rf"\s*(?:[{RAISED_FIGURES}]+|\[\s*\d{{1,3}}\s*\]|(?<=\S)\(\d{{1,3}}\)|[*†‡]+)\Z")
# Letters of scripts that are written from right to left.
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# Words and figures that keep their order within such a script.
LEFT_TO_RIGHT_RUN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+(?:[.,/:-][0-9A-Za-z\u00c0-\u024f]+)*")
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
# Minimum words of a quotation whose letters, or words, may be in reverse order.
MIN_WORDS_OF_REVERSED_LETTERS, MIN_REVERSED_WORDS = 2, 4


class NormalizedQuotation(NamedTuple):
    """A text that may be in a source letter for letter; ``set_aside`` for it: keys of ``answer.NORMALIZATION_NOTES``."""

    text: str
    set_aside: tuple[str, ...] = ()

    @property
    def is_reversed(self) -> bool:
        """Return whether its letters or words were put in the reverse order."""
        return any(name.startswith("reversed") for name in self.set_aside)


def normalize_quotation(text: str) -> list[NormalizedQuotation]:
    """Return the forms of a quotation, the longest first.

    The first has LF as line ends and no white space around it; each other one is without something else at its edges: invisible
    characters, a pair of quotation marks, the mark of a footnote.
    """
    # A form sends every line end as CR LF, whatever was pasted.
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    core = lines.strip()
    set_aside = tuple(name for name, is_changed in (("lines", lines != text), ("space", core != lines)) if is_changed)
    forms = [NormalizedQuotation(core, set_aside)]
    while (shorter := _strip_edges(forms[-1].text)) is not None:
        name, core = shorter
        set_aside = tuple(dict.fromkeys((*set_aside, name)))
        forms.append(NormalizedQuotation(core, set_aside))
    return forms


def _strip_edges(text: str) -> tuple[str, str] | None:
    """Return what was removed from the edges of a text, and the rest, which is not empty; None if there is nothing to remove."""
    visible = [index for index, character in enumerate(text) if not _is_invisible(character)]
    candidates = [("invisible", text[visible[0] : visible[-1] + 1] if visible else "")]
    if text[1:-1].strip() and text[-1] in QUOTATION_MARKS.get(text[0], ""):
        candidates.append(("marks", text[1:-1].strip()))
    candidates.append(("note", LAST_NOTE.sub("", text)))
    return next(((name, rest) for name, rest in candidates if rest and rest != text), None)


def _is_invisible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cf"


def split_at_ellipses(core: str) -> list[Span]:
    """Return the parts between the first ellipses (“…”, “[…]”, two full stops) and marks of gaps; the whole if nothing else is left."""
    edges = [0, *(edge for match in islice(ELLIPSIS.finditer(core), MAX_ELLIPSES) for edge in match.span()), len(core)]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end] or [Span(0, len(core))]


def list_reversed_readings(text: str) -> Iterator[NormalizedQuotation]:
    """Yield what a text from right to left reads if its letters or words are in reverse order, line by line, as copied from some PDF files."""
    count = len(tokenize_text(text)) if RIGHT_TO_LEFT.search(text) else 0
    if count >= MIN_WORDS_OF_REVERSED_LETTERS:
        yield NormalizedQuotation("\n".join(map(_reverse_letters, text.split("\n"))), ("reversed-letters",))
        yield NormalizedQuotation(re.sub(r"\S+", lambda match: _reverse_letters(match[0]), text), ("reversed-letters",))
    if count >= MIN_REVERSED_WORDS:
        reversed_lines = (" ".join(reversed(line.split())) for line in text.split("\n"))
        yield NormalizedQuotation("\n".join(reversed_lines), ("reversed-words",))


def _reverse_letters(line: str) -> str:
    return LEFT_TO_RIGHT_RUN.sub(lambda match: match[0][::-1], line[::-1].translate(MIRRORED))
