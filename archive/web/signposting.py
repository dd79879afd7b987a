"""Typed links between a record's page and its files (Signposting, FAIR profile, levels 1 and 2).

The page names its contents (``item``) and its metadata (``describedby``); each file leads back (``collection``, ``describes``) to the
permanent address, which leads to the page. The link set (RFC 9264) has all of this in one file, and the sentences of a source.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import override

from archive.addresses import build_list_url, build_permanent_url
from archive.formats import MEDIA_TYPES, strip_parameters
from archive.vocabulary import LANGUAGES
from archive.web.headers import Link, format_links, list_history_links
from archive.web.record_kinds import LINKSET, RecordKind

# Formats that are the content of a record; the others describe it.
CONTENT_FORMATS = ("txt", "tei.xml", "geojson")
OWN_LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def get_cited_address(record: dict) -> str:
    """Return the address that citations of a record carry: of the state that is cited, or else of the record."""
    return (record.get("cited") or record)["permanent"]


def format_record_links(kind: RecordKind, record: dict) -> str:
    """Return the ``Link`` header of a record's page.

    The sentences of a source are named by its link set alone: headers are not compressed, and with 20 sentences page and headers needed a
    second round trip.
    """
    links = _list_links(kind, record)
    return format_links([links[0], *list_history_links(record["permanent"]), *links[1:]])


def format_file_links(kind: RecordKind, identifier: str, suffix: str) -> str:
    """Return the ``Link`` header of a file of a record."""
    permanent = build_permanent_url(kind.name, identifier)
    return format_links([*list_history_links(permanent), *_list_back_links(kind, identifier, suffix)])


def format_state_links(address: str, suffixes: tuple[str, ...], suffix: str) -> str:
    """Return links between the page of a version or a prior state and its files; ``suffix``: of the file that they are for, if it is one.

    Its ``json``, the line of the ledger, is its content.
    """
    contents = (*CONTENT_FORMATS, "json")
    if suffix:
        return format_links([(address, "collection" if suffix in contents else "describes")])
    files = [(name, "item" if name in contents else "describedby", strip_parameters(MEDIA_TYPES[name])) for name in suffixes]
    return format_links((f"{address}.{name}", relation, media_type) for name, relation, media_type in files)


def describe_linkset(kind: RecordKind, row: object, record: dict) -> dict[str, object]:
    """Return the link set of a record: the links of its page, in both languages, and those of its files."""
    links = _list_links(kind, record)
    contexts = [_describe_context(record["permanent"], links + _list_parts(record))]
    for language in LANGUAGES:
        with override(language):
            contexts.append(_describe_context(record["permanent"].partition("/id/")[0] + kind.page(row), links))
    for suffix in kind.formats:
        address = build_permanent_url(kind.name, record["identifier"], suffix)
        contexts.append(_describe_context(address, _list_back_links(kind, record["identifier"], suffix)))
    return {"linkset": contexts}


def _list_links(kind: RecordKind, record: dict) -> list[Link]:
    return [
        (get_cited_address(record), "cite-as"),
        *_list_file_links(kind, record["identifier"]),
        (f"https://schema.org/{kind.structured_data(record)['@type']}", "type"),
        ("https://schema.org/AboutPage", "type"),
        (record.get("source", record).get("rights", OWN_LICENCE), "license"),
        (record["source"]["permanent"] if record["kind"] == "passage" else build_list_url(record["kind"]), "collection"),
    ]


def _list_file_links(kind: RecordKind, identifier: str) -> Iterator[Link]:
    for suffix in (*kind.formats, LINKSET):
        relation = LINKSET if suffix == LINKSET else "item" if suffix in CONTENT_FORMATS else "describedby"
        yield build_permanent_url(kind.name, identifier, suffix), relation, strip_parameters(MEDIA_TYPES[suffix])


def _list_parts(record: dict) -> list[Link]:
    sentences = record.get("sentences", []) if record["kind"] == "source" else []
    return [(sentence["permanent"], "item") for sentence in sentences]


def _list_back_links(kind: RecordKind, identifier: str, suffix: str) -> list[Link]:
    """Return the links from a file to its record."""
    relation = "collection" if suffix in CONTENT_FORMATS else "describes"
    permanent = build_permanent_url(kind.name, identifier)
    linkset = (build_permanent_url(kind.name, identifier, LINKSET), LINKSET, MEDIA_TYPES[LINKSET])
    return [(permanent, relation)] if suffix == LINKSET else [(permanent, relation), linkset]


def _describe_context(anchor: str, links: list[Link]) -> dict[str, object]:
    """Return links of one resource by relation (RFC 9264, 4.2)."""
    context: dict[str, object] = {"anchor": anchor}
    for address, relation, *media_type in links:
        targets: list = context.setdefault(relation, [])  # type: ignore[assignment]
        targets.append({"href": address, **({"type": media_type[0]} if media_type else {})})
    return context
