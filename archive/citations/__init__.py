"""Citations of a web page in five styles: Chicago 17 (note, bibliography), APA 7, MLA 9, and a plain Arabic form.

The first four follow the official CSL styles with the terms of the CSL locales en-US and ar; what differs from
citeproc-js, and why, is listed in tests/archive/citations. Nothing here knows of Django.
"""

from __future__ import annotations

from archive.citations import styles
from archive.citations.pieces import Piece, join_plain_text

__all__ = ["STYLES", "Piece", "cite", "join_plain_text"]

STYLES = {
    "chicago-note": styles.format_chicago_note,
    "chicago-bibliography": styles.format_chicago_bibliography,
    "apa": styles.format_apa,
    "mla": styles.format_mla,
    "arabic": styles.format_arabic,
}


def cite(item: dict, style: str, language: str) -> list[Piece]:
    """Takes a CSL-JSON item of type webpage, a style's name and the language of the terms, ar or en.

    Gives the citation in pieces; the style «arabic» has Arabic terms whatever the language.
    """
    return STYLES[style](item, language)
