"""Which of several media types an Accept header asks for (RFC 9110, 12.5.1). Parameters but ``q`` are not compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

RANGE = re.compile(r"\s*(?P<type>[^\s/;,]+)/(?P<subtype>[^\s/;,]+)(?P<parameters>(?:\s*;(?:\"(?:\\.|[^\"\\])*\"|[^,\"])*)?)")
QUALITY = re.compile(r";\s*q\s*=\s*(?P<quality>[01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The offered type asked for most, the first of equals; None if none is acceptable. Without a readable range, the first."""
    ranges = [(match["type"].lower(), match["subtype"].lower(), _quality(match["parameters"])) for match in RANGE.finditer(accept)]
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda one: _wanted(one, ranges))
    return best if _wanted(best, ranges) > 0 else None


def _wanted(offered: str, ranges: list[tuple[str, str, float]]) -> float:
    """The quality that the most specific range gives an offered type."""
    kind, subtype = offered.split("/")
    for wanted in ((kind, subtype), (kind, "*"), ("*", "*")):
        given = [quality for one, other, quality in ranges if (one, other) == wanted]
        if given:
            return max(given)
    return 0.0


def _quality(parameters: str) -> float:
    match = QUALITY.search(parameters)
    return min(float(match["quality"]), 1.0) if match else 1.0
