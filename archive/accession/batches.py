"""Batches of documents to accession: what their defaults file says of each document. No file is written here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from pydantic import Field

from archive.accession.draft_records import SourceDefaults
from archive.accession.intake import AccessionOptions
from archive.fixtures.problems.location import Location
from archive.fixtures.problems.problem import Problem
from archive.fixtures.reading.files import RejectedFile
from archive.fixtures.reading.yaml_documents import YamlDocument
from archive.fixtures.records.sources import Rights
from archive.fixtures.records.types import Bilingual, Identifier, Language, NonBlankText, Record, validate_record
from archive.text.folding import fold_text

NOT_IDENTIFIER = re.compile(r"[^a-z0-9]+")
# What stands for a document's name without its suffix in the address of its origin.
NAME_MARK = "{}"


class OriginDefaults(Record):
    """Where documents come from; ``{}`` in the address stands for the document's name without its suffix."""

    address: NonBlankText
    note: Bilingual


class DocumentDefaults(Record):
    """What differs for one document: its identifier, language, encoding and format."""

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
    if unknown:
        raise RejectedFile(*unknown)
    return defaults


def find_equal_identifiers(documents: Iterable[BatchDocument]) -> Iterator[Problem]:
    """Yield a problem for each document that has the identifier of an earlier one."""
    first: dict[str, str] = {}
    for file, options in documents:
        other = first.setdefault(options.identifier, file)
        if other != file:
            yield Problem(
                "batch.same-identifier", Location(file), {"identifier": options.identifier, "other": PurePath(other).name}
            )
