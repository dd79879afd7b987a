"""Kinds of record with permanent addresses: how a record is found, its page and its download formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db.models import QuerySet
from django.urls import reverse

from archive.addresses import PassageKey, build_list_url, build_permanent_url
from archive.formats import (
    ARCHIVE_NAME,
    FORMAT_NAMES,
    MEDIA_TYPES,
    annotation,
    csl,
    past_representations,
    representations,
    schemaorg,
    strip_parameters,
    table,
    tei,
    write_json,
)
from archive.formats.claim_list import represent_listed_claims
from archive.models import Claim, Source
from archive.models.chunks import iterate_chunks
from archive.sources.passage_view import PassageView, load_passage
from archive.text.references import Reference, parse_reference
from archive.versions.record_state import RecordState

Data = TypeVar("Data")
Record = TypeVar("Record")
Writer = Callable[[dict], str]
HTML = "text/html"
# Suffix and relation of the links of a record as a file: see archive.web.signposting
LINKSET = "linkset"


@dataclass(frozen=True)
class RecordKind(Generic[Record]):
    """A kind of record.

    ``find`` raises ObjectDoesNotExist or InvalidReference; ``represent`` makes the dict that ``formats`` write; ``list_page``: a URL name.
    ``represent_in_list`` makes the dicts that ``lists`` write, piece by piece, from the rows of ``load_all``; None if ``represent`` does.
    ``iterate_listed`` yields these dicts in place of both, where they can be read faster, and ``iterate_for`` those of a list that shows less.
    ``represent_past`` makes the dict of a record of the ledger, which PAST_FORMATS write.
    """

    name: str
    find: Callable[[str], Record]
    page: Callable[[Record], str]
    represent: Callable[[Record], dict]
    formats: dict[str, Writer]
    structured_data: Callable[[dict], dict]
    represent_past: Callable[[RecordState], dict]
    lists: dict[str, Callable[[Iterable[dict]], Iterator[str]]] = field(default_factory=dict)
    load_all: Callable[[], QuerySet] = Source.objects.none
    represent_in_list: Callable[[Record], dict] | None = None
    iterate_listed: Callable[[], Iterator[dict]] | None = None
    iterate_for: dict[str, Callable[[], Iterator[dict]]] = field(default_factory=dict)
    list_page: str = ""

    @property
    def media_types(self) -> tuple[str, ...]:
        """Return the media types between which ``Accept`` chooses: the page's first, then those of the formats."""
        return (HTML, *(strip_parameters(MEDIA_TYPES[suffix]) for suffix in (*self.formats, LINKSET)))

    def format_of(self, media_type: str) -> str:
        """Return the format of a media type."""
        return next(suffix for suffix in (*self.formats, LINKSET) if strip_parameters(MEDIA_TYPES[suffix]) == media_type)

    def list_formats(self, identifier: str) -> list[dict[str, str]]:
        """Return the representations of a record: name, address and media type."""
        return [
            {
                "name": FORMAT_NAMES[suffix],
                "address": build_permanent_url(self.name, identifier, suffix),
                "type": MEDIA_TYPES[suffix],
            }
            for suffix in self.formats
        ]

    def iterate_records(self, suffix: str = "") -> Iterator[dict]:
        """Yield the dicts of all records, in the order of their keys, as the lists, or the one of this format, show them: read in chunks."""
        if iterate := self.iterate_for.get(suffix, self.iterate_listed):
            return iterate()
        represent = self.represent_in_list or self.represent
        return (represent(row) for chunk in iterate_chunks(self.load_all()) for row in chunk)

    def list_collections(self) -> list[dict[str, str]]:
        """Return the representations of the list of all records."""
        return [
            {"name": f"{self.name}s.{suffix}", "address": build_list_url(self.name, suffix), "type": MEDIA_TYPES[suffix]}
            for suffix in self.lists
        ]


def make_json_writer(write: Callable[[Data], object]) -> Callable[[Data], str]:
    """Return a writer of JSON text for a format that makes plain data."""
    return lambda data: write_json(write(data))


def write_table(row: Callable[[dict], dict]) -> Callable[[Iterable[dict]], Iterator[str]]:
    """Return a writer of a list as CSV; ``row`` makes a row of a record."""
    return lambda records: table.iterate_csv(map(row, records))


def build_download_item(record: dict) -> dict[str, object]:
    """Return the CSL item of a download, in the language of the source."""
    languages = [source["language"] for source in csl.list_cited_sources(record)][:1]
    return csl.build_item(record, next((language for language in languages if language in ARCHIVE_NAME), "en"))


CITATION_FORMATS: dict[str, Writer] = {
    "bib": lambda record: csl.format_bibtex(build_download_item(record)),
    "ris": lambda record: csl.format_ris(build_download_item(record)),
    "csl.json": make_json_writer(lambda record: [build_download_item(record)]),
}


def find_passage(identifier: str) -> PassageView:
    """Return the passage ``source:ref``. Raises InvalidReference if the source has no such passage."""
    source, ref = PassageKey.parse(identifier)
    reference: Reference = parse_reference(ref)
    return load_passage(Source.objects.get(identifier=source), reference)


SOURCE_KIND = RecordKind(
    name="source",
    find=lambda identifier: Source.objects.get(identifier=identifier),
    page=lambda row: reverse("source", args=[row.identifier]),
    represent=representations.represent_source,
    formats={
        "txt": lambda record: record["text"],
        "jsonld": make_json_writer(schemaorg.format_source),
        "tei.xml": tei.render_source,
        **CITATION_FORMATS,
    },
    structured_data=schemaorg.format_source_page,
    represent_past=past_representations.represent_past_source,
    lists={"csv": write_table(table.build_source_row)},
    load_all=lambda: Source.objects.defer("text"),
    represent_in_list=representations.represent_source_head,
    list_page="sources",
)
PASSAGE_KIND = RecordKind(
    name="passage",
    find=find_passage,
    page=lambda view: reverse("passage", args=[view.source.identifier, str(view.ref)]),
    represent=representations.represent_passage,
    formats={"txt": lambda record: record["text"], "jsonld": make_json_writer(schemaorg.format_passage), **CITATION_FORMATS},
    structured_data=schemaorg.format_passage,
    represent_past=past_representations.represent_past_passage,
)
CLAIM_KIND = RecordKind(
    name="claim",
    find=lambda identifier: Claim.objects.with_evidence().with_quantities().with_disagreements().get(identifier=identifier),
    page=lambda row: reverse("claim", args=[row.identifier]),
    represent=representations.represent_claim_differences,
    formats={"jsonld": make_json_writer(annotation.format_claim), **CITATION_FORMATS},
    structured_data=schemaorg.format_claim,
    represent_past=past_representations.represent_past_claim,
    lists={"csv": write_table(table.build_claim_row)},
    load_all=lambda: Claim.objects.all(),
    iterate_listed=represent_listed_claims,
    list_page="claims",
)
