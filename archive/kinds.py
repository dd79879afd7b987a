"""The kinds of record that have permanent addresses: how one is found, where its page is, and what it can be downloaded as."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.urls import reverse

from archive import representations
from archive.addresses import listed, permanent
from archive.formats import ARCHIVE, NAMES, TYPES, annotation, bibtex, csl, ris, schemaorg, table, tei
from archive.models import Claim, Source
from archive.passages import PassageView
from archive.record_keys import PassageKey
from archive.refs import Ref, parse

Data = TypeVar("Data")
Found = TypeVar("Found")
Writer = Callable[[dict], str]
HTML = "text/html"


@dataclass(frozen=True)
class Kind(Generic[Found]):
    """``find`` raises ObjectDoesNotExist, or BadRef; ``represent`` makes the dict that each of ``formats`` writes; ``list_page`` names a view.

    ``in_list``: what makes the dicts that ``lists`` write, of rows that ``every`` gives; as ``represent`` if it is None.
    """

    name: str
    find: Callable[[str], Found]
    page: Callable[[Found], str]
    represent: Callable[[Found], dict]
    formats: dict[str, Writer]
    embedded: Callable[[dict], dict]
    lists: dict[str, Callable[[Iterable[dict]], str]] = field(default_factory=dict)
    every: Callable[[], Iterable[Found]] = tuple
    in_list: Callable[[Found], dict] | None = None
    list_page: str = ""

    @property
    def media_types(self) -> tuple[str, ...]:
        """What a permanent address leads to, by ``Accept``: the page first, then the formats."""
        return (HTML, *(TYPES[one].partition(";")[0] for one in self.formats))

    def of_type(self, media_type: str) -> str:
        """The format of a media type."""
        return next(one for one in self.formats if TYPES[one].partition(";")[0] == media_type)

    def offered(self, identifier: str) -> list[dict[str, str]]:
        """The representations of a record: name, address and media type."""
        return [{"name": NAMES[one], "address": permanent(self.name, identifier, one), "type": TYPES[one]} for one in self.formats]

    def offered_lists(self) -> list[dict[str, str]]:
        """The representations of the list of all records."""
        names = {one: f"{self.name}s.{one}" for one in self.lists}
        return [{"name": name, "address": listed(self.name, one), "type": TYPES[one]} for one, name in names.items()]


def as_json(write: Callable[[Data], object]) -> Callable[[Data], str]:
    """A format that makes plain data, as JSON text, letters kept as they are."""
    return lambda data: json.dumps(write(data), ensure_ascii=False, indent=1) + "\n"


def as_table(row: Callable[[dict], dict]) -> Callable[[Iterable[dict]], str]:
    """A list as CSV, of records that ``row`` makes rows."""
    return lambda records: table.table(map(row, records))


def item(record: dict) -> dict[str, object]:
    """The CSL item of a download: in the language of the source."""
    languages = [source["language"] for source in csl.sources(record)][:1]
    return csl.item(record, next((one for one in languages if one in ARCHIVE), "en"))


CITED: dict[str, Writer] = {
    "bib": lambda record: bibtex.entry(item(record)),
    "ris": lambda record: ris.entry(item(record)),
    "csl.json": as_json(lambda record: [item(record)]),
}


def find_passage(identifier: str) -> PassageView:
    """The passage called ``source:ref``; BadRef if the source has none such."""
    source, ref = PassageKey.parse(identifier)
    wanted: Ref = parse(ref)
    return PassageView.of(Source.objects.get(identifier=source), wanted)


SOURCE = Kind(
    name="source",
    find=lambda identifier: Source.objects.get(identifier=identifier),
    page=lambda row: reverse("source", args=[row.identifier]),
    represent=representations.source,
    formats={
        "txt": lambda record: record["text"],
        "jsonld": as_json(schemaorg.source),
        "tei.xml": tei.source,
        **CITED,
    },
    embedded=lambda record: {"@context": schemaorg.CONTEXT, **schemaorg.head(record)},
    lists={"csv": as_table(table.source)},
    every=lambda: Source.objects.all(),
    list_page="sources",
)
PASSAGE = Kind(
    name="passage",
    find=find_passage,
    page=lambda view: reverse("passage", args=[view.source.identifier, str(view.ref)]),
    represent=representations.passage,
    formats={"txt": lambda record: record["text"], "jsonld": as_json(schemaorg.passage), **CITED},
    embedded=schemaorg.passage,
)
CLAIM = Kind(
    name="claim",
    find=lambda identifier: Claim.objects.with_evidence().with_disagreements().get(identifier=identifier),
    page=lambda row: reverse("claim", args=[row.identifier]),
    represent=representations.claim_and_others,
    formats={"jsonld": as_json(annotation.claim), **CITED},
    embedded=schemaorg.claim,
    lists={"csv": as_table(table.claim)},
    every=lambda: Claim.objects.with_evidence().with_disagreements(),
    list_page="claims",
)
