"""The good reference nearest to one that leads nowhere: for a reader to choose, never taken for granted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from archive.anchoring import Span
from archive.refs import LONGEST, Ref, order

NUMBERS = re.compile(r"\d{1,9}(?:[.,:٫]\d{1,9})?")


def nearest(text: str, lengths: Mapping[str, int]) -> Ref | None:
    """The reference among passages of ``lengths`` (code points by ref) that ``text`` may have meant; None if it holds no number.

    Digits of any script are read; a range that runs backwards is turned; what lies beyond the text is brought back to its end.
    """
    passages, _at, characters = _western(text[:LONGEST]).partition("@")
    meant = [tuple(int(number) for number in re.split(r"\D", one)) for one in NUMBERS.findall(passages)][:2]
    if not meant or not lengths:
        return None
    ends = sorted((_closest(one, lengths) for one in meant), key=order)
    first, last = ends[0], ends[-1]
    if len(order(first)) != len(order(last)):
        return Ref(first, first)
    return Ref(first, last, _characters(characters, lengths[first]) if first == last else None)


def _closest(meant: tuple[int, ...], lengths: Mapping[str, int]) -> str:
    alike = [ref for ref in lengths if len(order(ref)) == len(meant)] or list(lengths)
    return min(alike, key=lambda ref: [abs(one - other) for one, other in zip(order(ref), meant, strict=False)])


def _characters(text: str, length: int) -> Span | None:
    numbers = sorted(min(int(number), length) for number in re.findall(r"\d{1,9}", text)[:2])
    return Span(*numbers) if len(numbers) == 2 and numbers[0] < numbers[1] else None


def _western(text: str) -> str:
    return "".join(str(unicodedata.digit(letter, letter)) for letter in text)
