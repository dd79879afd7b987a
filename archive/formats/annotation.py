"""Claims as Web Annotations (W3C, 2017): the statement is the body, the source's words are the targets."""

from __future__ import annotations

from archive.dates.edtf import parse_date
from archive.formats.schemaorg import JSONLD_CONTEXT as SCHEMA_CONTEXT
from archive.formats.schemaorg import SUBJECT_TYPES, format_quantity
from archive.formats.version_relations import link_versions

JSONLD_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
EXTRA_TERMS = {
    "schema": "https://schema.org/",
    "unit": "schema:unitText",
    "role": "schema:roleName",
    "status": "schema:creativeWorkStatus",
    "temporal": {"@id": "http://purl.org/dc/terms/temporal", "@type": "http://id.loc.gov/datatypes/edtf/EDTF"},
    "about": {"@id": "schema:about"},
    "name": {"@id": "schema:name", "@container": "@language"},
}
# CiTO, the Citation Typing Ontology: each of two claims disagrees with the other.
DISAGREEMENT_TERM = {"disagreesWith": {"@id": "http://purl.org/spar/cito/disagreesWith", "@type": "@id"}}
QUANTITY_TERM = {"mentions": {"@id": "schema:mentions"}}


def format_claim(record: dict) -> dict[str, object]:
    """Return a claim as an annotation.

    ``status`` is that of the reading: plain, emended, supplied or uncertain. ``temporal`` is when it was, in EDTF, and ``about`` the
    camps, places and routes; ``mentions`` the numbers that it states. Positions count code points of the source's text, as ``unit`` says, and bytes of its UTF-8 file. A claim
    that differs from others names each in a Role of schema.org, with the matters on which the two differ.
    """
    date = record["date"]
    differences = [
        {"type": "schema:Role", "role": other["matters"], "disagreesWith": other["permanent"]} for other in record["differs_from"]
    ]
    numbers = [{"@context": SCHEMA_CONTEXT, **format_quantity(quantity)} for quantity in record["quantities"]]
    return {
        "@context": [JSONLD_CONTEXT, EXTRA_TERMS | (DISAGREEMENT_TERM if differences else {}) | (QUANTITY_TERM if numbers else {})],
        "id": record["permanent"],
        "type": "Annotation",
        "motivation": "describing",
        **link_versions(record),
        "body": [
            {"type": "TextualBody", "value": text, "language": language, "format": "text/plain", "purpose": "describing"}
            for language, text in record["statement"].items()
        ],
        **({"temporal": parse_date(date["edtf"]).express_sense(date["sense"])} if date else {}),
        "about": [
            {"id": subject["permanent"], "type": f"schema:{SUBJECT_TYPES[subject['kind']]}", "name": subject["name"]}
            for subject in record["about"]
        ],
        "target": [_format_target(anchor) for anchor in record["anchors"]],
        **({"mentions": numbers} if numbers else {}),
        **({"disagreesWith": differences} if differences else {}),
    }


def _format_target(anchor: dict) -> dict[str, object]:
    """Return the words of an anchor; it has selectors of the positions that are known."""
    position = {name: anchor[name] for name in ("start", "end") if name in anchor}
    byte_position = {name: anchor[f"byte_{name}"] for name in ("start", "end") if f"byte_{name}" in anchor}
    return {
        "type": "SpecificResource",
        "source": f"{anchor['source']}.txt",
        "scope": anchor["permanent"],
        "role": anchor["role"],
        "status": anchor["status"],
        "selector": [
            *([{"type": "TextPositionSelector", **position, "unit": "Unicode code point"}] if position else []),
            {"type": "TextQuoteSelector", **{name: anchor[name] for name in ("exact", "prefix", "suffix")}},
            *([{"type": "DataPositionSelector", **byte_position, "unit": "byte of the UTF-8 file"}] if byte_position else []),
        ],
    }
