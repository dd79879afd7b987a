"""Typed links in the ``Link`` header (RFC 8288; Signposting, FAIR profile): where a page's record is cited, described and kept."""

from __future__ import annotations

from collections.abc import Iterable

ITEMS_AT_MOST = 40


def link(address: str, relation: str, media_type: str = "") -> str:
    """One link of the header."""
    kind = f'; type="{media_type}"' if media_type else ""
    return f'<{address}>; rel="{relation}"{kind}'


def list_header(formats: Iterable[dict[str, str]], items: Iterable[str]) -> str:
    """The header of a list's page: its representations, and its members unless there are too many."""
    items = list(items)
    links = [link(one["address"], "describedby", one["type"].partition(";")[0]) for one in formats]
    links += [link("https://schema.org/CollectionPage", "type")]
    return ", ".join(links + ([link(item, "item") for item in items] if len(items) <= ITEMS_AT_MOST else []))


def header(
    permanent: str,
    formats: Iterable[dict[str, str]],
    schema_type: str,
    licence: str,
    collection: str = "",
    items: Iterable[str] = (),
) -> str:
    """The header of a record's page. Of a long list of items none is named, for a header must stay short."""
    items = list(items)
    links = [link(permanent, "cite-as")]
    links += [link(one["address"], "describedby", one["type"].partition(";")[0]) for one in formats]
    links += [
        link(f"https://schema.org/{schema_type}", "type"),
        link("https://schema.org/AboutPage", "type"),
        link(licence, "license"),
    ]
    links += [link(collection, "collection")] if collection else []
    links += [link(item, "item") for item in items] if len(items) <= ITEMS_AT_MOST else []
    return ", ".join(links)
