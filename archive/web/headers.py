"""Reading ``Accept`` headers (RFC 9110, 12.5) and writing the ``Link`` header (RFC 8288; Signposting, FAIR profile)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from archive.formats import MEDIA_TYPES, strip_parameters
from archive.versions.permanent_urls import TIMEGATE_SUFFIX

ITEM = re.compile(r"(?P<value>[^\s;,]+)(?P<parameters>(?:\s*;(?:\"(?:\\.|[^\"\\])*\"|[^,\"])*)?)")
QUALITY = re.compile(r";\s*q\s*=\s*([^\s;]*)", re.IGNORECASE)


def qualities(header: str) -> Iterator[tuple[str, float]]:
    """Yield the values of a header, in lower case, with their qualities.

    Values whose quality is no number are left out. Other parameters are not read.
    """
    for item in ITEM.finditer(header):
        quality = QUALITY.search(item["parameters"])
        try:
            yield item["value"].lower(), min(float(quality[1]), 1.0) if quality else 1.0
        except ValueError:
            continue


def preferred_media_type(accept: str, offered: Sequence[str]) -> str | None:
    """Return the offered type of the highest quality, the first of equals; None if none is acceptable.

    Without a readable range it is the first.
    """
    ranges = [(value, quality) for value, quality in qualities(accept) if all(value.partition("/"))]
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media_type: _offer_quality(media_type, ranges))
    return best if _offer_quality(best, ranges) > 0 else None


def _offer_quality(offered: str, ranges: list[tuple[str, float]]) -> float:
    """Return the quality that the most specific range gives an offered type."""
    for media_range in (offered, f"{offered.partition('/')[0]}/*", "*/*"):
        if qualities_of_range := [quality for value, quality in ranges if value == media_range]:
            return max(qualities_of_range)
    return 0.0


# Maximum number of items named in the header.
MAX_ITEMS = 40
# Address and relation, and the media type if it is stated.
Link = tuple[str, str] | tuple[str, str, str]


def list_history_links(permanent: str) -> list[Link]:
    """Return the links from a record to its TimeGate and TimeMap (RFC 7089, 2.2)."""
    return [(f"{permanent}{TIMEGATE_SUFFIX}", "timegate"), (f"{permanent}/versions.link", "timemap", MEDIA_TYPES["link"])]


def format_links(links: Iterable[Link]) -> str:
    """Return the header with these links."""
    return ", ".join(itertools.starmap(_format_link, links))


def format_list_links(formats: Iterable[dict[str, str]], items: Iterable[str]) -> str:
    """Return the header of a list's page: its formats, and its items unless there are too many."""
    items = list(items)
    described = [(format_["address"], "describedby", strip_parameters(format_["type"])) for format_ in formats]
    listed = [(item, "item") for item in items] if len(items) <= MAX_ITEMS else []
    return format_links([*described, ("https://schema.org/CollectionPage", "type"), *listed])


def _format_link(address: str, relation: str, media_type: str = "") -> str:
    """Return one link of the header."""
    type_parameter = f'; type="{media_type}"' if media_type else ""
    return f'<{address}>; rel="{relation}"{type_parameter}'
