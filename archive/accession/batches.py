"""Batches of documents to accession: what their defaults file says of each document. No file is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from pydantic import Field

from archive.accession.draft_records import SourceDefaults
from archive.accession.intake import AccessionOptions, find_option_problems
from archive.dates.edtf import InvalidEdtf, parse_date
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile
from archive.fixtures.reading.yaml_documents import YamlDocument
from archive.fixtures.records.sources import Rights
from archive.fixtures.records.types import (
    Bilingual,
    Identifier,
    Language,
    NonBlankText,
    Record,
    WebAddress,
    get_pattern,
    validate_record,
)
from archive.text.folding import fold_text

NOT_IDENTIFIER = re.compile(r"[^a-z0-9]+")
# What stands for a document's name without its suffix in the address of its origin.
NAME_MARK = "{}"


# The fields of the defaults file that state what options of “accession” do, and the problems of these in a batch
OPTION_FIELDS = {"--id": "id", "--encoding": "encoding", "--format": "format"}
BATCH_IDS = {
    "accession.identifier": "batch.identifier",
    "accession.encoding": "batch.encoding",
    "accession.form": "batch.form",
    "accession.format": "batch.tei-encoding",
    "accession.taken": "batch.taken",
}
PREFIX = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*-?)?")
WEB_ADDRESS = re.compile(get_pattern(WebAddress))


class OriginDefaults(Record):
    """Where documents come from; ``{}`` in the address stands for the document's name without its suffix."""

    address: NonBlankText
    note: Bilingual


class DocumentDefaults(Record):
    """Differences of one document from the defaults: its identifier, language, encoding and format."""

    id: Identifier | None = None
    language: Language | None = None
    encoding: str | None = None
    format: str | None = None


class BatchDefaults(Record):
    """The defaults file of a batch.

    ``language``, ``encoding``, ``format``: as the arguments of ``accession``; ``prefix``: of identifiers, which are made of it and of
    the documents' names; ``documents``: exceptions, by name; the others are fields of ``source.yaml``.
    """

    language: Language
    encoding: str = ""
    format: str = ""
    prefix: str = ""
    author: Bilingual | None = None
    publisher: Bilingual | None = None
    published_in: Bilingual | None = None
    published: NonBlankText | None = None
    origin: OriginDefaults | None = None
    remark: Bilingual | None = None
    rights: Rights | None = None
    documents: dict[str, DocumentDefaults] = Field(default_factory=dict)

    def choose_options(self, name: str) -> AccessionOptions:
        """Return the options of one document by its name."""
        own = self.documents.get(name, DocumentDefaults())
        slug = NOT_IDENTIFIER.sub("-", fold_text(PurePath(name).stem)).strip("-")
        encoding = self.encoding if own.encoding is None else own.encoding
        form = self.format if own.format is None else own.format
        return AccessionOptions(own.id or f"{self.prefix}{slug}", own.language or self.language, encoding, form)

    def make_source_defaults(self, name: str) -> SourceDefaults:
        """Return the values of the record of one document by its name."""
        return SourceDefaults(
            author=_list_texts(self.author),
            publisher=_list_texts(self.publisher),
            published_in=_list_texts(self.published_in),
            published=self.published or "",
            address=self.origin.address.replace(NAME_MARK, PurePath(name).stem) if self.origin else "",
            origin_note=_list_texts(self.origin.note if self.origin else None),
            remark=_list_texts(self.remark),
            rights=self.rights.statement if self.rights else "",
            rights_note=_list_texts(self.rights.note if self.rights else None),
        )


class BatchDocument(NamedTuple):
    """A document of a batch: its path, and its options."""

    file: str
    options: AccessionOptions


def _list_texts(text: Bilingual | None) -> dict[str, str]:
    return {"ar": text.ar, "en": text.en} if text else {}


def read_defaults(document: YamlDocument, names: Iterable[str]) -> BatchDefaults:
    """Return the defaults in a YAML document; ``names``: of the documents. Raises RejectedFile."""
    defaults, problems, _unwritten = validate_record(BatchDefaults, document)
    if defaults is None:
        raise RejectedFile(*problems)
    known = set(names)
    unknown = [
        Problem("batch.no-document", document.locate("documents", name, "<key>"), {"name": name})
        for name in defaults.documents
        if name not in known
    ]
    unknown += _find_wrong_values(document, defaults)
    if unknown:
        raise RejectedFile(*unknown)
    return defaults


def _find_wrong_values(document: YamlDocument, defaults: BatchDefaults) -> Iterator[Problem]:
    """Yield the problems of values that would be those of the drafts, where they are not to be seen."""
    if not PREFIX.fullmatch(defaults.prefix):
        yield Problem("batch.prefix", document.locate("prefix"), {"found": defaults.prefix[:80]})
    if defaults.origin and not WEB_ADDRESS.fullmatch(defaults.origin.address.replace(NAME_MARK, "name")):
        yield Problem("batch.address", document.locate("origin", "address"), {"found": defaults.origin.address})
    try:
        parse_date(defaults.published or "1945")
    except InvalidEdtf as error:
        yield Problem(f"date.{error.reason}", document.locate("published"), {"found": str(defaults.published)[:80]})


def find_wrong_options(defaults: BatchDefaults, document: YamlDocument, batch: BatchDocument) -> Iterator[Problem]:
    """Yield every fault of the options of a document, where the defaults file states them, or at the document whose name it is."""
    name = PurePath(batch.file).name
    own = defaults.documents.get(name, DocumentDefaults())
    for problem in find_option_problems(batch.file, batch.options):
        field = OPTION_FIELDS.get(problem.location.file, "")
        is_own = getattr(own, field, None) is not None if field else False
        if is_own:
            location = document.locate("documents", name, field)
        elif field in ("encoding", "format"):
            location = document.locate(field)
        else:
            location = Location(batch.file)
        values = {**problem.values, "name": name} if field == "id" else problem.values
        yield replace(name_for_batch(problem), location=location, values=values)


def name_for_batch(problem: Problem) -> Problem:
    """Return a problem of an accession as one of a batch, whose documents have their options in the defaults file."""
    return replace(problem, id=BATCH_IDS.get(problem.id, problem.id))


def find_equal_identifiers(documents: Iterable[BatchDocument]) -> Iterator[Problem]:
    """Yield a problem for each document that has the identifier of an earlier one."""
    first: dict[str, str] = {}
    for file, options in documents:
        other = first.setdefault(options.identifier, file)
        if other != file:
            yield Problem(
                "batch.same-identifier", Location(file), {"identifier": options.identifier, "other": PurePath(other).name}
            )
