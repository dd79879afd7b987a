"""Pages of records and of their lists, with citations, formats and metadata for machines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from archive.addresses import RecordKey
from archive.citations import STYLES, cite
from archive.edition_cache import EditionCache
from archive.formats import csl
from archive.models import RecordVersion
from archive.text.characters import shorten_words
from archive.versions.history import find_last_line
from archive.web import headers, signposting
from archive.web.cited_state import cite_state
from archive.web.page_urls import build_history_url
from archive.web.record_kinds import RecordKind
from archive.web.signposting import get_cited_address

# Maximum code points of an abstract, of a page's description and of that of a source, whose page has its words, and claims on a place that are
# its description
MAX_ABSTRACT_LENGTH, MAX_DESCRIPTION_LENGTH, MAX_SOURCE_DESCRIPTION_LENGTH, MAX_DESCRIBING_CLAIMS = 600, 300, 200, 3
# Maximum characters of the descriptions of records in the memory of a process, and those of one besides its longest texts
MAX_DESCRIBED_CHARACTERS, USUAL_DESCRIPTION_LENGTH = 2_000_000, 4_000
# Records of a list that the JSON-LD in a page describes; of longer lists it has the first addresses, and the file has all
MAX_EMBEDDED_RECORDS, MAX_EMBEDDED_ADDRESSES = 8, 12
# Style of the citation that is shown before the others
USUAL_STYLES = {"ar": "arabic", "en": "chicago-bibliography"}
# Where Zotero divides a name, or ends it
NAME_DIVISION = re.compile("\\s*[,،;]\\s*")
SENTENCE_PATTERN = re.compile(r"\d+\.\d+")
SCRIPT_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


class RecordDescription(NamedTuple):
    """The citations and descriptions of a record for machines: context of its page, and typed links for the header."""

    context: dict[str, object]
    links: str

    @property
    def weight(self) -> int:
        """Return the characters of the largest texts, and about as many as the others have."""
        return sum(len(str(self.context[name])) for name in ("described", "embedded")) + len(self.links) + USUAL_DESCRIPTION_LENGTH


DESCRIPTIONS = EditionCache(MAX_DESCRIBED_CHARACTERS, lambda description: description.weight)


def render_record_page(
    request: HttpRequest, template: str, context: dict, kind: RecordKind, represent: Callable[[], dict], *key: Hashable
) -> HttpResponse:
    """Render a record's page: ``context`` with the citations and formats of the record, and typed links in the header.

    ``key``: all that the page depends on besides the edition, the language, the words of a search and a preview: the record's identifier, the
    numbers of pages of lists, and the like. ``represent`` returns the record as its formats write it, once for all of this. Parts of the
    template have the kind and these as their ``page_key``.
    """
    page_key = (kind.name, *key)
    description = DESCRIPTIONS.get((get_language(), page_key), lambda: describe_record(kind, represent()))
    response = render(request, template, {**context, **description.context, "page_key": page_key})
    response.headers["Link"] = description.links
    return response


def describe_record(kind: RecordKind, record: dict) -> RecordDescription:
    """Return the description of a record in the active language."""
    last = find_last_version(record)
    record = cite_state(record, last)
    own = kind.structured_data(record)
    context = {**build_record_context(kind, record, own, last), "formats": kind.list_formats(record["identifier"])}
    return RecordDescription(context, signposting.format_record_links(kind, record))


def render_list_page(
    request: HttpRequest, template: str, context: dict, kinds: Iterable[RecordKind], items: Iterable[str]
) -> HttpResponse:
    """Render the page of all records of some kinds, with the formats of the lists and ``items``, permanent addresses, in the header."""
    offered = [format_ for kind in kinds for format_ in kind.list_collections()]
    response = render(request, template, {**context, "formats": offered})
    response.headers["Link"] = headers.format_list_links(offered, items)
    return response


def build_record_context(kind: RecordKind, record: dict, own: dict, last: RecordVersion | None) -> dict[str, object]:
    """Return the context that a record's page has besides its content. ``own``: its JSON-LD; ``last``: the last line of the record."""
    language = get_language()
    item = csl.build_item(record, language)
    described = choose_description(record, language)
    abstract = choose_abstract(record, described)
    cited = csl.list_cited_sources(record)
    return {
        "permanent": record["permanent"],
        "cited_state": record.get("cited"),
        "cited_address": get_cited_address(record),
        "citations": list_citations(record),
        "metadata": list_citation_metadata(item, abstract),
        "described": shorten_description(record, described),
        "embedded": encode_script_json(shorten_document(own)),
        "qr_address": build_qr_address(get_cited_address(record)),
        # Those that the citation names
        "cited_sources": cited[: csl.MAX_SOURCES_NAMED],
        "more_sources": record.get("more_sources", 0) + len(cited[csl.MAX_SOURCES_NAMED :]),
        "embeddable": kind.name in ("passage", "claim"),
        **describe_history(last),
    }


def list_citations(record: dict) -> list[tuple[str, list]]:
    """Return pairs of style and pieces of the citations of a record, in the active language; those of the Arabic style in Arabic.

    The first is in the usual style of the language.
    """
    language = get_language()
    item, in_arabic = (csl.build_item(record, code) for code in (language, "ar"))
    styles = sorted(STYLES, key=lambda style: style != USUAL_STYLES[language])
    return [(style, cite(in_arabic if style == "arabic" else item, style, language)) for style in styles]


