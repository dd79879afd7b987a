"""Changes of a record as rows for readers: labels, words of codes, languages of texts, differences word by word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.versions.differences import FieldChange, FieldChangeKind, Path, compare_records
from archive.versions.field_labels import (
    SOURCE_FIELDS,
    YES_OR_NO,
    find_text_language,
    label_code,
    label_field,
    label_part,
    make_sort_key,
)
from archive.versions.word_differences import WordRun, compare_words

# Fields by which an item is named where a list was reordered, the first that it has.
TITLE_FIELDS = ("quote", "name", "text", "authority", "claim", "ref", "place", "value")


@dataclass(frozen=True)
class FieldValue:
    """A text, number or code as readers see it.

    ``language``: of a text, if it is known; ``is_code``: as the ledger has it, from left to right; ``is_word``: in place of a code;
    ``is_source``: words of a source.
    """

    text: str
    language: str = ""
    is_code: bool = False
    is_word: bool = False
    is_source: bool = False


@dataclass(frozen=True)
class FieldPart:
    """A field of a part that was added or removed, with its values: several if it is a list."""

    label: SafeString
    values: tuple[FieldValue, ...]


@dataclass(frozen=True)
class MovedItem:
    """An item of a reordered list, with its number in the old one."""

    value: FieldValue
    old_number: int


@dataclass(frozen=True)
class ChangeRow:
    """A change of one field.

    One of these describes it: ``runs`` of a text that was edited, which has the language of ``new``; ``old`` and ``new``, of which an
    added or removed field has one; ``parts`` of an object or a list; ``items`` of a reordered list that both versions have, in their new
    order.
    """

    label: SafeString
    kind: FieldChangeKind
    old: FieldValue | None = None
    new: FieldValue | None = None
    runs: tuple[WordRun, ...] = ()
    parts: tuple[FieldPart, ...] = ()
    items: tuple[MovedItem, ...] = ()


def list_change_rows(
    kind: str, old: Mapping[str, object], new: Mapping[str, object], languages: Mapping[str, str] | None = None
) -> list[ChangeRow]:
    """Return what differs between two versions of a record, in the order of the fields and in the active language.

    ``kind``: of the record; ``languages``: the languages of sources by identifier, for quotations.
    """
    changes = sorted(compare_records(old, new), key=lambda change: make_sort_key(kind, change.path))
    sides = _RecordReader(kind, old, languages or {}), _RecordReader(kind, new, languages or {})
    return [row for change in changes for row in _make_rows(kind, change, *sides)]


def _make_rows(kind: str, change: FieldChange, old: _RecordReader, new: _RecordReader) -> Iterator[ChangeRow]:
    if change.kind == "reordered":
        pairs = zip(change.new, change.order, strict=True)
        items = tuple(MovedItem(new.read_item(change.path, item), at + 1) for item, at in pairs)
        yield ChangeRow(label_field(kind, change.path), change.kind, items=items)
        return
    former = None if change.kind == "added" or change.old is None else change.old
    value = None if change.kind == "removed" or change.new is None else change.new
    if isinstance(former, Mapping | list) or isinstance(value, Mapping | list):
        if former is not None:
            parts = tuple(old.read_parts(change.old_path, former))
            yield ChangeRow(label_field(kind, change.old_path), "removed", parts=parts)
        if value is not None:
            yield ChangeRow(label_field(kind, change.path), "added", parts=tuple(new.read_parts(change.path, value)))
        return
    old_value = None if former is None else old.read_value(change.old_path, former)
    new_value = None if value is None else new.read_value(change.path, value)
    yield _make_value_row(label_field(kind, change.path), change.kind, old_value, new_value)


def _make_value_row(label: SafeString, kind: FieldChangeKind, old: FieldValue | None, new: FieldValue | None) -> ChangeRow:
    if old is None or new is None:
        return ChangeRow(label, "added" if new else "removed" if old else kind, old, new)
    is_edited_text = old.language == new.language and not any(value.is_code or value.is_word for value in (old, new))
    runs = compare_words(old.text, new.text) if is_edited_text and old.text and new.text else []
    return ChangeRow(label, "changed", old, new, tuple(runs))


@dataclass(frozen=True)
class _RecordReader:
    """Reads values of a record for readers. ``languages``: those of sources, by identifier."""

    kind: str
    record: Mapping[str, object]
    languages: Mapping[str, str]

    def read_value(self, path: Path, value: object) -> FieldValue:
        """Return a text, number or code at a path."""
        return self._read_scalar(path, value, self._find(path[:-1]))

    def read_parts(self, path: Path, value: Mapping | list) -> Iterator[FieldPart]:
        """Yield the fields in an object or a list that have a value."""
        yield from self._read_parts(path, value, within=path)

    def read_item(self, path: Path, item: object) -> FieldValue:
        """Return what names an item of the list at a path."""
        if not isinstance(item, Mapping):
            return self._read_scalar((*path, 0), item, None)
        name = next((name for name in TITLE_FIELDS if isinstance(item.get(name), str)), "")
        return self._read_scalar((*path, 0, name), item.get(name, "…"), item)

    def _read_parts(self, path: Path, value: object, within: Path) -> Iterator[FieldPart]:
        if isinstance(value, Mapping):
            for field in sorted(((*path, name) for name in value), key=lambda field: make_sort_key(self.kind, field)):
                yield from self._read_parts(field, value[field[-1]], within)
        elif isinstance(value, list) and any(isinstance(item, Mapping | list) for item in value):
            for at, item in enumerate(value):
                yield from self._read_parts((*path, at), item, within)
        elif value not in (None, "", []):
            parent = self._find(path[:-1])
            items = value if isinstance(value, list) else [value]
            yield FieldPart(label_part(path, within), tuple(self._read_scalar(path, item, parent) for item in items))

    def _read_scalar(self, path: Path, value: object, parent: object) -> FieldValue:
        if words := label_code(self.kind, path, value):
            return FieldValue(words, get_language(), is_word=True)
        if isinstance(value, bool):
            return FieldValue(str(YES_OR_NO[str(value).lower()]), get_language(), is_word=True)
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        language, text = find_text_language(self.kind, path, parent, self.languages), str(value)
        is_code = not language and text.isascii() and " " not in text
        return FieldValue(text, language, is_code, is_source=name in SOURCE_FIELDS)

    def _find(self, path: Path) -> object:
        value: Any = self.record
        for part in path:
            value = value[part]
        return value
