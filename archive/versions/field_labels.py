"""Labels of the fields of published records, and words for the codes in them, in both languages.

A field has a label by the record's kind and its name; a field of a part by its own name and, where that has several meanings, by
the name of the part. A language, and the number of an item, are added to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy

from archive.addresses import PassageKey
from archive.text.countries import get_country_name
from archive.text.languages import find_locale, get_language_name
from archive.versions.differences import Path
from archive.vocabulary import (
    CERTAINTY_LABELS,
    CONFIDENCE_LABELS,
    COUNTED_LABELS,
    DIRECTION_LABELS,
    LANGUAGES,
    MATTER_LABELS,
    MEANS_LABELS,
    NAME_USAGE_LABELS,
    ORDER_LABELS,
    PLACE_KIND_LABELS,
    STATUS_LABELS,
    STOP_EVENT_LABELS,
    UNIT_LABELS,
)

Labels = Mapping[str, str | Promise]

# Fields with the words of a source
SOURCE_FIELDS = ("quote", "prefix", "suffix", "exact")

PLACE_FIELD_LABELS: Labels = {
    "place": pgettext_lazy("field", "Identifier"),
    "kind": pgettext_lazy("field", "Kind"),
    "part_of": pgettext_lazy("field", "Part of"),
    "names": pgettext_lazy("field", "Name"),
    "description": pgettext_lazy("field", "Description"),
    "variants": pgettext_lazy("field", "Other names"),
    "coordinates": pgettext_lazy("field", "Position"),
    "today": pgettext_lazy("field", "Country and city today"),
    "authorities": pgettext_lazy("field", "Authority files"),
}
# By kind of record, in the order in which pages show them.
FIELD_LABELS: Mapping[str, Labels] = {
    "source": {
        "source": pgettext_lazy("field", "Identifier"),
        "title": pgettext_lazy("field", "Title"),
        "author": pgettext_lazy("field", "Author"),
        "publisher": pgettext_lazy("field", "Publisher"),
        "published_in": pgettext_lazy("field", "Published in"),
        "published": pgettext_lazy("field", "Date of publication"),
        "origin": pgettext_lazy("field", "Origin"),
        "remark": pgettext_lazy("field", "Remark"),
        "rights": pgettext_lazy("field", "Rights"),
        "accessioned": pgettext_lazy("field", "Day of accession"),
        "supersedes": pgettext_lazy("field", "Supersedes"),
        "text": pgettext_lazy("field", "Text file"),
        "received": pgettext_lazy("field", "Document as received"),
        "paragraphs": pgettext_lazy("field", "Paragraphs"),
        "mentions": pgettext_lazy("field", "Mentions of places"),
    },
    "sentence": {
        "source": pgettext_lazy("field", "Source"),
        "ref": pgettext_lazy("field", "Number"),
        "exact": pgettext_lazy("field", "Words of the source"),
        "readings": pgettext_lazy("field", "Readings"),
        "start": pgettext_lazy("field", "First character"),
        "end": pgettext_lazy("field", "End, in characters"),
        "text": pgettext_lazy("field", "Digest of the source’s text"),
    },
    "claim": {
        "claim": pgettext_lazy("field", "Identifier"),
        "statement": pgettext_lazy("field", "Statement"),
        "label": pgettext_lazy("field", "Short label"),
        "about": pgettext_lazy("field", "What it is about"),
        "evidence": pgettext_lazy("field", "Evidence"),
        "date": pgettext_lazy("field", "Date"),
        "quantities": pgettext_lazy("field", "Numbers"),
        "answers": pgettext_lazy("field", "Questions it answers"),
        "differs_from": pgettext_lazy("field", "Differences from other claims"),
    },
    "camp": PLACE_FIELD_LABELS,
    "place": PLACE_FIELD_LABELS,
    "route": {
        "route": pgettext_lazy("field", "Identifier"),
        "name": pgettext_lazy("field", "Name"),
        "claim": pgettext_lazy("field", "Claim"),
        "form": pgettext_lazy("field", "Form"),
        "origins": pgettext_lazy("field", "From"),
        "destinations": pgettext_lazy("field", "To"),
        "stops": pgettext_lazy("field", "Stops"),
        "direction": pgettext_lazy("field", "Direction"),
        "means": pgettext_lazy("field", "Means of travel"),
    },
    "movement": {
        "movement": pgettext_lazy("field", "Identifier"),
        "name": pgettext_lazy("field", "Name"),
        "certainty": pgettext_lazy("field", "Certainty"),
        "reason": pgettext_lazy("field", "Why it is taken for one movement"),
        "routes": pgettext_lazy("field", "Accounts"),
    },
    "question": {
        "question": pgettext_lazy("field", "Identifier"),
        "text": pgettext_lazy("field", "Question"),
        "asked_of": pgettext_lazy("field", "Asked of"),
        "follows": pgettext_lazy("field", "Place in the list: after"),
    },
    "term": {
        "term": pgettext_lazy("field", "Identifier"),
        "name": pgettext_lazy("field", "Term"),
        "forms": pgettext_lazy("field", "Forms of the term"),
        "meaning": pgettext_lazy("field", "Meaning"),
        "reference": pgettext_lazy("field", "To read more"),
        "beside": pgettext_lazy("field", "Shown with the sentences"),
        "shown_on": pgettext_lazy("field", "Shown on the pages"),
        "questions": pgettext_lazy("field", "Says more on the questions"),
        "follows": pgettext_lazy("field", "Place in the list: after"),
    },
    "story": {
        "line": pgettext_lazy("field", "Identifier"),
        "heading": pgettext_lazy("field", "Heading"),
        "text": pgettext_lazy("field", "Sentence"),
        "claims": pgettext_lazy("field", "Claims it sums up"),
        "follows": pgettext_lazy("field", "Place in the list: after"),
    },
    "authority": {
        "authority": pgettext_lazy("field", "Identifier"),
        "name": pgettext_lazy("field", "Name"),
        "pattern": pgettext_lazy("field", "Form of its identifiers"),
        "address": pgettext_lazy("field", "Address of a record"),
        "follows": pgettext_lazy("field", "Place in the list: after"),
    },
}
# Lists whose items are numbered, with the label of an item.
ITEM_LABELS: Labels = {
    "authorities": pgettext_lazy("field", "Authority file"),
    "differs_from": pgettext_lazy("field", "Difference"),
    "evidence": pgettext_lazy("field", "Evidence"),
    "left_out": pgettext_lazy("field", "left out"),
    "means": pgettext_lazy("field", "Means of travel"),
    "mentions": pgettext_lazy("field", "Mention of a place"),
    "paragraphs": pgettext_lazy("field", "Paragraph"),
    "quantities": pgettext_lazy("field", "Number stated"),
    "readings": pgettext_lazy("field", "Reading"),
    "stops": pgettext_lazy("field", "Stop"),
    "variants": pgettext_lazy("field", "Other name"),
}
# Fields of parts, as they follow the label of the part; by name, or by the names of part and field. In the order of pages.
PART_LABELS: Labels = {
    "stop": pgettext_lazy("field", "identifier"),
    "event": pgettext_lazy("field", "event"),
    "description": pgettext_lazy("field", "description of the place"),
    "after": pgettext_lazy("field", "after the stops"),
    "omission": pgettext_lazy("field", "stops are left out before it"),
    "date": pgettext_lazy("field", "date"),
    "means": pgettext_lazy("field", "means of travel"),
    "direction": pgettext_lazy("field", "direction"),
    "quantities": pgettext_lazy("field", "numbers"),
    "edtf": pgettext_lazy("field", "EDTF"),
    "sense": pgettext_lazy("field", "sense"),
    "of": pgettext_lazy("field", "whom it counts"),
    "unit": pgettext_lazy("field", "unit"),
    "exactly": pgettext_lazy("field", "exactly"),
    "about": pgettext_lazy("field", "about"),
    "at_least": pgettext_lazy("field", "at least"),
    "at_most": pgettext_lazy("field", "at most"),
    "order": pgettext_lazy("field", "order of magnitude"),
    "words": pgettext_lazy("field", "words"),
    "language": pgettext_lazy("field", "language"),
    "name": pgettext_lazy("field", "name"),
    "kind": pgettext_lazy("field", "kind"),
    "time": pgettext_lazy("field", "time"),
    "value": pgettext_lazy("field", "value"),
    "places": pgettext_lazy("field", "places"),
    "place": pgettext_lazy("field", "place"),
    "form": pgettext_lazy("field", "form"),
    "ref": pgettext_lazy("field", "number"),
    "claim": pgettext_lazy("field", "claim"),
    "matters": pgettext_lazy("field", "matters"),
    "authority": pgettext_lazy("field", "authority file"),
    "identifier": pgettext_lazy("field", "identifier"),
    "quote": pgettext_lazy("field", "quotation"),
    "passage": pgettext_lazy("field", "sentence"),
    "prefix": pgettext_lazy("field", "characters before it"),
    "suffix": pgettext_lazy("field", "characters after it"),
    "reading": pgettext_lazy("field", "reading status of its own"),
    "status": pgettext_lazy("field", "reading status"),
    "readings.text": pgettext_lazy("field", "text"),
    "readings.by": pgettext_lazy("field", "read by"),
    "start": pgettext_lazy("field", "first character"),
    "end": pgettext_lazy("field", "end, in characters"),
    "text": pgettext_lazy("field", "digest of the source’s text"),
    "file": pgettext_lazy("field", "file name"),
    "encoding": pgettext_lazy("field", "encoding"),
    "sha256": pgettext_lazy("field", "SHA-256"),
    "bytes": pgettext_lazy("field", "bytes"),
    "characters": pgettext_lazy("field", "characters"),
    "left_out": pgettext_lazy("field", "left out"),
    "element": pgettext_lazy("field", "element"),
    "count": pgettext_lazy("field", "how often"),
    "letters": pgettext_lazy("field", "letters"),
    "line": pgettext_lazy("field", "line of the first"),
    "column": pgettext_lazy("field", "column of the first"),
    "supplied": pgettext_lazy("field", "supplied by the archive"),
    "latitude": pgettext_lazy("field", "latitude"),
    "longitude": pgettext_lazy("field", "longitude"),
    "country": pgettext_lazy("field", "country"),
    "city": pgettext_lazy("field", "nearest city"),
    "distance": pgettext_lazy("field", "distance in km"),
    "precision": pgettext_lazy("field", "precision in km"),
    "confidence": pgettext_lazy("field", "confidence"),
    "address": pgettext_lazy("field", "address"),
    "statement": pgettext_lazy("field", "statement"),
    "reference": pgettext_lazy("field", "reference"),
    "met": pgettext_lazy("field", "where it was met"),
    "note": pgettext_lazy("field", "note"),
    "by": pgettext_lazy("field", "author"),
    "recorded": pgettext_lazy("field", "day of recording"),
}
PART_ORDER = [*LANGUAGES, *PART_LABELS]
YES_OR_NO: Labels = {"true": pgettext_lazy("field", "yes"), "false": pgettext_lazy("field", "no")}
# Words for codes; by the name of their field, or by the names of part and field, or of the record's kind and field.
CODE_LABELS: Mapping[str, Labels] = {
    "status": STATUS_LABELS,
    "reading": STATUS_LABELS,
    "direction.value": DIRECTION_LABELS,
    "means.value": MEANS_LABELS,
    "matters": MATTER_LABELS,
    "quantities.of": COUNTED_LABELS,
    "quantities.unit": UNIT_LABELS,
    "quantities.order": ORDER_LABELS,
    "confidence": CONFIDENCE_LABELS,
    "certainty": CERTAINTY_LABELS,
    "supplied": YES_OR_NO,
    "omission": YES_OR_NO,
    "event": STOP_EVENT_LABELS,
    "sense": {
        "not-before": pgettext_lazy("field", "not before"),
        "by": pgettext_lazy("field", "then or earlier"),
        "until": pgettext_lazy("field", "until"),
    },
    "mentions.form": {
        "name": pgettext_lazy("field", "by its name"),
        "description": pgettext_lazy("field", "by a description"),
    },
    "route.form": {"sets": pgettext_lazy("field", "sets of places"), "stops": pgettext_lazy("field", "stops in order")},
    "asked_of": {
        "camp": pgettext_lazy("field", "camps"),
        "evacuated-camp": pgettext_lazy("field", "evacuated camps"),
        "sea": pgettext_lazy("field", "seas"),
        "region": pgettext_lazy("field", "regions"),
        "route": pgettext_lazy("field", "routes"),
    },
    "camp.kind": PLACE_KIND_LABELS,
    "place.kind": PLACE_KIND_LABELS,
    "variants.kind": NAME_USAGE_LABELS,
}
# Parts whose fields are language tags, whichever these are.
NAMES_BY_LANGUAGE = ("names", "forms")


class PathName(NamedTuple):
    """A field's name in a path, the name that it is part of, and the position that follows it; without language tags."""

    name: str
    parent: str
    position: int | None


