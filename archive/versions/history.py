"""Queries of the editions that are loaded, and of the versions of a record until the current one."""

from __future__ import annotations

import re

from django.db.models import Max, QuerySet

from archive.addresses import RecordKey
from archive.edition_cache import cached_per_edition
from archive.models import Edition, LoadedState, RecordVersion

# Hexadecimal digits by which versions are named in addresses, and the minimum
VERSION_DIGITS, MIN_VERSION_DIGITS = 16, 8
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


def list_history(key: RecordKey) -> list[RecordVersion]:
    """Return all versions of a record, the first one first, with those under its former names, and what became of it."""
    history = list(RecordVersion.objects.of(key).select_related("edition").order_by("pk"))
    names = {version.version for version in history}
    while history and history[0].previous and history[0].previous not in names:
        former = RecordVersion.objects.filter(version=history[0].previous).first()
        if former is None:
            break
        earlier = list(RecordVersion.objects.of(former.key).select_related("edition").filter(pk__lte=former.pk).order_by("pk"))
        history = earlier + history
        names |= {version.version for version in earlier}
    return history


def find_version(key: RecordKey, name: str) -> RecordVersion:
    """Return the version of a record whose SHA-256 begins with ``name``, 8 hexadecimal digits or more.

    Raises UnknownVersion or AmbiguousVersion.
    """
    if not VERSION_PATTERN.fullmatch(name):
        raise UnknownVersion(name)
    versions = [version for version in list_history(key) if version.version.startswith(name)]
    if not versions:
        raise UnknownVersion(name, find_version_of_any_record(name))
    if len(versions) > 1:
        raise AmbiguousVersion(name, versions)
    return versions[0]


def find_version_of_any_record(name: str) -> RecordVersion | None:
    """Return the only version whose SHA-256 begins with ``name``; None if there is none or several."""
    if not VERSION_PATTERN.fullmatch(name):
        return None
    versions = RecordVersion.objects.filter(version__gte=name, version__lte=name.ljust(64, "f")).select_related("edition")[:2]
    return versions[0] if len(versions) == 1 else None


def get_version_in(key: RecordKey, edition: int) -> RecordVersion | None:
    """Return the line of a record that holds in an edition, a withdrawal included; None if there was no such record yet."""
    return RecordVersion.objects.of(key).until(edition).select_related("edition").first()


def list_versions_in(edition: int, kind: str) -> QuerySet[RecordVersion]:
    """Return the versions of a kind in force in an edition, by identifier."""
    later = RecordVersion.objects.filter(edition__lte=edition, kind=kind)
    last = later.values("identifier").annotate(last=Max("pk")).values("last")
    return RecordVersion.objects.filter(pk__in=last, outcome__in=("record", "suppressed")).order_by("identifier")
