"""Small changes of the archive of the load benchmark, each published as a second edition in a copy of its ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.utils import timezone

from archive.addresses import PassageKey, RecordKey
from archive.editions.publication import choose_instant
from archive.ledger.chain import TEXTS_FOLDER, Ledger, read_ledger
from archive.ledger.planned_lines import PlannedLines
from archive.ledger.writing import compose_header, write_edition
from tests.support.ledgers import NOTE, record_line

# Places in which scattered changes are made
SCATTERED = 50
# Beginning of names that come before all others
FIRST = "a"
WORDS = {"ar": " كلمة", "en": " Word"}

Records = dict[RecordKey, dict[str, Any]]


class LoadedRecords(NamedTuple):
    """The records of an edition, read one by one."""

    ledger: Ledger

    def list_keys(self, kind: str) -> list[RecordKey]:
        """Return the keys of a kind, in the order of the identifiers."""
        return sorted(key for key, _version in self.ledger.iterate_in_force() if key.kind == kind)

    def choose(self, kind: str, number: int) -> Iterator[RecordKey]:
        """Yield some keys of a kind that are evenly spread."""
        keys = self.list_keys(kind)
        yield from keys[len(keys) // 2 // number :: max(1, len(keys) // number)][:number]

    def read(self, key: RecordKey) -> dict[str, Any]:
        """Return the record of a key."""
        return self.ledger.read_record(self.ledger.last_lines[key]) or {}


def change_statements(records: LoadedRecords, number: int) -> Records:
    """Return claims with a word more."""
    claims = {key: records.read(key) for key in records.choose("claim", number)}
    for claim in claims.values():
        claim["statement"] = {language: text + WORDS[language] for language, text in claim["statement"].items()}
    return claims


def add_claims(records: LoadedRecords, number: int) -> Records:
    """Return new claims with the words of others, from which they follow by their identifiers."""
    return dict(_name_claim(records.read(key), f"{key.identifier}-added") for key in records.choose("claim", number))


def add_first_claim(records: LoadedRecords, _number: int = 1) -> Records:
    """Return a new claim that comes before all others: it has the first words of the first source."""
    first = records.list_keys("sentence")[0].identifier
    for key in records.list_keys("claim"):
        claim = records.read(key)
        if (claim["evidence"][0]["passage"], claim["evidence"][0]["start"]) == (first, 0):
            return dict([_name_claim({**claim, "date": None, "quantities": []}, f"{FIRST}-claim")])
    raise LookupError(first)


def change_readings(records: LoadedRecords, number: int) -> Records:
    """Return sentences with a word more in their first reading."""
    sentences = {key: records.read(key) for key in records.choose("sentence", number)}
    for sentence in sentences.values():
        sentence["readings"][0]["text"] += WORDS["en"]
    return sentences


def add_first_source(records: LoadedRecords, _number: int = 1) -> Records:
    """Return a new source that comes before all others, like the first of them, with its sentences and one of its claims."""
    key = records.list_keys("source")[0]
    name = f"{FIRST}-source"

    def rename(record: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps(record).replace(f'"{key.identifier}:', f'"{name}:').replace(f'"{key.identifier}"', f'"{name}"')
        return json.loads(text)

    added = {RecordKey("source", name): rename(records.read(key))}
    for sentence in records.list_keys("sentence"):
        source, ref = PassageKey.parse(sentence.identifier)
        if source == key.identifier:
            added[RecordKey("sentence", str(PassageKey(name, ref)))] = rename(records.read(sentence))
    return added | {claim: rename(record) for claim, record in add_first_claim(records).items()}


def _name_claim(claim: dict[str, Any], name: str) -> tuple[RecordKey, dict[str, Any]]:
    return RecordKey("claim", name), {**claim, "claim": name, "differs_from": []}


# What changes, by the step that loads it, with the number of places
CHANGES: dict[str, tuple[Callable[[LoadedRecords, int], Records], int]] = {
    "load-one-changed": (change_statements, 1),
    "load-reading-changed": (change_readings, 1),
    "load-claim-before-all": (add_first_claim, 1),
    "load-source-before-all": (add_first_source, 1),
    f"load-{SCATTERED}-claims-added": (add_claims, SCATTERED),
    f"load-{SCATTERED}-sentences-changed": (change_readings, SCATTERED),
}


def publish_change(published: Path, folder: Path, step: str) -> Path:
    """Publish a change in a copy of a ledger with one edition; return the copy."""
    (folder / TEXTS_FOLDER).mkdir(parents=True)
    for path in (*published.glob("0001.*"), *published.glob(f"{TEXTS_FOLDER}/*")):
        (folder / path.relative_to(published)).symlink_to(path.resolve())
    ledger, (change, number) = read_ledger(folder), CHANGES[step]
    lines = PlannedLines(*(record_line(ledger, key, record) for key, record in change(LoadedRecords(ledger), number).items()))
    write_edition(folder, compose_header(ledger, lines, choose_instant(ledger, timezone.now()), NOTE), lines, {})
    return folder
