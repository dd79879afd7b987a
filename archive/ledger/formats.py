"""Formats of the records in the ledger. Old lines are never rewritten: each upgrade makes a record of one format one of the next.

Upgrades stay for ever. After a change of the shape of records, append an upgrade, and an example of the former format to the tests.
"""

from __future__ import annotations

from collections.abc import Callable

# Called with the kind and the record, which it may change; returns the record in the next format.
Upgrade = Callable[[str, dict], dict]


def add_quantities(kind: str, record: dict) -> dict:
    """Make format 2, in which claims have a list of quantities."""
    if kind == "claim":
        record.setdefault("quantities", [])
    return record


def add_stop_quantities(kind: str, record: dict) -> dict:
    """Make format 3, in which stops of routes have a list of quantities; it has movements, which older software would leave out."""
    for stop in record.get("stops", ()) if kind == "route" else ():
        stop.setdefault("quantities", [])
    return record


def add_units(kind: str, record: dict) -> dict:
    """Make format 4, in which numbers have a unit, which was persons, and movements a certainty, of which the least claims no more than before."""
    if kind == "movement":
        record.setdefault("certainty", "possible")
    parts = [record] if kind == "claim" else record.get("stops", ()) if kind == "route" else ()
    for quantity in (quantity for part in parts for quantity in part["quantities"]):
        quantity.setdefault("unit", "persons")
    return record


# The first makes format 2 of format 1, and so on.
UPGRADES: list[Upgrade] = [add_quantities, add_stop_quantities, add_units]


def current_format() -> int:
    """Return the format in which records are published."""
    return len(UPGRADES) + 1


def upgrade_record(kind: str, record: dict, format_number: int) -> dict:
    """Return a record of an older format in the current one."""
    for upgrade in UPGRADES[format_number - 1 :]:
        record = upgrade(kind, record)
    return record


def list_text_digests(kind: str, record: dict) -> list[str]:
    """Return the SHA-256 of the texts and received documents that a record in the current format has."""
    files = [record.get("text"), record.get("received")] if kind == "source" else []
    return [file["sha256"] for file in files if file]