def label_field(kind: str, path: Path) -> SafeString:
    """Return the label of a field of a record, in the active language: “Evidence 2: quotation”, “Statement (Arabic)”.

    A field without a label has its name, in ``<code>``.
    """
    first, *parts = _split_path(path)
    label = _number_label(FIELD_LABELS.get(kind, {}).get(first.name), first)
    return _add_parts(label, parts, find_language(path))


def label_part(path: Path, within: Path) -> SafeString:
    """Return the label of a field below another one, without that: “quotation” of “Evidence 2: quotation”."""
    return _add_parts(None, _split_path(path)[len(_split_path(within)) :], find_language(path))


def label_code(kind: str, path: Path, value: object) -> str:
    """Return the words for a code in the active language; empty if the value is none."""
    *_, (name, parent, _position) = _split_path(path)
    if name == "language" and isinstance(value, str):
        return get_language_name(value, get_language())
    if name == "country" and isinstance(value, str):
        return get_country_name(value, get_language())
    labels = CODE_LABELS.get(f"{parent or kind}.{name}") or CODE_LABELS.get(name, {})
    code = str(value).lower() if isinstance(value, bool) else value
    return str(labels[code]) if isinstance(code, str) and code in labels else ""


def make_sort_key(kind: str, path: Path) -> tuple[int, ...]:
    """Return a key that sorts fields of a kind of record as pages show them; unknown ones are last."""
    tables = [list(FIELD_LABELS.get(kind, {})), *[PART_ORDER] * len(path)]
    return tuple(
        part if isinstance(part, int) else table.index(part) if part in table else len(table)
        for part, table in zip(path, tables, strict=False)
    )


