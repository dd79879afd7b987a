"""Lists as CSV (RFC 4180): UTF-8, a header, one row a record; several values of a cell are separated by “ | ”."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from archive.vocabulary import LANGUAGES, find_least_certain

VALUE_SEPARATOR = " | "
SOURCE_COLUMNS = ("permanent", "identifier", "language", "sha256", "bytes", "characters", "origin", "rights", "accessioned")


def write_csv(rows: Iterable[dict[str, object]]) -> str:
    """Return rows as CSV; their keys, the same in every row, are the columns."""
    rows = list(rows)
    output = io.StringIO(newline="")
    writer = csv.DictWriter(output, fieldnames=list(rows[0]) if rows else [], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _format_cell(value) for key, value in row.items()} for row in rows)
    return output.getvalue()


def build_source_row(record: dict) -> dict[str, object]:
    """Return the row of a source."""
    return {
        **_copy_columns(record, *SOURCE_COLUMNS),
        **_translated_columns("title", record["title"]),
        **_translated_columns("publisher", record["publisher"]),
    }


def build_claim_row(record: dict) -> dict[str, object]:
    """Return the row of a claim, with the addresses of its evidence and its numbers."""
    date = record["date"] or {}
    evidence = [anchor for anchor in record["anchors"] if anchor["role"] == "statement"]
    return {
        **_copy_columns(record, "permanent", "identifier"),
        **_translated_columns("statement", record["statement"]),
        **{key: date.get(key) for key in ("edtf", "sense", "earliest", "latest")},
        "about": [subject["permanent"] for subject in record["about"]],
        "evidence": [anchor["permanent"] for anchor in evidence],
        "words": [anchor["exact"] for anchor in evidence],
        "reading": [anchor["status"] for anchor in evidence],
        "differs_from": [other["permanent"] for other in record["differs_from"]],
        "differs_on": [" ".join(other["matters"]) for other in record["differs_from"]],
        **{name: (record.get("cited") or {}).get(name) for name in ("version", "edition")},
        "cited": (record.get("cited") or {}).get("permanent"),
        "counted": [quantity["of"] for quantity in record["quantities"]],
        "numbers": [quantity["value"] for quantity in record["quantities"]],
        "number_evidence": [quantity["words"]["permanent"] for quantity in record["quantities"]],
        "number_words": [quantity["words"]["exact"] for quantity in record["quantities"]],
    }


def build_place_row(record: dict) -> dict[str, object]:
    """Return the row of a camp or another place; cells of what is not known are empty."""
    none = dict.fromkeys(LANGUAGES, "")
    today = record.get("today", {})
    city = today.get("city", {})
    return {
        **_copy_columns(record, "permanent", "identifier", "type"),
        **_translated_columns("name", record["name"]),
        **{key: record.get(key) for key in ("latitude", "longitude", "confidence")},
        **_translated_columns("reference", record.get("reference") or none),
        "recorded": record.get("recorded"),
        "country": today.get("country", {}).get("code"),
        **_translated_columns("city", city.get("name") or none),
        "city_distance": city.get("distance"),
        "city_distance_by": city.get("distance_by"),
        **_translated_columns("today_reference", today.get("reference") or none),
        "today_recorded": today.get("recorded"),
    }


def build_route_row(record: dict) -> dict[str, object]:
    """Return the row of a route."""
    date = record["claim"]["date"] or {}
    return {
        **_copy_columns(record, "permanent", "identifier"),
        **_translated_columns("name", record["name"]),
        "claim": record["claim"]["permanent"],
        "origins": [stop["permanent"] for stop in record["origins"]],
        "destinations": [stop["permanent"] for stop in record["destinations"]],
        "direction": record["direction"] and record["direction"]["value"],
        "edtf": date.get("edtf"),
        "status": find_least_certain(anchor["status"] for anchor in record["claim"]["anchors"]) or "plain",
    }


def _copy_columns(record: dict, *keys: str) -> dict[str, object]:
    return {key: record[key] for key in keys}


def _translated_columns(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in texts.items()}


def _format_cell(value: object) -> object:
    return VALUE_SEPARATOR.join(value) if isinstance(value, list) else "" if value is None else value
