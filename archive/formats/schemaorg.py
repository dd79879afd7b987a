"""Records in the vocabulary of schema.org as JSON-LD, downloaded and embedded in pages."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import override

from archive.claims.quantities import describe_value
from archive.dates.edtf import parse_date
from archive.formats import ARCHIVE_NAME
from archive.formats.authority_uris import build_authority_uri
from archive.formats.geojson import has_position
from archive.formats.version_relations import link_versions, name_version
from archive.text.quantity_values import QuantityValue
from archive.vocabulary import CERTAINTY_SENTENCES, COUNTED_LABELS, LANGUAGES, PERCENT_UNITS, UNIT_LABELS, find_least_certain

JSONLD_CONTEXT = "https://schema.org/"
# The code of “per cent” of the United Nations (UN/CEFACT, recommendation 20)
PERCENT_CODE = "P1"
# Types of the records that a claim is about
SUBJECT_TYPES = {"camp": "Place", "place": "Place", "route": "Event"}


def format_source(record: dict) -> dict[str, object]:
    """Return a source as a CreativeWork with its digest, length in bytes and text file."""
    return {
        "@context": JSONLD_CONTEXT,
        **format_source_head(record),
        "hasPart": [
            {"@type": "CreativeWork", "@id": sentence["permanent"], "position": sentence["ref"]} for sentence in record["sentences"]
        ],
        "citation": [{"@id": claim["permanent"]} for claim in record["claims"]],
    }


def format_source_page(record: dict) -> dict[str, object]:
    """Return what the page of a source says of it to machines: less than its JSON-LD, for the page has its parts, claims and file."""
    head = format_source_head(record)
    said = {name: value for name, value in head.items() if name not in ("encoding", "holdingArchive")}
    return {"@context": JSONLD_CONTEXT, **said}


def format_passage(record: dict) -> dict[str, object]:
    """Return a passage as a part of its source, its exact characters as ``text``."""
    return {
        **_format_head(record, "Quotation"),
        "position": record["ref"],
        "inLanguage": record["source"]["language"],
        "text": record["text"],
        "isPartOf": format_source_head(record["source"]),
        "workTranslation": [
            {
                "@type": "CreativeWork",
                "position": sentence["ref"],
                "inLanguage": reading["language"],
                "text": reading["text"],
                "creativeWorkStatus": f"{reading['status']} reading",
                **({"creator": {"@type": "Person", "name": format_texts(reading["by"])}} if reading["by"] else {}),
            }
            for sentence in record["sentences"]
            for reading in sentence["readings"]
        ],
        "subjectOf": _format_claims(record["claims"]),
    }


def format_source_head(record: dict) -> dict[str, object]:
    """Return the facts of a source; what the document does not state is left out."""
    return {
        **_format_identity(record, "CreativeWork"),
        **name_version(record),
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


def _format_identity(record: dict, schema_type: str) -> dict[str, object]:
    return {"@type": schema_type, "@id": record["permanent"], "url": record["permanent"], **link_versions(record)}


def _format_head(record: dict, schema_type: str) -> dict[str, object]:
    return {"@context": JSONLD_CONTEXT, **_format_identity(record, schema_type)}


def format_texts(texts: dict[str, str]) -> list[dict[str, str]]:
    """Return a text by language as values with their language."""
    return [{"@language": language, "@value": text} for language, text in texts.items()]


def _format_claims(claims: list[dict]) -> list[dict[str, str]]:
    return [{"@type": "Claim", "@id": claim["permanent"]} for claim in claims]


def format_claim(record: dict) -> dict[str, object]:
    """Return a claim with the quotations it appears in, when it was, and what it is about."""
    return {
        **_format_head(record, "Claim"),
        **name_version(record),
        "text": format_texts(record["statement"]),
        **_format_status(record),
        "appearance": [
            {
                "@type": "Quotation",
                "@id": anchor["permanent"],
                "text": anchor["exact"],
                "creativeWorkStatus": f"{anchor['status']} reading",
            }
            for anchor in record["anchors"]
            if anchor["role"] == "statement"
        ],
        **_format_time(record["date"]),
        "about": list(map(_format_subject, record["about"])),
        **({"mentions": list(map(format_quantity, record["quantities"]))} if record.get("quantities") else {}),
    }


def format_quantity(quantity: dict) -> dict[str, object]:
    """Return a number as a QuantitativeValue with its bounds and its unit; an order of magnitude is a text, and has no bounds."""
    value = QuantityValue(*(quantity[name] for name in QuantityValue._fields))
    bounds = {"minValue": value.lower, "maxValue": value.upper}
    is_single = value.lower == value.upper
    return {
        "@type": "QuantitativeValue",
        "name": format_texts(_translate(lambda: str(COUNTED_LABELS[quantity["of"]]))),
        "description": format_texts(_translate(lambda: describe_value(value, quantity["unit"]))),
        **({"value": value.order or value.lower} if is_single else {name: bound for name, bound in bounds.items() if bound}),
        "unitText": _translate(lambda: str(UNIT_LABELS[quantity["unit"]]))["en"],
        **({"unitCode": PERCENT_CODE} if quantity["unit"] in PERCENT_UNITS else {}),
        "subjectOf": {"@type": "Quotation", "@id": quantity["words"]["permanent"], "text": quantity["words"]["exact"]},
    }


def _translate(write: Callable[[], str]) -> dict[str, str]:
    """Return what a function writes in each language."""
    texts = {}
    for language in LANGUAGES:
        with override(language):
            texts[language] = write()
    return texts


def _format_time(date: dict | None) -> dict[str, str]:
    """Return a date as EDTF, and as an interval of days (ISO 8601-1) with “..” in place of a bound that is not stated."""
    if not date:
        return {}
    bounds = "/".join(date[bound] or ".." for bound in ("earliest", "latest"))
    return {"temporal": parse_date(date["edtf"]).express_sense(date["sense"]), "temporalCoverage": bounds}


def _format_subject(subject: dict) -> dict[str, object]:
    return {"@type": SUBJECT_TYPES[subject["kind"]], "@id": subject["permanent"], "name": format_texts(subject["name"])}


def format_place(record: dict) -> dict[str, object]:
    """Return a camp or another place with the gazetteer's position, the country of today and the authorities' addresses."""
    country = record.get("today", {}).get("country")
    return {
        **_format_head(record, "Place"),
        "description" if "description" in record else "name": format_texts(record["name"]),
        "alternateName": sorted({mention["exact"] for mention in record["spelled"]}),
        **_format_position(record),
        **({"address": {"@type": "PostalAddress", "addressCountry": country["code"]}} if country else {}),
        **({"containedInPlace": {"@type": "Place", "@id": record["part_of"]["permanent"]}} if "part_of" in record else {}),
        "sameAs": [build_authority_uri(authority["address"]) for authority in record["authorities"]],
        "subjectOf": list(map(_format_claim_of_record, record["claims"])),
    }


def _format_position(record: dict) -> dict[str, object]:
    if not has_position(record):
        return {}
    return {"geo": {"@type": "GeoCoordinates", "latitude": record["latitude"], "longitude": record["longitude"]}}


def format_route(record: dict) -> dict[str, object]:
    """Return a route as an event, with its first and last possible days as far as they are stated, and the claim that states it."""
    date = record["claim"]["date"] or {}
    days = {"startDate": date.get("earliest"), "endDate": date.get("latest")}
    return {
        **_format_head(record, "Event"),
        "name": format_texts(record["name"]),
        "description": format_texts(record["claim"]["statement"]),
        **{name: day for name, day in days.items() if day},
        "location": [_format_stop(place) for place in _list_route_places(record)],
        **({"mentions": numbers} if (numbers := _list_stop_numbers(record)) else {}),
        **({"about": _format_movement_head(record["movement"])} if record["movement"] else {}),
        "subjectOf": _format_claim_of_record(record["claim"]),
    }


def format_movement(record: dict) -> dict[str, object]:
    """Return a movement as an event that several routes, each an account, are about; it has no place and no time of its own."""
    return {
        **_format_head(record, "Event"),
        "name": format_texts(record["name"]),
        "description": format_texts(record["reason"]),
        "disambiguatingDescription": format_texts(_translate(lambda: str(CERTAINTY_SENTENCES[record["certainty"]]))),
        "subjectOf": [
            {"@type": "Event", "@id": account["permanent"], "name": format_texts(account["name"])} for account in record["accounts"]
        ]
        + list(map(_format_claim_of_record, record["claims"])),
    }


def _format_movement_head(movement: dict) -> dict[str, object]:
    """Return the movement that a route is taken for an account of."""
    return {"@type": "Event", "@id": movement["permanent"], "name": format_texts(movement["name"])}


def _list_stop_numbers(record: dict) -> list[dict[str, object]]:
    """Return the numbers that the stops of a route state, each with the stop that it is of."""
    return [
        {**format_quantity(quantity), "isPartOf": {"@id": stop["permanent"]}}
        for stop in record.get("stops", ())
        for quantity in stop["quantities"]
    ]


def _list_route_places(record: dict) -> list[dict]:
    """Return the places of a route in their order; of a route by stops each once, without those that have no record."""
    if "stops" not in record:
        return [*record["origins"], *record["destinations"]]
    return list({stop["place"]["permanent"]: stop["place"] for stop in record["stops"] if "place" in stop}.values())


def _format_stop(stop: dict) -> dict[str, object]:
    """Return a place of a route; its name is all that is known of its address."""
    name = format_texts(stop["name"])
    return {"@type": "Place", "@id": stop["permanent"], "name": name, "address": name, **_format_position(stop)}


def _format_claim_of_record(claim: dict) -> dict[str, str]:
    return {"@type": "Claim", "@id": claim["permanent"], **_format_status(claim)}


def _format_status(claim: dict) -> dict[str, str]:
    """Return the least certain status of the words that state a claim."""
    status = find_least_certain(anchor["status"] for anchor in claim["anchors"] if anchor["role"] == "statement")
    return {"creativeWorkStatus": f"{status or 'plain'} reading"}