def find_language(path: Path) -> str:
    """Return the language tag among the names of a path; empty if there is none."""
    names = [part for part in path if isinstance(part, str)]
    for parent, name in pairwise(names):
        if name in LANGUAGES or (parent in NAMES_BY_LANGUAGE and find_locale(name)):
            return name
    return ""


def find_text_language(kind: str, path: Path, parent: object, sources: Mapping[str, str]) -> str:
    """Return the language of a text at a path; empty if it is not known.

    ``kind``: of the record; ``parent``: the object that has the field; ``sources``: the languages of sources, by identifier.
    """
    fields = parent if isinstance(parent, Mapping) else {}
    name = next((part for part in reversed(path) if isinstance(part, str)), "")
    if name in SOURCE_FIELDS:
        source = PassageKey.parse(str(fields.get("passage") or fields.get("source") or "")).source
        return sources.get(source, "")
    if name == "reference" and kind == "term":
        return "en"
    if name in ("text", "name") and isinstance(fields.get("language"), str):
        return fields["language"]
    return find_language(path)


def _split_path(path: Path) -> list[PathName]:
    language = find_language(path)
    names: list[PathName] = []
    for at, part in enumerate(path):
        if isinstance(part, str) and not (part == language and at):
            following = path[at + 1] if at + 1 < len(path) else None
            names.append(PathName(part, names[-1].name if names else "", following if isinstance(following, int) else None))
    return names


def _number_label(label: str | Promise | None, name: PathName) -> SafeString:
    if name.position is not None and name.name in ITEM_LABELS:
        return format_html("{} {}", ITEM_LABELS[name.name], name.position + 1)
    return format_html("{}", label) if label else format_html("<code>{}</code>", name.name)


def _add_parts(label: SafeString | None, names: list[PathName], language: str) -> SafeString:
    for name in names:
        part = PART_LABELS.get(f"{name.parent}.{name.name}") or PART_LABELS.get(name.name)
        part = _number_label(part, name)
        label = format_html("{}: {}", label, part) if label else part
    if language:
        named = get_language_name(language, get_language())
        return format_html("{} ({})", label, named) if label else format_html("{}", named)
    return label or SafeString("")
