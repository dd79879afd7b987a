"""What ``Accept`` headers ask for (RFC 9110, 12.5): the values that they name, and which of several media types is wanted.

Typed links in the ``Link`` header (RFC 8288; Signposting, FAIR profile): where a page's record is cited, described and kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

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


def preferred_media_type(accept: str, offered: Sequence[str]) -> str | None:
    """The offered type asked for most, the first of equals; None if none is acceptable. Without a readable range, the first."""
    ranges = [(value, quality) for value, quality in qualities(accept) if all(value.partition("/"))]
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda one: _offer_quality(one, ranges))
    return best if _offer_quality(best, ranges) > 0 else None


def _offer_quality(offered: str, ranges: list[tuple[str, float]]) -> float:
    """The quality that the most specific range gives an offered type."""
    for wanted in (offered, f"{offered.partition('/')[0]}/*", "*/*"):
        if given := [quality for value, quality in ranges if value == wanted]:
            return max(given)
    return 0.0


MAX_ITEMS = 40


def format_link(address: str, relation: str, media_type: str = "") -> str:
    """One link of the header."""
    kind = f'; type="{media_type}"' if media_type else ""
    return f'<{address}>; rel="{relation}"{kind}'


def format_list_links(formats: Iterable[dict[str, str]], items: Iterable[str]) -> str:
    """The header of a list's page: its representations, and its members unless there are too many."""
    items = list(items)
    links = [format_link(one["address"], "describedby", one["type"].partition(";")[0]) for one in formats]
    links += [format_link("https://schema.org/CollectionPage", "type")]
    return ", ".join(links + ([format_link(item, "item") for item in items] if len(items) <= MAX_ITEMS else []))


def format_record_links(
    permanent: str,
    formats: Iterable[dict[str, str]],
    schema_type: str,
    licence: str,
    collection: str = "",
    items: Iterable[str] = (),
) -> str:
    """The header of a record's page. Of a long list of items none is named, for a header must stay short."""
    items = list(items)
    links = [format_link(permanent, "cite-as")]
    links += [format_link(one["address"], "describedby", one["type"].partition(";")[0]) for one in formats]
    links += [
        format_link(f"https://schema.org/{schema_type}", "type"),
        format_link("https://schema.org/AboutPage", "type"),
        format_link(licence, "license"),
    ]
    links += [format_link(collection, "collection")] if collection else []
    links += [format_link(item, "item") for item in items] if len(items) <= MAX_ITEMS else []
    return ", ".join(links)
