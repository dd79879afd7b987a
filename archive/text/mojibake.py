"""Texts whose UTF-8 was read as Windows-1252 and saved again: “Ã¶” for “ö”, “Ø§” for “ا”."""

from __future__ import annotations

import re

# The first byte of a letter of an alphabet in use, or of a quotation mark, and the next byte, read as Windows-1252 or Latin 1.
_FOLLOWING = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
MISREAD_CHARACTER = re.compile(f"[ÂÃÄÅÎÏÐÑ×ØÙÚÛâ][{re.escape(_FOLLOWING)}\u0080-\u009f]")
# Share of the characters other than ASCII that may be lost: programs drop bytes that Windows-1252 does not have.
MAX_LOST_SHARE = 1 / 3


def repair_mojibake(text: str) -> str:
    """Return the text as it was before its bytes were misread, with U+FFFD for those that are lost; empty if it was not misread."""
    if not MISREAD_CHARACTER.search(text):
        return ""
    try:
        repaired = b"".join(map(_encode_character, text)).decode(errors="replace")
    except UnicodeError:
        return ""
    others = sum(not character.isascii() for character in repaired)
    return repaired if repaired.count("\ufffd") <= others * MAX_LOST_SHARE else ""


def _encode_character(character: str) -> bytes:
    """Return the byte of a character; Windows-1252 leaves five undefined, which programs read as controls."""
    return character.encode("latin-1" if "\x80" <= character <= "\x9f" else "cp1252")
