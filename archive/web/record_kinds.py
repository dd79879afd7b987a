"""The kinds of record that have permanent addresses: how one is found, where its page is, and what it can be downloaded as."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.urls import reverse

from archive.addresses import PassageKey, build_list_url, build_permanent_url
from archive.formats import (
    ARCHIVE_NAME,
    FORMAT_NAMES,
    MEDIA_TYPES,
    annotation,
    csl,
    representations,
    schemaorg,
    table,
    tei,
)
from archive.models import Claim, Source
from archive.sources.passage_view import PassageView
from archive.text.references import Reference, parse_reference

Data = TypeVar("Data")
Found = TypeVar("Found")
Writer = Callable[[dict], str]
HTML = "text/html"


@dataclass(frozen=True)
class RecordKind(Generic[Found]):
    """``find`` raises ObjectDoesNotExist, or BadRef; ``represent`` makes the dict that each of ``formats`` writes; ``list_page`` names a view.

    ``in_list``: what makes the dicts that ``lists`` write, of rows that ``every`` gives; as ``represent`` if it is None.
    """

    name: str
    find: Callable[[str], Found]
    page: Callable[[Found], str]
    represent: Callable[[Found], dict]
    formats: dict[str, Writer]
    structured_data: Callable[[dict], dict]
    lists: dict[str, Callable[[Iterable[dict]], str]] = field(default_factory=dict)
    load_all: Callable[[], Iterable[Found]] = tuple
    represent_in_list: Callable[[Found], dict] | None = None
    list_page: str = ""

    @property
    def media_types(self) -> tuple[str, ...]:
        """What a permanent address leads to, by ``Accept``: the page first, then the formats."""
        return (HTML, *(MEDIA_TYPES[one].partition(";")[0] for one in self.formats))

    def format_of(self, media_type: str) -> str:
        """The format of a media type."""
        return next(one for one in self.formats if MEDIA_TYPES[one].partition(";")[0] == media_type)

    def list_formats(self, identifier: str) -> list[dict[str, str]]:
        """The representations of a record: name, address and media type."""
        return [
            {"name": FORMAT_NAMES[one], "address": build_permanent_url(self.name, identifier, one), "type": MEDIA_TYPES[one]}
            for one in self.formats
        ]

    def list_collections(self) -> list[dict[str, str]]:
        """The representations of the list of all records."""
        names = {one: f"{self.name}s.{one}" for one in self.lists}
        return [{"name": name, "address": build_list_url(self.name, one), "type": MEDIA_TYPES[one]} for one, name in names.items()]


def write_json(write: Callable[[Data], object]) -> Callable[[Data], str]:
    """A format that makes plain data, as JSON text, letters kept as they are."""
    return lambda data: json.dumps(write(data), ensure_ascii=False, indent=1) + "\n"


def write_table(row: Callable[[dict], dict]) -> Callable[[Iterable[dict]], str]:
    """A list as CSV, of records that ``row`` makes rows."""
    return lambda records: table.write_csv(map(row, records))


def build_download_item(record: dict) -> dict[str, object]:
    """The CSL item of a download: in the language of the source."""
    languages = [source["language"] for source in csl.list_cited_sources(record)][:1]
    return csl.build_item(record, next((one for one in languages if one in ARCHIVE_NAME), "en"))


CITATION_FORMATS: dict[str, Writer] = {
    "bib": lambda record: csl.format_bibtex(build_download_item(record)),
    "ris": lambda record: csl.format_ris(build_download_item(record)),
    "csl.json": write_json(lambda record: [build_download_item(record)]),
}


def find_passage(identifier: str) -> PassageView:
    """The passage called ``source:ref``; BadRef if the source has none such."""
    source, ref = PassageKey.parse(identifier)
    wanted: Reference = parse_reference(ref)
    return PassageView.load(Source.objects.get(identifier=source), wanted)


SOURCE_KIND = RecordKind(
    name="source",
    find=lambda identifier: Source.objects.get(identifier=identifier),
    page=lambda row: reverse("source", args=[row.identifier]),
    represent=representations.represent_source,
    formats={
        "txt": lambda record: record["text"],
        "jsonld": write_json(schemaorg.format_source),
        "tei.xml": tei.render_source,
        **CITATION_FORMATS,
    },
    structured_data=lambda record: {"@context": schemaorg.JSONLD_CONTEXT, **schemaorg.format_source_head(record)},
    lists={"csv": write_table(table.build_source_row)},
    load_all=lambda: Source.objects.all(),
    list_page="sources",
)
PASSAGE_KIND = RecordKind(
    name="passage",
    find=find_passage,
    page=lambda view: reverse("passage", args=[view.source.identifier, str(view.ref)]),
    represent=representations.represent_passage,
    formats={"txt": lambda record: record["text"], "jsonld": write_json(schemaorg.format_passage), **CITATION_FORMATS},
    structured_data=schemaorg.format_passage,
)
CLAIM_KIND = RecordKind(
    name="claim",
    find=lambda identifier: Claim.objects.with_evidence().with_disagreements().get(identifier=identifier),
    page=lambda row: reverse("claim", args=[row.identifier]),
    represent=representations.represent_claim_differences,
    formats={"jsonld": write_json(annotation.format_claim), **CITATION_FORMATS},
    structured_data=schemaorg.format_claim,
    lists={"csv": write_table(table.build_claim_row)},
    load_all=lambda: Claim.objects.with_evidence().with_disagreements(),
    list_page="claims",
)
