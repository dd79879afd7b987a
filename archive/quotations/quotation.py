"""A quotation as it was given, what of it is set aside before it is looked for, and the parts between its ellipses.

Nothing is repaired: what is set aside stands around the quotation, never within it, and is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from archive.text.anchoring import Span

# What opens a quotation, with what closes it.
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
ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:…|\.{3,})\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,})\s*")
# Ellipses that divide a quotation; any after these are left in its last part.
MAX_ELLIPSES = 20


@dataclass(frozen=True)
class NormalizedQuotation:
    """What may stand in a source letter for letter, and what was ``set_aside`` for it: of “lines”, “space”, “marks”."""

    text: str
    set_aside: tuple[str, ...] = ()


def normalize_quotation(text: str) -> list[NormalizedQuotation]:
    """The forms of a quotation, the fullest first: without white space around it, line ends as LF; then without its quotation marks."""
    aside: tuple[str, ...] = ()
    core = text
    if "\r" in core:
        # A form sends every line end as CR LF, whatever was pasted.
        aside, core = ("lines",), core.replace("\r\n", "\n").replace("\r", "\n")
    if core.strip() != core:
        aside, core = (*aside, "space"), core.strip()
    forms = [NormalizedQuotation(core, aside)]
    while len(core) > 2 and core[-1] in QUOTATION_MARKS.get(core[0], "") and core[1:-1].strip():
        core = core[1:-1].strip()
        forms.append(NormalizedQuotation(core, (*aside, "marks")))
    return forms


def split_at_ellipses(core: str) -> list[Span]:
    """The parts of a quotation that its first MOST ellipses (“…”, “[…]”, three full stops) leave; one, if there is none."""
    edges = [0, *(edge for match in islice(ELLIPSIS.finditer(core), MAX_ELLIPSES) for edge in match.span()), len(core)]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end] or [Span(0, len(core))]
