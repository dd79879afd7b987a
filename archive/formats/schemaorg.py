"""Records in schema.org's words, as JSON-LD: for the open web, and embedded in the pages."""

from __future__ import annotations

from archive.formats import ARCHIVE_NAME

JSONLD_CONTEXT = "https://schema.org/"


def format_source(record: dict) -> dict[str, object]:
    """A source as a CreativeWork with its digest, length in bytes and text file."""
    return {
        "@context": JSONLD_CONTEXT,
        **format_source_head(record),
        "hasPart": [{"@type": "CreativeWork", "@id": one["permanent"], "position": one["ref"]} for one in record["sentences"]],
        "citation": [{"@id": one["permanent"]} for one in record["claims"]],
    }


def format_passage(record: dict) -> dict[str, object]:
    """A passage as a part of its source, its exact characters as ``text``."""
    return {
        **_format_head(record, "Quotation"),
        "position": record["ref"],
        "inLanguage": record["source"]["language"],
        "text": record["text"],
        "isPartOf": format_source_head(record["source"]),
        "workTranslation": _format_readings(record),
        "subjectOf": [{"@type": "Claim", "@id": one["permanent"]} for one in record["claims"]],
    }


def format_source_head(record: dict) -> dict[str, object]:
    """What the archive knows of a source; what the document does not state is left out."""
    return {
        **_format_identity(record, "CreativeWork"),
        "identifier": record["identifier"],
        "name": format_texts(record["title"]),
        "inLanguage": record["language"],
        "publisher": {"@type": "Organization", "name": format_texts(record["publisher"])},
        **({"author": {"@type": "Person", "name": format_texts(record["author"])}} if record["author"] else {}),
        **({"datePublished": record["published"]} if record["published"] else {}),
        "isBasedOn": record["origin"],
        "usageInfo": record["rights"],
        "sha256": record["sha256"],
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": f"{record['permanent']}.txt",
            "encodingFormat": "text/plain; charset=utf-8",
            "contentSize": f"{record['bytes']} B",
            "sha256": record["sha256"],
        },
        "holdingArchive": {"@type": "ArchiveOrganization", "name": format_texts(ARCHIVE_NAME)},
    }


def _format_identity(record: dict, schema_type: str) -> dict[str, str]:
    return {"@type": schema_type, "@id": record["permanent"], "url": record["permanent"]}


def _format_head(record: dict, schema_type: str) -> dict[str, str]:
    return {"@context": JSONLD_CONTEXT, **_format_identity(record, schema_type)}


def format_texts(both: dict[str, str]) -> list[dict[str, str]]:
    """A text in both languages, each marked."""
    return [{"@language": language, "@value": text} for language, text in both.items()]


def _format_readings(record: dict) -> list[dict[str, str]]:
    return [
        {"@type": "CreativeWork", "position": one["ref"], "inLanguage": one["reading"]["language"], "text": one["reading"]["text"]}
        for one in record["sentences"]
    ]


def format_claim(record: dict) -> dict[str, object]:
    """A claim with the quotations it appears in."""
    stated = [one for one in record["anchors"] if one["role"] == "statement"]
    return {
        **_format_head(record, "Claim"),
        "text": format_texts(record["statement"]),
        "appearance": [{"@type": "Quotation", "@id": one["permanent"], "text": one["exact"]} for one in stated],
        "about": [{"@id": one["permanent"], "name": format_texts(one["name"])} for one in record["about"]],
    }


def format_place(record: dict) -> dict[str, object]:
    """A camp or another place with the gazetteer's position and the authorities' addresses."""
    return {
        **_format_head(record, "Place"),
        "name": format_texts(record["name"]),
        "alternateName": sorted({one["exact"] for one in record["spelled"]}),
        "geo": {"@type": "GeoCoordinates", "latitude": record["latitude"], "longitude": record["longitude"]},
        "sameAs": [one["address"] for one in record["authorities"]],
        "subjectOf": [{"@type": "Claim", "@id": one["permanent"]} for one in record["claims"]],
    }


def format_route(record: dict) -> dict[str, object]:
    """A route as an event, with the claim that states it."""
    return {
        **_format_head(record, "Event"),
        "name": format_texts(record["name"]),
        "location": [{"@type": "Place", "@id": one["permanent"]} for one in (*record["origins"], *record["destinations"])],
        "subjectOf": {"@type": "Claim", "@id": record["claim"]["permanent"]},
    }
