"""Formats for downloads and machines, written from plain dicts: a module a format, or a family of them; only one reads the database."""

import json
import re

ARCHIVE_NAME = {"ar": "شواهد", "en": "Shawahid"}
MEDIA_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "jsonld": "application/ld+json",
    "geojson": "application/geo+json",
    "tei.xml": "application/tei+xml",
    "bib": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "csv": "text/csv; charset=utf-8",
    "stops.csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "link": "application/link-format",
    "linkset": "application/linkset+json",
    "atom": "application/atom+xml; charset=utf-8",
    "sig": "text/plain; charset=utf-8",
    "tsr": "application/timestamp-reply",
}
FORMAT_NAMES = {
    "txt": "TXT",
    "jsonld": "JSON-LD",
    "geojson": "GeoJSON",
    "tei.xml": "TEI",
    "bib": "BibTeX",
    "ris": "RIS",
    "csl.json": "CSL-JSON",
    "csv": "CSV",
    "stops.csv": "CSV",
    "json": "JSON",
    "jsonl": "JSON Lines",
    "link": "TimeMap",
    "linkset": "Link set",
    "atom": "Atom",
    "sig": "OpenSSH signature",
    "tsr": "Time stamp (RFC 3161)",
}

# Characters that XML 1.0 (2.2) cannot hold.
INVALID_IN_XML = re.compile("([\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff])")


def write_json(data: object) -> str:
    """Return plain data as JSON for people and machines: indented, not escaped to ASCII, with a line end."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def list_date_anchors(claim: dict) -> list[dict]:
    """Return the anchors of the words that date a claim, given as it is represented."""
    return [anchor for anchor in claim["anchors"] if anchor["role"] == "date"]


def strip_parameters(media_type: str) -> str:
    """Return a media type without its parameters, such as the character set."""
    return media_type.partition(";")[0]
