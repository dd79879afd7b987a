"""What ``Accept`` headers ask for (RFC 9110, 12.5): the values that they name, and which of several media types is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

ITEM = re.compile(r"(?P<value>[^\s;,]+)(?P<parameters>(?:\s*;(?:\"(?:\\.|[^\"\\])*\"|[^,\"])*)?)")
QUALITY = re.compile(r";\s*q\s*=\s*([^\s;]*)", re.IGNORECASE)


def qualities(header: str) -> Iterator[tuple[str, float]]:
    """The values of a header, in lower case, each with its quality; without those whose quality is no number. Other parameters are not read."""
    for item in ITEM.finditer(header):
        quality = QUALITY.search(item["parameters"])
        try:
            yield item["value"].lower(), min(float(quality[1]), 1.0) if quality else 1.0
        except ValueError:
            continue


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The offered type asked for most, the first of equals; None if none is acceptable. Without a readable range, the first."""
    ranges = [(value, quality) for value, quality in qualities(accept) if all(value.partition("/"))]
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda one: _wanted(one, ranges))
    return best if _wanted(best, ranges) > 0 else None


def _wanted(offered: str, ranges: list[tuple[str, float]]) -> float:
    """The quality that the most specific range gives an offered type."""
    for wanted in (offered, f"{offered.partition('/')[0]}/*", "*/*"):
        if given := [quality for value, quality in ranges if value == wanted]:
            return max(given)
    return 0.0
