"""Lists as CSV (RFC 4180): UTF-8, a header, one row a record; several values in one cell are set apart by “ | ”."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

VALUE_SEPARATOR = " | "


def write_csv(rows: Iterable[dict[str, object]]) -> str:
    """The rows, whose keys are the columns; every row has the same."""
    rows = list(rows)
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, fieldnames=list(rows[0]) if rows else [], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _format_cell(value) for key, value in row.items()} for row in rows)
    return written.getvalue()


def build_source_row(record: dict) -> dict[str, object]:
    """A source in a row."""
    keys = ("permanent", "identifier", "language", "sha256", "bytes", "characters", "origin", "rights", "accessioned")
    return {
        **{key: record[key] for key in keys},
        **_translated_columns("title", record["title"]),
        **_translated_columns("publisher", record["publisher"]),
    }


def build_claim_row(record: dict) -> dict[str, object]:
    """A claim in a row, with the addresses of the words it rests on."""
    date = record["date"] or {}
    return {
        "permanent": record["permanent"],
        "identifier": record["identifier"],
        **_translated_columns("statement", record["statement"]),
        **{key: date.get(key) for key in ("edtf", "sense", "earliest", "latest")},
        "about": [one["permanent"] for one in record["about"]],
        "evidence": [one["permanent"] for one in record["anchors"] if one["role"] == "statement"],
        "words": [one["exact"] for one in record["anchors"] if one["role"] == "statement"],
        "reading": [one["status"] for one in record["anchors"] if one["role"] == "statement"],
        "differs_from": [one["permanent"] for one in record["differs_from"]],
        "differs_on": [" ".join(one["matters"]) for one in record["differs_from"]],
    }


def build_place_row(record: dict) -> dict[str, object]:
    """A camp or another place in a row."""
    return {
        "permanent": record["permanent"],
        "identifier": record["identifier"],
        "type": record["type"],
        **_translated_columns("name", record["name"]),
        "latitude": record["latitude"],
        "longitude": record["longitude"],
        "confidence": record["confidence"],
        **_translated_columns("reference", record["reference"]),
        "recorded": record["recorded"],
    }


def build_route_row(record: dict) -> dict[str, object]:
    """A route in a row."""
    date = record["claim"]["date"] or {}
    return {
        "permanent": record["permanent"],
        "identifier": record["identifier"],
        **_translated_columns("name", record["name"]),
        "claim": record["claim"]["permanent"],
        "origins": [one["permanent"] for one in record["origins"]],
        "destinations": [one["permanent"] for one in record["destinations"]],
        "direction": record["direction"] and record["direction"]["value"],
        "edtf": date.get("edtf"),
    }


def _translated_columns(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in texts.items()}


def _format_cell(value: object) -> object:
    return VALUE_SEPARATOR.join(value) if isinstance(value, list) else "" if value is None else value
