"""A note taken apart: our own words, words that stand in the source, other Arabic or Latin words, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

ARABIC_WORDS = re.compile(r"[\u0600-\u06ff]+(?:[ \u200c،/]+[\u0600-\u06ff]+)*")
# A name, an address, a reference or a digest is one run with its digits and signs, or a line of Arabic would turn its pieces about.
COORDINATES = r"\d[\d.°′″]*(?: [NSEW])?, \d[\d.°′″]*(?: [NSEW])?"
NUMBER_GROUP = r"\d+(?:-\d+){2,}"
REFERENCE = r"\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?@\d+-\d+|\d+\.\d+-\d+\.\d+"
LATIN_WORDS = re.compile(
    rf"{COORDINATES}|{REFERENCE}|{NUMBER_GROUP}|[A-Za-z\u00c0-\u024f](?:[A-Za-z\u00c0-\u024f0-9]|[ .:/@_-]+(?=[A-Za-z\u00c0-\u024f0-9]))*"
)
NOTE_PARTS = re.compile(r"[“«](?P<quoted>[^”»]*)[”»]|(?<![\d.])(?P<ref>[1-9]\d?\.[1-9]\d?)(?![\d.]?\d)")


class NotePart(NamedTuple):
    """``kind``: plain, source (stands in the source), foreign (the other script), ref."""

    kind: str
    text: str


def split_note(note: str, language: str, source_text: str, refs: set[str]) -> list[NotePart]:
    """The parts of ``note``, which joined give it back. A quotation is the source's only if its exact characters stand there."""
    parts, at = [], 0
    for match in NOTE_PARTS.finditer(note):
        name = "ref" if match["ref"] else "quoted"
        kind = _classify_part(name, match[name], source_text, refs)
        if kind:
            parts += [*split_scripts(note[at : match.start(name)], language), NotePart(kind, match[name])]
            at = match.end(name)
    return [part for part in [*parts, *split_scripts(note[at:], language)] if part.text]


def _classify_part(name: str, text: str, source_text: str, refs: set[str]) -> str | None:
    if name == "ref":
        return "ref" if text in refs else None
    return "source" if ARABIC_WORDS.search(text) and text in source_text else None


def split_scripts(text: str, language: str) -> Iterator[NotePart]:
    """The parts of ``text`` that are in the script of ``language``, plain, and those in the other, foreign."""
    at = 0
    for match in (LATIN_WORDS if language == "ar" else ARABIC_WORDS).finditer(text):
        yield NotePart("plain", text[at : match.start()])
        yield NotePart("foreign", match[0])
        at = match.end()
    yield NotePart("plain", text[at:])
