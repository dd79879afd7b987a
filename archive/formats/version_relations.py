"""A record and the state of it that is cited, in JSON-LD. ``cited`` of a record: see ``archive.formats.cited_states``."""

from __future__ import annotations

HAS_VERSION, IS_VERSION_OF = "http://purl.org/dc/terms/hasVersion", "http://purl.org/dc/terms/isVersionOf"


def link_versions(record: dict) -> dict[str, object]:
    """Return the relations of Dublin Core between a record and the state that is cited, for JSON-LD in any context."""
    cited = record.get("cited")
    if not cited:
        return {}
    if record["permanent"] == cited["permanent"]:
        return {IS_VERSION_OF: {"@id": cited["current"]}}
    return {HAS_VERSION: {"@id": cited["permanent"]}}


def name_version(record: dict) -> dict[str, str]:
    """Return the version of a creative work in the vocabulary of schema.org, or its edition."""
    cited = record.get("cited")
    return {"version": cited["version"] or str(cited["edition"])} if cited else {}
