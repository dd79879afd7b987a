"""The state of a record that a citation names: a version, or the record in an edition, with the address that shows it for ever.

A dict, ``cited`` of a record: ``permanent``, the address of the state; ``edition``, its number; ``version``, the SHA-256 of the line in the
ledger, empty if the record is cited by edition; ``current``, the address of the record, which shows its newest state. Without it a record is
cited by the address of the record: a passage, whose words are fixed by the digest of the text, and what is not published.
"""

from __future__ import annotations

from archive.addresses import RecordKey
from archive.models import Edition, RecordVersion
from archive.versions import permanent_urls

# Kinds that are cited by version; by edition those whose pages show more than the record itself.
VERSION_KINDS, EDITION_KINDS = ("claim",), ("source", "camp", "place", "route", "movement")
CITED_KINDS = (*VERSION_KINDS, *EDITION_KINDS)


def describe_cited_version(version: RecordVersion) -> dict[str, object]:
    """Return the citation's state of a version, and the edition with its line."""
    return {
        "permanent": permanent_urls.build_version_url(version),
        "edition": version.edition_id,
        "version": version.version,
        "current": permanent_urls.build_record_url(version.key),
    }


def describe_cited_edition(key: RecordKey, edition: int) -> dict[str, object]:
    """Return the citation's state of a record as it is in an edition."""
    return {
        "permanent": permanent_urls.build_edition_url(key, edition),
        "edition": edition,
        "version": "",
        "current": permanent_urls.build_record_url(key),
    }


def choose_cited_state(
    last: RecordVersion | None, current: Edition | None, published: int | None = None
) -> dict[str, object] | None:
    """Return the state by which a record is cited today; None if it is cited by the address of the record.

    ``last``: the last line of the record; ``current``: the edition that is loaded, which only EDITION_KINDS need; ``published``: the number
    of the last edition that is not only a preview's.
    """
    if last is None or last.outcome != RecordVersion.Outcome.RECORD:
        return None
    if last.kind in VERSION_KINDS:
        return describe_cited_version(last) if published is None or last.edition_id <= published else None
    if last.kind not in EDITION_KINDS or current is None or (published is not None and current.number > published):
        return None
    return describe_cited_edition(last.key, current.number)
