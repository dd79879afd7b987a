"""Records of the ledger as JSON with the records that belong to them, and in the formats of their kind."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Protocol

from archive.formats import write_json
from archive.formats.cited_states import CITED_KINDS, describe_cited_edition, describe_cited_version
from archive.models import RecordVersion
from archive.versions import permanent_urls
from archive.versions.record_state import RecordState

DRAWN_NOTE = "As in edition {edition}. Drawn by the present software from {addresses}, which alone is frozen."
# Maximum versions that a note names; of more it names that of the source
MAX_DRAWN_VERSIONS = 5
IS_BASED_ON, COMMENT = "https://schema.org/isBasedOn", "https://schema.org/comment"


class FormattedKind(Protocol):
    """A kind of record with formats, by suffix."""

    @property
    def formats(self) -> dict[str, Callable[[dict], str]]:
        """Return the writers of the formats."""


def describe_state(past: RecordState) -> dict[str, object]:
    """Return a record as it was in an edition, with the records that its page showed, each with its version."""
    edition = past.state.edition
    described: dict[str, object] = {
        "kind": past.key.kind,
        "identifier": past.key.identifier,
        "permanent": permanent_urls.build_record_url(past.key),
        "edition": {"number": edition.number, "published": edition.published, "digest": edition.digest},
    }
    if past.passage is None:
        described |= describe_version(past.version)
    else:
        text = past.record["text"]
        described |= {
            "source": describe_version(past.version, with_record=False),
            "sha256": text["sha256"],
            "language": text["language"],
        }
        described |= {"ref": str(past.passage), "text": past.text}
        described |= past.span._asdict() if past.span else {}
    if past.mentions:
        described["mentions"] = [{"source": source, **mention} for source, mention in past.mentions]
    return described | {name: list(map(describe_version, lines)) for name, lines in past.related.items()}


def describe_version(version: RecordVersion, *, with_record: bool = True) -> dict[str, object]:
    """Return a version with its address and its record in the present format."""
    described: dict[str, object] = {
        "kind": version.kind,
        "identifier": version.identifier,
        "version": version.version,
        "address": permanent_urls.build_version_url(version),
        "published_in": version.edition_id,
    }
    return described | {"record": version.record} if with_record else described


def write_past_format(kind: FormattedKind, record: dict, past: RecordState, suffix: str, address: str) -> str:
    """Return a prior state in a format, at its own address; where the format can, it says what it was drawn from."""
    frozen = [permanent_urls.build_version_url(version, "json") for version in list_versions(past)]
    note = DRAWN_NOTE.format(edition=past.state.edition.number, addresses=", ".join(frozen))
    by_version = describe_cited_version(past.version)
    by_edition = describe_cited_edition(past.key, past.state.edition.number)
    cited = {"cited": by_version if address == by_version["permanent"] else by_edition} if past.key.kind in CITED_KINDS else {}
    text = kind.formats[suffix]({**record, "permanent": address, "notes": [note], **cited})
    if suffix != "jsonld":
        return text
    origins = {IS_BASED_ON: [{"@id": url} for url in frozen], COMMENT: note}
    return write_json({**json.loads(text), **origins})


def list_versions(past: RecordState) -> list[RecordVersion]:
    """Return the versions that a record is drawn from: of a passage those of its sentences, at most MAX_DRAWN_VERSIONS."""
    sentences = past.related["sentences"] if past.passage else [past.version]
    return sentences if len(sentences) <= MAX_DRAWN_VERSIONS else [past.version]
