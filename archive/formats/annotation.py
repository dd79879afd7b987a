"""Claims as Web Annotations (W3C Web Annotation Data Model, 2017): what is said is the body, the source's words are the targets."""

from __future__ import annotations

JSONLD_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
EXTRA_TERMS = {"schema": "https://schema.org/", "unit": "schema:unitText", "role": "schema:roleName"}
# CiTO, the Citation Typing Ontology: of two claims, either disagrees with the other.
DISAGREEMENT_TERM = {"disagreesWith": {"@id": "http://purl.org/spar/cito/disagreesWith", "@type": "@id"}}


def format_claim(record: dict) -> dict[str, object]:
    """An annotation. Positions count Unicode code points of the source's text, as ``unit`` says, and bytes of its UTF-8 file."""
    differences = record["differs_from"]
    return {
        "@context": [JSONLD_CONTEXT, {**EXTRA_TERMS, **(DISAGREEMENT_TERM if differences else {})}],
        "id": record["permanent"],
        "type": "Annotation",
        "motivation": "describing",
        "body": [_format_body(language, text) for language, text in record["statement"].items()],
        "target": [_format_target(anchor) for anchor in record["anchors"]],
        **({"disagreesWith": [_format_difference(one) for one in differences]} if differences else {}),
    }


def _format_difference(one: dict) -> dict[str, object]:
    """The other claim, in a Role of schema.org that names the matters on which the two differ."""
    return {"type": "schema:Role", "role": one["matters"], "disagreesWith": one["permanent"]}


def _format_body(language: str, text: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": text, "language": language, "format": "text/plain", "purpose": "describing"}


def _format_target(anchor: dict) -> dict[str, object]:
    position = {"type": "TextPositionSelector", "start": anchor["start"], "end": anchor["end"], "unit": "Unicode code point"}
    quote = {"type": "TextQuoteSelector", "exact": anchor["exact"], "prefix": anchor["prefix"], "suffix": anchor["suffix"]}
    in_bytes = {
        "type": "DataPositionSelector",
        "start": anchor["byte_start"],
        "end": anchor["byte_end"],
        "unit": "byte of the UTF-8 file",
    }
    return {
        "type": "SpecificResource",
        "source": f"{anchor['source']}.txt",
        "scope": anchor["permanent"],
        "role": anchor["role"],
        "selector": [position, quote, in_bytes],
    }
