"""References into a source: “3”, “3.5”, “3.4-3.5”, “3.5@12-40”. Characters are code points of the passage, half-open.

The good reference nearest to one that leads nowhere: for a reader to choose, never taken for granted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from archive.text.anchoring import Span

MAX_REFERENCE_LENGTH = 60
REFERENCE_PATTERN = re.compile(r"(?P<first>\d+(\.\d+)?)(-(?P<last>\d+(\.\d+)?))?(@(?P<start>\d+)-(?P<end>\d+))?", re.ASCII)


class InvalidReference(ValueError):
    """Not a reference, ``reason``: syntax, mixed, backwards or empty; or one to what is not there: unknown or too-far."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Reference(NamedTuple):
    """From passage ``first`` to passage ``last``, both included, narrowed to ``characters`` if given."""

    first: str
    last: str
    characters: Span | None = None

    def __str__(self) -> str:
        passages = self.first if self.first == self.last else f"{self.first}-{self.last}"
        return passages if self.characters is None else f"{passages}@{self.characters.start}-{self.characters.end}"


def split_numbers(ref: str) -> tuple[int, ...]:
    """The reference of one passage as numbers: “3.5” as (3, 5)."""
    return tuple(int(number) for number in ref.split("."))


def parse_reference(text: str) -> Reference:
    """The reference that ``text`` writes, in its one canonical form; BadRef if it writes none."""
    match = REFERENCE_PATTERN.fullmatch(text) if len(text) <= MAX_REFERENCE_LENGTH else None
    if not match:
        raise InvalidReference("syntax")
    first, last = (_normalize_numbers(match[name] or match["first"]) for name in ("first", "last"))
    if len(split_numbers(first)) != len(split_numbers(last)):
        raise InvalidReference("mixed")
    if split_numbers(last) < split_numbers(first):
        raise InvalidReference("backwards")
    return Reference(first, last, _parse_characters(match))


def _normalize_numbers(text: str) -> str:
    numbers = split_numbers(text)
    if 0 in numbers:
        raise InvalidReference("syntax")
    return ".".join(map(str, numbers))


def _parse_characters(match: re.Match) -> Span | None:
    if match["start"] is None:
        return None
    span = Span(int(match["start"]), int(match["end"]))
    if span.start >= span.end:
        raise InvalidReference("empty")
    return span


NUMBER_PATTERN = re.compile(r"\d{1,9}(?:[.,:٫]\d{1,9})?")


def find_nearest_reference(text: str, lengths: Mapping[str, int]) -> Reference | None:
    """The reference among passages of ``lengths`` (code points by ref) that ``text`` may have meant; None if it holds no number.

    Digits of any script are read; a range that runs backwards is turned; what lies beyond the text is brought back to its end.
    """
    passages, _at, characters = _convert_digits(text[:MAX_REFERENCE_LENGTH]).partition("@")
    meant = [tuple(int(number) for number in re.split(r"\D", one)) for one in NUMBER_PATTERN.findall(passages)][:2]
    if not meant or not lengths:
        return None
    ends = sorted((_find_closest_passage(one, lengths) for one in meant), key=split_numbers)
    first, last = ends[0], ends[-1]
    if len(split_numbers(first)) != len(split_numbers(last)):
        return Reference(first, first)
    return Reference(first, last, _clamp_characters(characters, lengths[first]) if first == last else None)


def _find_closest_passage(meant: tuple[int, ...], lengths: Mapping[str, int]) -> str:
    alike = [ref for ref in lengths if len(split_numbers(ref)) == len(meant)] or list(lengths)
    return min(alike, key=lambda ref: [abs(one - other) for one, other in zip(split_numbers(ref), meant, strict=False)])


def _clamp_characters(text: str, length: int) -> Span | None:
    numbers = sorted(min(int(number), length) for number in re.findall(r"\d{1,9}", text)[:2])
    return Span(*numbers) if len(numbers) == 2 and numbers[0] < numbers[1] else None


def _convert_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(letter, letter)) for letter in text)
