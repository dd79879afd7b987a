"""References into a source: “3”, “3.5”, “3.4-3.5”, “3.5@12-40”, and the nearest valid one to propose instead of a wrong one.

Characters are code points of the passage, half-open.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from archive.text.anchoring import Span

# Code points of a reference.
MAX_REFERENCE_LENGTH = 60
REFERENCE_PATTERN = re.compile(r"(?P<first>\d+(\.\d+)?)(-(?P<last>\d+(\.\d+)?))?(@(?P<start>\d+)-(?P<end>\d+))?", re.ASCII)


class InvalidReference(ValueError):
    """No reference (``reason`` syntax, mixed, backwards or empty), or one to nothing (unknown, too-far or no-words)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Reference(NamedTuple):
    """Passages ``first`` to ``last``, inclusive, narrowed to ``characters`` unless None."""

    first: str
    last: str
    characters: Span | None = None

    def __str__(self) -> str:
        passages = self.first if self.first == self.last else f"{self.first}-{self.last}"
        return passages if self.characters is None else f"{passages}@{self.characters.start}-{self.characters.end}"


def split_numbers(ref: str) -> tuple[int, ...]:
    """Return the numbers of a passage: “3.5” as (3, 5)."""
    return tuple(map(int, ref.split(".")))


def parse_reference(text: str) -> Reference:
    """Parse a reference into its canonical form. Raises InvalidReference."""
    match = REFERENCE_PATTERN.fullmatch(text) if len(text) <= MAX_REFERENCE_LENGTH else None
    if not match:
        raise InvalidReference("syntax")
    first, last = (_normalize_numbers(match[name] or match["first"]) for name in ("first", "last"))
    if len(split_numbers(first)) != len(split_numbers(last)):
        raise InvalidReference("mixed")
    if split_numbers(last) < split_numbers(first):
        raise InvalidReference("backwards")
    if match["start"] is None:
        return Reference(first, last)
    span = Span(int(match["start"]), int(match["end"]))
    if span.start >= span.end:
        raise InvalidReference("empty")
    return Reference(first, last, span)


def _normalize_numbers(text: str) -> str:
    numbers = split_numbers(text)
    if 0 in numbers:
        raise InvalidReference("syntax")
    return ".".join(map(str, numbers))


NUMBER_PATTERN = re.compile(r"\d{1,9}(?:[.,:٫]\d{1,9})?")


def find_nearest_reference(text: str, lengths: Mapping[str, int]) -> Reference | None:
    """Return the valid reference that ``text`` may have meant; None if it contains no number.

    ``lengths``: code points of each passage, by reference. Digits of any script are accepted, a backward range
    is reversed, and offsets beyond the passage become its end.
    """
    digits = "".join(str(unicodedata.digit(character, character)) for character in text[:MAX_REFERENCE_LENGTH])
    passages, _, characters = digits.partition("@")
    passage_numbers = [tuple(map(int, re.split(r"\D", number))) for number in NUMBER_PATTERN.findall(passages)][:2]
    if not passage_numbers or not lengths:
        return None
    first, last = sorted(
        (_find_closest_passage(numbers, lengths) for numbers in (passage_numbers[0], passage_numbers[-1])), key=split_numbers
    )
    if len(split_numbers(first)) != len(split_numbers(last)):
        return Reference(first, first)
    return Reference(first, last, _clamp_characters(characters, lengths[first]) if first == last else None)


def _find_closest_passage(numbers: tuple[int, ...], lengths: Mapping[str, int]) -> str:
    same_depth = [ref for ref in lengths if len(split_numbers(ref)) == len(numbers)] or lengths
    return min(same_depth, key=lambda ref: [abs(a - b) for a, b in zip(split_numbers(ref), numbers, strict=False)])


def _clamp_characters(text: str, length: int) -> Span | None:
    numbers = sorted(min(int(number), length) for number in re.findall(r"\d{1,9}", text)[:2])
    return Span(*numbers) if len(numbers) == 2 and numbers[0] < numbers[1] else None
