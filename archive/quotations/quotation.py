"""A quotation as entered: what is set aside before it is looked up, and the parts between its ellipses.

Nothing is repaired: what is set aside is around the quotation, never within it, and is reported.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

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
ELLIPSIS = re.compile(rf"\s*{GAP_MARK}\s*" + r"|\s*(?:\[\s*(?:…|\.{3,})\s*\]|\(\s*(?:…|\.{3,})\s*\)|…|\.{3,})\s*")
# Maximum ellipses that divide a quotation; any others are left in its last part.
MAX_ELLIPSES = 20


class NormalizedQuotation(NamedTuple):
    """A text that may be in a source letter for letter; ``set_aside`` for it: of “lines”, “space”, “marks”."""

    text: str
    set_aside: tuple[str, ...] = ()


def normalize_quotation(text: str) -> list[NormalizedQuotation]:
    """Return the forms of a quotation, the longest first.

    The first has LF as line ends and no white space around it, each other one pair of quotation marks less than the one before.
    """
    # A form sends every line end as CR LF, whatever was pasted.
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    core = lines.strip()
    set_aside = tuple(name for name, is_changed in (("lines", lines != text), ("space", core != lines)) if is_changed)
    forms = [NormalizedQuotation(core, set_aside)]
    while core[1:-1].strip() and core[-1] in QUOTATION_MARKS.get(core[0], ""):
        core = core[1:-1].strip()
        forms.append(NormalizedQuotation(core, (*set_aside, "marks")))
    return forms


def split_at_ellipses(core: str) -> list[Span]:
    """Return the parts between the first ellipses (“…”, “[…]”, three full stops) and marks of gaps; the whole if nothing else is left."""
    edges = [0, *(edge for match in islice(ELLIPSIS.finditer(core), MAX_ELLIPSES) for edge in match.span()), len(core)]
    return [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end] or [Span(0, len(core))]
