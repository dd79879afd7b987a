"""Parts of a note: the archive's words, words of the source, words in the other script, references."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from typing import NamedTuple

ARABIC_WORDS = re.compile(r"[\u0600-\u06ff]+(?:[ \u200c،/]+[\u0600-\u06ff]+)*")
# A name, an address, a reference or a digest is one run with its digits and signs: in a line of Arabic separate runs would be reordered.
COORDINATES = r"\d[\d.°′″]*(?: [NSEW])?, \d[\d.°′″]*(?: [NSEW])?"
NUMBER_GROUP = r"\d+(?:-\d+){2,}"
REFERENCE = r"\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?@\d+-\d+|\d+\.\d+-\d+\.\d+"
DIGEST = r"\b\d(?=[0-9]*[a-f])[0-9a-f]{7,63}\b"
LATIN_WORDS = re.compile(
    rf"{COORDINATES}|{REFERENCE}|{NUMBER_GROUP}|{DIGEST}|[A-Za-z\u00c0-\u024f](?:[A-Za-z\u00c0-\u024f0-9]|[ .:/@_-]+(?=[A-Za-z\u00c0-\u024f0-9]))*"
)
NOTE_PARTS = re.compile(r"[“«](?P<quoted>[^”»]*)[”»]|(?<![\d.])(?P<ref>[1-9]\d?\.[1-9]\d?)(?![\d.]?\d)")


class NotePart(NamedTuple):
    """``kind``: plain, source (words of the source), foreign (the other script), ref."""

    kind: str
    text: str


def split_note(note: str, language: str, source_text: str, refs: Container[str]) -> list[NotePart]:
    """Return the parts of a note, which joined are the note; a quotation is the source's only if it has its exact characters."""
    parts, end = [], 0
    for match in NOTE_PARTS.finditer(note):
        name = "ref" if match["ref"] else "quoted"
        words = match[name]
        if name == "ref":
            kind = "ref" if words in refs else ""
        else:
            kind = "source" if ARABIC_WORDS.search(words) and words in source_text else ""
        if kind:
            parts += [*split_scripts(note[end : match.start(name)], language), NotePart(kind, words)]
            end = match.end(name)
    return [part for part in [*parts, *split_scripts(note[end:], language)] if part.text]


def split_scripts(text: str, language: str) -> Iterator[NotePart]:
    """Yield the parts of a text: plain in the script of ``language``, foreign in the other."""
    end = 0
    for match in (LATIN_WORDS if language == "ar" else ARABIC_WORDS).finditer(text):
        yield NotePart("plain", text[end : match.start()])
        yield NotePart("foreign", match[0])
        end = match.end()
    yield NotePart("plain", text[end:])
