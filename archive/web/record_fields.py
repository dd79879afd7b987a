"""The fields of a record of the ledger, complete, as values that a template writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.urls import reverse

from archive.addresses import PassageKey, RecordKey
from archive.models import Source, Subject
from archive.versions.differences import Path
from archive.versions.field_labels import find_text_language, label_code, label_field, label_part
from archive.versions.record_state import list_quotations
from archive.vocabulary import LANGUAGES
from archive.web.page_urls import build_page_url

# Maximum items of a list on a page; the ledger's line has all.
MAX_ITEMS = 60
SUBJECT_PATTERN = re.compile(r"(camp|place):[a-z0-9-]+")
KEY_PATTERN = re.compile(r"(camp|place|route|movement|claim|source):[a-z0-9-]+")
ADDRESS_PATTERN = re.compile(r"https?://\S+")
# Fields that name a record of another kind; ``follows`` names one of the same kind.
REFERENCES = {
    "answers": "question",
    "claims": "claim",
    "claim": "claim",
    "routes": "route",
    "source": "source",
    "supersedes": "source",
}
# Fields of a quotation that are shown with its words
QUOTATION_FIELDS = ("quote", "passage", "start", "end", "text")
# Fields that a reader looks for first; the others follow in the order of the ledger.
FIRST_FIELDS = (
    "statement",
    "names",
    "description",
    "name",
    "title",
    "heading",
    "exact",
    "readings",
    "meaning",
    "evidence",
    "date",
    "origins",
)


@dataclass(frozen=True)
class QuotationView:
    """Words of a source, with the language of the source, their passage, the address of its page, and the SHA-256 of the text."""

    words: str
    language: str
    ref: str
    address: str
    digest: str


@dataclass(frozen=True)
class FieldView:
    """A field with its label, and its value in one of these forms.

    ``texts``: pairs of language and text; ``text``: with ``address`` a link, with ``is_code`` as the ledger has it, with ``name`` the
    name that the record it names has today;
    ``quotation``; ``fields`` of an object; ``items`` of a list, and how many more there are.
    """

    label: str
    text: str = ""
    address: str = ""
    is_code: bool = False
    name: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    quotation: QuotationView | None = None
    fields: tuple[FieldView, ...] = ()
    items: tuple[FieldView, ...] = ()
    more: int = 0


@dataclass
class FieldReader:
    """Makes the views of a record's fields.

    ``languages``: those of the sources, by identifier; ``names``: those of camps and other places, by key.
    """

    key: RecordKey
    languages: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def read(self, record: Mapping) -> Iterator[FieldView]:
        """Yield the fields that have a value; the record's own identifier is left out."""
        own = {name for name, value in record.items() if value == self.key.identifier and name in (self.key.kind, "place", "line")}
        for name in sorted(record, key=_get_place):
            if name not in own and not is_empty(record[name]):
                yield self.read_value((name,), record[name], label_field(self.key.kind, (name,)), record)

    def read_value(self, path: Path, value: object, label: str = "", parent: object = None) -> FieldView:
        """Return the view of a value; ``parent``: the object that has it."""
        if isinstance(value, Mapping):
            return self.read_object(path, value, label)
        if isinstance(value, list):
            items = tuple(self.read_value((*path, at), item) for at, item in enumerate(value[:MAX_ITEMS]))
            return FieldView(label, items=items, more=len(value) - len(items))
        return self.read_text(path, value, label, parent)

    def read_object(self, path: Path, value: Mapping, label: str) -> FieldView:
        """Return the view of an object: texts by language, a quotation with its other fields, or fields."""
        if LANGUAGES.keys() <= value.keys() and "supplied" not in value:
            texts = ((language, ", ".join(text) if isinstance(text, list) else str(text)) for language, text in value.items())
            return FieldView(label, texts=tuple(texts))
        quotation = self.read_quotation(value) if "quote" in value else None
        names = [name for name in value if not (is_empty(value[name]) or (quotation and name in QUOTATION_FIELDS))]
        fields = (self.read_value((*path, name), value[name], label_part((*path, name), path), value) for name in names)
        return FieldView(label, quotation=quotation, fields=tuple(fields))

    def read_quotation(self, value: Mapping) -> QuotationView:
        """Return the words of a quotation, with the address of exactly these words."""
        source, ref = PassageKey.parse(value["passage"])
        address = reverse("passage", args=[source, f"{ref}@{value['start']}-{value['end']}"]) + "#words"
        return QuotationView(value["quote"], self.languages.get(source, ""), ref, address, value["text"])

    def read_text(self, path: Path, value: object, label: str, parent: object) -> FieldView:
        """Return the view of a text or number: a link, a code in words, or the text itself."""
        name, text = next(part for part in reversed(path) if isinstance(part, str)), str(value)
        kind = self.key.kind if name == "follows" else REFERENCES.get(name, "")
        if kind or KEY_PATTERN.fullmatch(text):
            key = RecordKey(kind, text) if kind else RecordKey.parse(text)
            return FieldView(label, text=text, address=build_page_url(key), is_code=True, name=self.names.get(str(key), ""))
        if words := label_code(self.key.kind, path, value):
            return FieldView(label, text=words)
        if ADDRESS_PATTERN.fullmatch(text):
            return FieldView(label, text=text, address=text, is_code=True)
        if language := find_text_language(self.key.kind, path, parent, self.languages):
            return FieldView(label, texts=((language, text),))
        return FieldView(label, text=text, is_code=text.isascii() and " " not in text)


def _get_place(name: str) -> int:
    return FIRST_FIELDS.index(name) if name in FIRST_FIELDS else len(FIRST_FIELDS)


def is_empty(value: object) -> bool:
    """Return whether a field has no value."""
    return value is None or value in ("", [], {})


def read_record_fields(key: RecordKey, record: Mapping) -> list[FieldView]:
    """Return the views of all fields of a record that have a value. Two queries."""
    return list(FieldReader(key, load_source_languages(record), load_names(record)).read(record))


def load_quotation_views(record: Mapping) -> list[QuotationView]:
    """Return the quotations of a record, the first MAX_ITEMS, each once. One query."""
    reader = FieldReader(RecordKey("", ""), load_source_languages(record))
    return list(dict.fromkeys(map(reader.read_quotation, list_quotations(record))))[:MAX_ITEMS]


def load_source_languages(value: object) -> dict[str, str]:
    """Return the languages of the sources that records quote, by identifier; of withdrawn ones none is known. One query."""
    sources = {PassageKey.parse(quotation["passage"]).source for quotation in list_quotations(value)}
    return dict(Source.objects.filter(identifier__in=sources).values_list("identifier", "language")) if sources else {}


def load_names(record: Mapping) -> dict[str, str]:
    """Return the names that the camps and other places have today that a record names, by key. One query."""
    keys = {RecordKey.parse(text) for text in _list_texts(record) if SUBJECT_PATTERN.fullmatch(text)}
    subjects = Subject.objects.filter(identifier__in={key.identifier for key in keys}) if keys else ()
    return {str(RecordKey(subject.kind, subject.identifier)): subject.name for subject in subjects}


def _list_texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
        yield from _list_texts(part)
