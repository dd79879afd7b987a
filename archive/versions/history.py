"""Queries of the editions that are loaded, and of the versions of a record until the current one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, QuerySet, TextChoices, Value, When

from archive.addresses import RecordKey
from archive.edition_cache import cached_per_edition
from archive.models import Edition, LoadedState, RecordVersion
from archive.models.cached_rows import find_row

# Hexadecimal digits by which versions are named in addresses, and the minimum
VERSION_DIGITS, MIN_VERSION_DIGITS = 16, 8
Outcome = RecordVersion.Outcome
VERSION_PATTERN = re.compile(rf"[0-9a-f]{{{MIN_VERSION_DIGITS},64}}")


class UnknownVersion(LookupError):
    """No version of the record has this name. ``other``: a version of another record that has it, or None."""

    def __init__(self, name: str, other: RecordVersion | None = None) -> None:
        super().__init__(name)
        self.name, self.other = name, other


class AmbiguousVersion(LookupError):
    """Several versions have a name that begins like this; ``versions``."""

    def __init__(self, name: str, versions: list[RecordVersion]) -> None:
        super().__init__(name)
        self.name, self.versions = name, versions


@cached_per_edition
def get_current_edition() -> Edition | None:
    """Return the edition that the pages show; None if nothing is loaded."""
    state = LoadedState.objects.select_related("edition").first()
    return state.edition if state else None


def list_history(key: RecordKey, *, with_lines: bool = True) -> list[RecordVersion]:
    """Return all versions of a record, the first one first, with those under its former names, and what became of it.

    ``with_lines``: read their lines too, which a record of a thousand editions has many of.
    """
    versions = RecordVersion.objects.select_related("edition").order_by("pk")
    versions = versions if with_lines else versions.defer("line")
    history = list(versions.of(key))
    names = {version.version for version in history}
    while history and history[0].previous and history[0].previous not in names:
        former = RecordVersion.objects.filter(version=history[0].previous).defer("line").first()
        if former is None:
            break
        earlier = list(versions.of(former.key).filter(pk__lte=former.pk))
        history = earlier + history
        names |= {version.version for version in earlier}
    return history


def load_reasons(history: list[RecordVersion]) -> list[RecordVersion]:
    """Return a history without lines, with those lines that may state a reason: all but the versions that follow one. One query."""
    pairs = zip([None, *history], history, strict=False)
    needed = [line.pk for before, line in pairs if line.outcome != Outcome.RECORD or (before and before.outcome != Outcome.RECORD)]
    loaded = RecordVersion.objects.select_related("edition").in_bulk(needed) if needed else {}
    return [loaded.get(line.pk, line) for line in history]


def find_version(key: RecordKey, name: str) -> RecordVersion:
    """Return the version of a record, under any of its names, whose SHA-256 begins with ``name``, 8 hexadecimal digits or more.

    Its line is read when it is needed. Raises UnknownVersion or AmbiguousVersion.
    """
    return select_version(load_history(key)[1], name)


def select_version(history: list[RecordVersion], name: str) -> RecordVersion:
    """Return the version of a history whose SHA-256 begins with ``name``. Raises UnknownVersion or AmbiguousVersion."""
    if not VERSION_PATTERN.fullmatch(name):
        raise UnknownVersion(name)
    versions = [version for version in history if version.version.startswith(name)]
    if not versions:
        raise UnknownVersion(name, find_version_of_any_record(name))
    if len(versions) > 1:
        raise AmbiguousVersion(name, versions)
    return versions[0]


def find_version_of_any_record(name: str) -> RecordVersion | None:
    """Return the only version whose SHA-256 begins with ``name``; None if there is none or several."""
    versions = find_versions_of_any_record(name, 2) if VERSION_PATTERN.fullmatch(name) else []
    return versions[0] if len(versions) == 1 else None


def find_versions_of_any_record(name: str, limit: int) -> list[RecordVersion]:
    """Return the first ``limit`` versions whose SHA-256 begins with ``name``."""
    return list(RecordVersion.objects.filter(version__gte=name, version__lte=name.ljust(64, "f")).select_related("edition")[:limit])


def find_last_line(key: RecordKey) -> RecordVersion | None:
    """Return the last line of a record: its version in force, or what became of it; None if there never was such a record.

    Its text is read when it is needed: that of a source is long.
    """
    return find_row(_select_last_line, key)


def _select_last_line(key: RecordKey) -> QuerySet[RecordVersion]:
    return RecordVersion.objects.of(key).select_related("edition").defer("line").order_by("-edition")


def find_last_lines(kind: str, identifiers: Iterable[str], edition: int) -> dict[str, RecordVersion]:
    """Return by identifier the last line until an edition of each record of a kind, without its text. One query."""
    lines = RecordVersion.objects.filter(kind=kind, identifier__in=list(identifiers), edition__lte=edition)
    return {line.identifier: line for line in lines.defer("line").order_by("pk")}


def follow_renames(key: RecordKey, *, until: int | None = None) -> tuple[RecordKey, RecordVersion | None]:
    """Return the key that a record has now, and its last line; None if there never was such a record.

    ``until``: follow only the renames of this edition and those before it.
    """
    seen, last = {key}, find_last_line(key)
    while last is not None and last.outcome == Outcome.RENAMED and (until is None or last.edition_id <= until):
        key = RecordKey.parse(last.fields["renamed"])
        if key in seen:
            break
        seen.add(key)
        last = find_last_line(key)
    return key, last


def find_version_before(history: Sequence[RecordVersion], at: int) -> RecordVersion | None:
    """Return the last version of a history before a position that is not suppressed; None if there is none."""
    return next((line for line in reversed(history[:at]) if line.outcome == Outcome.RECORD), None)


def load_history(key: RecordKey) -> tuple[RecordKey, list[RecordVersion]]:
    """Return the key that a record has now, and its history without lines, which is empty if there never was such a record.

    A record that became one that existed already keeps its own key and history, because the other's does not have its versions.
    """
    current, last = follow_renames(key)
    history = list_history(current, with_lines=False) if last else []
    if current == key or any(line.key == key for line in history):
        return current, history
    return key, list_history(key, with_lines=False)


def find_final_version(key: RecordKey) -> RecordVersion | None:
    """Return the last version that a record had before it was withdrawn, under this name or a former one; None if there is none."""
    final = next((version for version in reversed(list_history(key, with_lines=False)) if version.is_in_force), None)
    if final is not None:
        final.refresh_from_db(fields=["line"])
    return final


def list_retired_keys() -> Iterator[RecordKey]:
    """Yield the keys of the records that are withdrawn or renamed."""
    later = RecordVersion.objects.filter(kind=OuterRef("kind"), identifier=OuterRef("identifier"), pk__gt=OuterRef("pk"))
    outcomes = (Outcome.WITHDRAWN, Outcome.RENAMED)
    retired = RecordVersion.objects.filter(~Exists(later), outcome__in=outcomes).order_by("pk")
    return (RecordKey(*key) for key in retired.values_list("kind", "identifier").iterator())


class ChangeKind(TextChoices):
    """The kinds of change that a line of the ledger makes to its record, in the order in which they are shown."""

    WITHDRAWN = "withdrawn"
    RENAMED = "renamed"
    RETURNED = "returned"
    CHANGED = "changed"
    ADDED = "added"
    SUPPRESSED = "suppressed"


def list_changes(edition: int, only: str = "") -> QuerySet:
    """Return the lines of an edition by kind and identifier, each with its ``change``: a ChangeKind. ``only``: those that make this change.

    The first line of a record under its new name continues the line that renames the record, and so is a change.
    """
    lines = RecordVersion.objects.filter(edition=edition).order_by("pk")
    if not only:
        return _annotate_changes(lines)
    return _annotate_changes(lines if only == ChangeKind.ADDED else lines.without_additions()).filter(change=only)


def _annotate_changes(lines: QuerySet) -> QuerySet:
    withdrawals = RecordVersion.objects.filter(outcome=Outcome.WITHDRAWN).values("version")
    change = Case(
        When(outcome__in=("withdrawn", "renamed", "suppressed"), then=F("outcome")),
        When(previous="", then=Value("added")),
        When(previous__in=withdrawals, then=Value("returned")),
        default=Value("changed"),
        output_field=CharField(),
    )
    return lines.annotate(change=change)


def count_changes(edition: int) -> dict[str, int]:
    """Return how many lines of an edition make each change; changes that it does not make are left out.

    Most lines of a large edition add a record: these are all but the others, which an index has.
    """
    lines = RecordVersion.objects.filter(edition=edition).without_additions().order_by()
    counts = dict(_annotate_changes(lines).values_list("change").annotate(count=Count("pk")))
    counts[ChangeKind.ADDED] = _count_lines().get(edition, 0) - sum(counts.values())
    return {change: counts[change] for change in ChangeKind.values if counts.get(change)}


@cached_per_edition
def _count_lines() -> dict[int, int]:
    """Return the number of lines of each edition."""
    return dict(RecordVersion.objects.order_by().values_list("edition").annotate(count=Count("pk")))


def load_previous_lines(lines: Iterable[RecordVersion]) -> dict[str, RecordVersion]:
    """Return the lines that some lines follow, by their versions. One query."""
    names = {line.previous for line in lines if line.previous}
    rows = RecordVersion.objects.filter(version__in=names).select_related("edition") if names else ()
    return {row.version: row for row in rows}
