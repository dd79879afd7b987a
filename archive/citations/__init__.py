"""Citations of a web page in five styles: Chicago 17 (note, bibliography), APA 7, MLA 9, and a plain Arabic form.

The first four follow the official CSL styles with the terms of the CSL locales en-US and ar; each difference from
citeproc-js is listed with its reason in tests/archive/citations. No code here depends on Django.
"""

from __future__ import annotations

from archive.citations import styles
from archive.citations.pieces import Piece

__all__ = ["STYLES", "Piece", "cite"]

STYLES = {
    "chicago-note": styles.format_chicago_note,
    "chicago-bibliography": styles.format_chicago_bibliography,
    "apa": styles.format_apa,
    "mla": styles.format_mla,
    "arabic": styles.format_arabic,
}


def cite(item: dict, style: str, language: str) -> list[Piece]:
    """Format a CSL-JSON item of type webpage; ``language``: that of the terms, ar or en.

    The style “arabic” has Arabic terms in either language.
    """
    return STYLES[style](item, language)
