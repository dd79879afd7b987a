"""Lists as CSV (RFC 4180): UTF-8, a header, one row a record; several values of a cell are separated by “ | ”."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from archive.formats import list_date_anchors
from archive.vocabulary import LANGUAGES, find_least_certain

VALUE_SEPARATOR = " | "
STOP_COLUMNS = (
    "permanent",
    "identifier",
    "route",
    "order",
    "after",
    "omission",
    "event",
    "place",
    "name_ar",
    "name_en",
    "latitude",
    "longitude",
    "edtf",
    "sense",
    "earliest",
    "latest",
    "means",
    "direction",
    "evidence",
    "words",
    "reading",
    "counted",
    "numbers",
    "number_evidence",
    "number_words",
    "number_units",
    "date_evidence",
    "date_words",
    "means_evidence",
    "means_words",
    "direction_evidence",
    "direction_words",
    "confidence",
    "precision",
)
DATE_COLUMNS = ("edtf", "sense", "earliest", "latest")
MOVEMENT_COLUMNS = ("permanent", "identifier", "name_ar", "name_en", "reason_ar", "reason_en", "routes", "claims", "certainty")
SOURCE_COLUMNS = ("permanent", "identifier", "language", "sha256", "bytes", "characters", "origin", "rights", "accessioned")


def iterate_csv(rows: Iterable[dict[str, object]], columns: Sequence[str] = ()) -> Iterator[str]:
    """Yield rows as CSV, line by line after the header; their keys, the same in every row, are the columns.

    ``columns``: those of a table that may have no rows.
    """
    rows = iter(rows)
    output = io.StringIO(newline="")
    writer = csv.writer(output, lineterminator="\r\n")
    first = next(rows, {})
    writer.writerow(first or columns)
    for row in chain([first] if first else [], rows):
        writer.writerow(map(format_cell, row.values()))
        yield output.getvalue()
        output.seek(0)
        output.truncate()
    yield output.getvalue()


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
        **{key: date.get(key) for key in DATE_COLUMNS},
        "about": [subject["permanent"] for subject in record["about"]],
        "evidence": [anchor["permanent"] for anchor in evidence],
        "words": [anchor["exact"] for anchor in evidence],
        "reading": [anchor["status"] for anchor in evidence],
        "differs_from": [other["permanent"] for other in record["differs_from"]],
        "differs_on": [" ".join(other["matters"]) for other in record["differs_from"]],
        **{name: (record.get("cited") or {}).get(name) for name in ("version", "edition")},
        "cited": (record.get("cited") or {}).get("permanent"),
        **_build_number_columns(record["quantities"]),
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
        "precision": record.get("precision"),
        "part_of": record.get("part_of", {}).get("permanent"),
    }


def build_route_row(record: dict) -> dict[str, object]:
    """Return the row of a route, with the words that name its places and state its date, direction and means."""
    date, direction, means = record["claim"]["date"] or {}, record["direction"] or {}, record["means"]
    stop_means = [stop["means"]["value"] for stop in record.get("stops", ()) if stop["means"]]
    return {
        **_copy_columns(record, "permanent", "identifier"),
        **_translated_columns("name", record["name"]),
        "claim": record["claim"]["permanent"],
        "origins": [stop["permanent"] for stop in record["origins"]],
        "destinations": [stop["permanent"] for stop in record["destinations"]],
        "direction": direction.get("value"),
        "edtf": date.get("edtf"),
        "status": find_least_certain(anchor["status"] for anchor in record["claim"]["anchors"]) or "plain",
        "form": record["form"],
        "means": [item["value"] for item in means],
        **_build_words_columns("means", [item["anchor"] for item in means]),
        "stop_means": list(dict.fromkeys(stop_means)),
        "movement": record["movement"] and record["movement"]["permanent"],
        **{key: date.get(key) for key in DATE_COLUMNS[1:]},
        **_build_words_columns("date", list_date_anchors(record["claim"])),
        **_build_words_columns("direction", [direction["anchor"]] if direction else []),
        **_build_words_columns("origin", [stop["anchor"] for stop in record["origins"]]),
        **_build_words_columns("destination", [stop["anchor"] for stop in record["destinations"]]),
    }


def build_movement_row(record: dict) -> dict[str, object]:
    """Return the row of a movement, with the addresses of its routes and of the claims that state them."""
    return {
        **_copy_columns(record, "permanent", "identifier"),
        **_translated_columns("name", record["name"]),
        **_translated_columns("reason", record["reason"]),
        "routes": [account["permanent"] for account in record["accounts"]],
        "claims": [claim["permanent"] for claim in record["claims"]],
        "certainty": record["certainty"],
    }


def write_stops(records: Iterable[dict]) -> Iterator[str]:
    """Yield the stops of all routes by stops as CSV, one row a stop."""
    return iterate_csv((build_stop_row(record, stop) for record in records for stop in record.get("stops", ())), STOP_COLUMNS)


def build_stop_row(record: dict, stop: dict) -> dict[str, object]:
    """Return the row of a stop of a route; cells of what is not stated are empty."""
    place, date, anchor = stop.get("place", {}), stop["date"] or {}, stop["anchor"]
    means, direction = stop["means"] or {}, stop["direction"] or {}
    name = place.get("name") or stop["description"]
    return {
        "permanent": stop["permanent"],
        "identifier": f"{record['identifier']}#{stop['stop']}",
        "route": record["permanent"],
        "order": stop["position"],
        "after": [str(position) for position in stop["after"]],
        "omission": "true" if stop["omission"] else "false",
        "event": stop["event"],
        "place": place.get("permanent"),
        **_translated_columns("name", {language: name[language] for language in LANGUAGES}),
        **{key: place.get(key) for key in ("latitude", "longitude")},
        **{key: date.get(key) for key in DATE_COLUMNS},
        "means": means.get("value"),
        "direction": direction.get("value"),
        "evidence": [anchor["permanent"]],
        "words": [anchor["exact"]],
        "reading": [anchor["status"]],
        **_build_number_columns(stop["quantities"]),
        **_build_words_columns("date", [stop["date_anchor"]] if stop["date_anchor"] else []),
        **_build_words_columns("means", [means["anchor"]] if means else []),
        **_build_words_columns("direction", [direction["anchor"]] if direction else []),
        **{key: place.get(key) for key in ("confidence", "precision")},
    }


def _build_words_columns(name: str, anchors: list[dict]) -> dict[str, object]:
    """Return the columns of the addresses of words and of these words."""
    return {
        f"{name}_evidence": [anchor["permanent"] for anchor in anchors],
        f"{name}_words": [anchor["exact"] for anchor in anchors],
    }


def _build_number_columns(quantities: list[dict]) -> dict[str, object]:
    """Return the columns of the numbers that a claim or a stop states."""
    return {
        "counted": [quantity["of"] for quantity in quantities],
        "numbers": [quantity["value"] for quantity in quantities],
        "number_evidence": [quantity["words"]["permanent"] for quantity in quantities],
        "number_words": [quantity["words"]["exact"] for quantity in quantities],
        "number_units": [quantity["unit"] for quantity in quantities],
    }


def _copy_columns(record: dict, *keys: str) -> dict[str, object]:
    return {key: record[key] for key in keys}


def _translated_columns(name: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": text for language, text in texts.items()}


def format_cell(value: object) -> object:
    """Return a value as a cell has it: the texts of a list joined by VALUE_SEPARATOR, and nothing for None."""
    return VALUE_SEPARATOR.join(value) if isinstance(value, list) else "" if value is None else value
