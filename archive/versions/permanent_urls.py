"""Permanent addresses of versions, of records in an edition, and of histories: absolute, in no language."""

from __future__ import annotations

from django.conf import settings

from archive.addresses import RecordKey, build_permanent_url
from archive.models import RecordVersion
from archive.versions.history import VERSION_DIGITS

TIMEGATE_SUFFIX = "/timegate"
# Kinds of the ledger whose records have addresses of another kind
ADDRESS_KINDS = {"sentence": "passage"}


def name_in_addresses(key: RecordKey) -> RecordKey:
    """Return the key of a record as addresses have it."""
    return RecordKey(ADDRESS_KINDS.get(key.kind, key.kind), key.identifier)


def build_record_url(key: RecordKey, *parts: str) -> str:
    """Return the permanent address of a record, given by its kind in the ledger or in addresses, or one below it."""
    return "/".join([build_permanent_url(*name_in_addresses(key)), *parts])


def build_version_url(version: RecordVersion, suffix: str = "") -> str:
    """Return the permanent address of a version, or of a format of it."""
    return build_record_url(version.key, version.version[:VERSION_DIGITS] + _format_suffix(suffix))


def build_edition_url(key: RecordKey, edition: int, suffix: str = "") -> str:
    """Return the permanent address of a record as it was in an edition."""
    return build_record_url(key, "edition", f"{edition}{_format_suffix(suffix)}")


def build_history_url(key: RecordKey, suffix: str = "") -> str:
    """Return the permanent address of the history of a record, or of a format of it; ``link`` is its TimeMap (RFC 7089)."""
    return build_record_url(key, f"versions{_format_suffix(suffix)}")


def build_timegate_url(key: RecordKey) -> str:
    """Return the address of the TimeGate (RFC 7089) of a record."""
    return build_record_url(key) + TIMEGATE_SUFFIX


def build_archive_edition_url(edition: int, suffix: str = "") -> str:
    """Return the permanent address of an edition of the archive, or of a format of it; ``jsonl`` is its ledger file."""
    return f"{settings.CANONICAL_ORIGIN}/id/edition/{edition}{_format_suffix(suffix)}"


def build_editions_url(suffix: str = "") -> str:
    """Return the permanent address of the list of editions, or of a format of it."""
    return f"{settings.CANONICAL_ORIGIN}/id/editions{_format_suffix(suffix)}"


def _format_suffix(suffix: str) -> str:
    return f".{suffix}" if suffix else ""