def build_qr_address(permanent: str) -> str:
    """Return the path of the QR code of a permanent address."""
    return reverse("qr-code", args=[permanent.removeprefix(f"{settings.CANONICAL_ORIGIN}/")])


def find_last_version(record: dict) -> RecordVersion | None:
    """Return the last line of a record in the ledger, of a passage that of its sentence; None for a passage of several sentences."""
    if record["kind"] != "passage":
        return find_last_line(RecordKey(record["kind"], record["identifier"]))
    is_sentence = SENTENCE_PATTERN.fullmatch(record["ref"])
    return find_last_line(RecordKey("sentence", record["identifier"])) if is_sentence else None


def describe_history(last: RecordVersion | None) -> dict[str, object]:
    """Return the address of a record's history, and the edition in which it last changed, by its last line."""
    return {"history_address": build_history_url(last.key), "last_changed": last.edition} if last else {}


def describe_past_record(record: dict, language: str) -> dict[str, object]:
    """Return the context by which reference managers take a page of a prior state; ``record`` with the state that is cited."""
    described = choose_description(record, language)
    metadata = list_citation_metadata(csl.build_item(record, language), choose_abstract(record, described))
    return {"metadata": metadata, "described": shorten_description(record, described)}


def list_citation_metadata(item: dict, abstract: str) -> list[tuple[str, str]]:
    """Return pairs of name and content for reference managers: Highwire Press, Dublin Core, and the terms of Zotero's RDF.

    There is no ``DC.type``, which Zotero prints in citations, and no ``DC.description``, which it adds as a note.
    """
    authors = [author["literal"] for author in item.get("author", [])]
    issued = [str(item["issued"]["date-parts"][0][0])] if "issued" in item else []
    pairs = [("citation_title", [item["title"]]), ("citation_author", list(map(keep_name_whole, authors)))]
    pairs += [("citation_publication_date", issued), ("citation_abstract", [abstract])]
    pairs += [("citation_publisher", [item["container-title"]]), ("citation_language", [item["language"]])]
    pairs += [("citation_public_url", [item["URL"]]), ("DC.title", [item["title"]]), ("DC.creator", authors)]
    pairs += [("DC.date", issued), ("DC.publisher", [item["container-title"]]), ("DC.language", [item["language"]])]
    pairs += [("DC.identifier", [item["URL"]]), ("DC.isPartOf", [item["container-title"]])]
    pairs += [("bibo:shortTitle", [item["title-short"]]), ("z:itemType", [item["type"]])]
    return [(name, content) for name, contents in pairs for content in contents if content]


def keep_name_whole(name: str) -> str:
    """Return a name that Zotero takes as one, of an institution: it divides names at commas and semicolons, or else before the last word.

    An ASCII comma at the end, in either language, makes all before it the one part of the name; a dash replaces a comma within.
    """
    return f"{NAME_DIVISION.sub(' – ', name.strip(' ,،;'))},"


def choose_description(record: dict, language: str) -> str:
    """Return the description for shared links and abstracts: words of a source or passage, or else the statements of claims."""
    if record["kind"] in csl.SOURCE_KINDS:
        return record["text"] if "text" in record else " ".join(sentence["text"] for sentence in record["sentences"])
    claims = [record] if record["kind"] == "claim" else [record["claim"]] if "claim" in record else record["claims"]
    return " ".join(claim["statement"][language] for claim in claims[:MAX_DESCRIBING_CLAIMS])


def choose_abstract(record: dict, described: str) -> str:
    """Return the abstract for reference managers, which take the page's description for it if there is none.

    Empty if the description has all of it, and of a source, whose page has the words themselves.
    """
    is_described = record["kind"] == "source" or len(described) <= MAX_DESCRIPTION_LENGTH
    return "" if is_described else shorten_words(described, MAX_ABSTRACT_LENGTH)


def shorten_description(record: dict, described: str) -> str:
    """Return the description that a page has, which ends with a mark if it is cut."""
    return shorten_words(described, MAX_SOURCE_DESCRIPTION_LENGTH if record["kind"] == "source" else MAX_DESCRIPTION_LENGTH)


def shorten_document(document: dict) -> dict:
    """Return a JSON-LD document whose long lists have the types and addresses of the first records alone; those without an address are left out."""
    shortened = {name: _refer_to_nodes(value) if _is_long_list(value) else value for name, value in document.items()}
    return {name: value for name, value in shortened.items() if value != []}


def _is_long_list(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) > MAX_EMBEDDED_RECORDS
        and all(isinstance(node, dict) and "@type" in node for node in value)
    )


def _refer_to_nodes(nodes: list[dict]) -> list[dict[str, str]]:
    addressed = [node for node in nodes if "@id" in node]
    return [{name: node[name] for name in ("@type", "@id")} for node in addressed[:MAX_EMBEDDED_ADDRESSES]]


def encode_script_json(data: dict) -> SafeString:
    """Return JSON that is safe inside a script element."""
    return mark_safe(json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(SCRIPT_ESCAPES))  # noqa: S308
