"""Random changes of the records in a ledger, published as editions; only records that no check of files would refuse as a whole."""

from __future__ import annotations

import copy
import json
from functools import partial
from pathlib import Path
from random import Random

from archive.addresses import RecordKey
from archive.editions.publication import choose_instant
from archive.ledger.chain import Ledger, read_ledger
from archive.ledger.planned_lines import PlannedLines
from archive.ledger.writing import compose_header, write_edition
from tests.support.ledgers import FIRST_INSTANT, NOTE, record_line, withdrawn_line

WORDS = ("قطار", "القِطار", "march", "Marches", "MARCH", "snow", "unheard", "ثلج")
DATES = ("1945-01", "1945-01-18/1945-01-21", "1944-11", "1945-02-01/..")


class RandomEditions:
    """A ledger to which editions with a few random changes of claims, places, routes and the primer are added."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, Random(seed)  # noqa: S311
        self.ledger = read_ledger(folder)
        self.changed: dict[RecordKey, dict | None] = {}
        self.records: dict[RecordKey, dict] = {}
        self.names = 0

    def publish(self, changes: int) -> Ledger:
        """Publish an edition with some random changes."""
        self.begin()
        operations = (
            [self.change_claim, self.add_claim] * 3
            + [self.withdraw_claim, self.quote_elsewhere, self.date_claim, self.differ, self.change_place, self.add_place]
            + [
                self.change_reading,
                self.change_title,
                self.add_source,
                self.add_divided_source,
                self.withdraw_source,
                partial(self.change_text, "route", "name"),
                partial(self.change_text, "movement", "name"),
                partial(self.change_text, "term", "meaning"),
                partial(self.change_text, "story", "text"),
                self.change_label,
            ]
        )
        while len(self.changed) < changes:
            self.random.choice(operations)()
        return self.end()

    def begin(self) -> None:
        """Begin an edition."""
        self.changed = {}
        self.records = {
            key: copy.deepcopy(self.ledger.read_record(version) or {}) for key, version in self.ledger.iterate_in_force()
        }

    def end(self) -> Ledger:
        """Publish the edition with what was changed since it was begun."""
        lines = PlannedLines()
        for key, record in self.changed.items():
            if record is not None:
                lines.append(record_line(self.ledger, key, record))
            elif key in self.ledger.last_lines:
                lines.append(withdrawn_line(self.ledger, key))
        instant = choose_instant(self.ledger, FIRST_INSTANT)
        write_edition(self.folder, compose_header(self.ledger, lines, instant, NOTE), lines, {})
        self.ledger = read_ledger(self.folder)
        return self.ledger

    def choose(self, *kinds: str) -> RecordKey | None:
        """Return the key of any record of some kinds."""
        keys = sorted(key for key in self.records if key.kind in kinds)
        return self.random.choice(keys) if keys else None

    def list_sentences(self, source: RecordKey) -> list[RecordKey]:
        """Return the keys of the sentences of a source."""
        return [key for key, record in self.records.items() if key.kind == "sentence" and record["source"] == source.identifier]

    def store(self, key: RecordKey, record: dict) -> None:
        """Enter a record that is published with the next edition."""
        self.records[key] = self.changed[key] = record

    def add_word(self, text: dict) -> None:
        """Add a word to a text in a language."""
        language = self.random.choice(("ar", "en"))
        text[language] = f"{text[language]} {self.random.choice(WORDS)}"

    def choose_claim(self) -> tuple[RecordKey, dict]:
        """Return any claim."""
        key = self.choose("claim")
        assert key
        return key, self.records[key]

    def change_claim(self) -> None:
        """Change the statement of a claim."""
        key, claim = self.choose_claim()
        self.add_word(claim["statement"])
        self.store(key, claim)

    def add_claim(self) -> None:
        """Add a claim like another, before or after it in the order of the identifiers, about another place too."""
        _key, claim = self.choose_claim()
        self.names += 1
        name = f"{self.random.choice('amz')}-added-{self.ledger.number}-{self.names}"
        claim = {**copy.deepcopy(claim), "claim": name, "differs_from": []}
        if place := self.choose("camp", "place"):
            claim["about"] = sorted({*claim["about"], str(place)})
        self.store(RecordKey("claim", name), claim)

    def list_referring(self, name: str) -> list[RecordKey]:
        """Return the records that name a claim."""
        return [
            key
            for key, record in self.records.items()
            if (key.kind == "route" and record["claim"] == name)
            or name in (difference["claim"] for difference in record.get("differs_from", ()))
            or (key.kind == "story" and name in record["claims"])
        ]

    def withdraw_claim(self) -> None:
        """Withdraw a claim that no record names."""
        key, _claim = self.choose_claim()
        if not self.list_referring(key.identifier):
            del self.records[key]
            self.changed[key] = None

    def quote_elsewhere(self) -> None:
        """Let a claim be stated by the words of another, and be numbered by none."""
        key, claim = self.choose_claim()
        if any(record.get("claim") == key.identifier for other, record in self.records.items() if other.kind == "route"):
            return
        _other, source = self.choose_claim()
        self.store(key, {**claim, "evidence": copy.deepcopy(source["evidence"]), "quantities": []})

    def date_claim(self) -> None:
        """Date a claim by the first words that state it, or not at all."""
        key, claim = self.choose_claim()
        if claim["date"]:
            self.store(key, {**claim, "date": None})
            return
        quote = {name: value for name, value in claim["evidence"][0].items() if name != "reading"}
        date = {**quote, "edtf": self.random.choice(DATES), "sense": None, "words": {"ar": "يوم", "en": "a day"}, "note": None}
        self.store(key, {**claim, "date": date})

    def differ(self) -> None:
        """Let a claim differ from another, or from none."""
        key, claim = self.choose_claim()
        other, _claim = self.choose_claim()
        differs = [] if claim["differs_from"] or other == key else [{"claim": other.identifier, "matters": ["date", "place"][:1]}]
        self.store(key, {**claim, "differs_from": differs})

    def change_place(self) -> None:
        """Change the names of a place."""
        if key := self.choose("camp", "place"):
            place = self.records[key]
            if place["names"]:
                self.add_word(place["names"])
                self.store(key, place)

    def add_place(self) -> None:
        """Add a place like another."""
        if key := self.choose("camp", "place"):
            self.names += 1
            name = f"{self.random.choice('amz')}-place-{self.ledger.number}-{self.names}"
            place = {**copy.deepcopy(self.records[key]), "place": name, "authorities": [], "part_of": None}
            self.store(RecordKey(key.kind, name), place)

    def change_reading(self) -> None:
        """Change the first reading of a sentence, and how certain it is."""
        if key := self.choose("sentence"):
            first = self.records[key]["readings"][0]
            first["text"] = f"{self.random.choice(WORDS)} {first['text']}"
            first["status"] = self.random.choice(("plain", "uncertain"))
            self.store(key, self.records[key])

    def change_title(self) -> None:
        """Change the title of a source, and drop a mention."""
        if key := self.choose("source"):
            source = self.records[key]
            self.add_word(source["title"])
            source["mentions"] = source["mentions"][1:]
            self.store(key, source)

    def add_source(self) -> None:
        """Add a source like another, before or after it, with the same mentions, and a claim that it states."""
        if (key := self.choose("source")) is None:
            return
        self.names += 1
        name = f"{self.random.choice('amz')}-source-{self.ledger.number}-{self.names}"
        source = json.loads(json.dumps(self.records[key]).replace(f'"{key.identifier}:', f'"{name}:'))
        self.store(RecordKey("source", name), {**source, "source": name, "supersedes": None})
        for other in self.list_sentences(key):
            sentence = {**copy.deepcopy(self.records[other]), "source": name}
            self.store(RecordKey("sentence", f"{name}:{sentence['ref']}"), sentence)
        for other, claim in list(self.records.items()):
            if other.kind == "claim" and all(quote["passage"].startswith(f"{key.identifier}:") for quote in claim["evidence"]):
                text = json.dumps(claim).replace(f'"{key.identifier}:', f'"{name}:')
                self.store(RecordKey("claim", f"{name}-claim"), {**json.loads(text), "claim": f"{name}-claim", "differs_from": []})
                return

    def add_divided_source(self) -> None:
        """Add a source of some sentences of another, in paragraphs of any length."""
        if key := self.choose("source"):
            count = self.random.randint(2, 5)
            self.names += 1
            name = f"{self.random.choice('amz')}-divided-{self.ledger.number}-{self.names}"
            self.divide_source(key, name, [self.random.random() < 0.5 for _sentence in range(count)])

    def divide_source(self, key: RecordKey, name: str, begins: list[bool]) -> None:
        """Add a source of the first sentences of another; ``begins``: whether each begins a paragraph, as the first one does."""
        own = sorted(map(self.records.__getitem__, self.list_sentences(key)), key=lambda record: record["start"])
        source = copy.deepcopy(self.records[key])
        paragraphs: list[dict] = []
        for sentence, is_first in zip(copy.deepcopy(own), begins, strict=False):
            if is_first or not paragraphs:
                paragraphs.append({**source["paragraphs"][0], "ref": str(len(paragraphs) + 1), "start": sentence["start"]})
                number = 0
            number += 1
            paragraphs[-1]["end"] = sentence["end"]
            ref = f"{paragraphs[-1]['ref']}.{number}"
            self.store(RecordKey("sentence", f"{name}:{ref}"), {**sentence, "source": name, "ref": ref})
        record = {**source, "source": name, "supersedes": None, "mentions": [], "paragraphs": paragraphs}
        self.store(RecordKey("source", name), record)

    def withdraw_source(self) -> None:
        """Withdraw a source that no claim quotes."""
        if key := self.choose("source"):
            self.remove_source(key)

    def remove_source(self, key: RecordKey) -> None:
        """Withdraw a source, unless a claim or a route quotes it."""
        kinds = ("claim", "route")
        if any(f'"{key.identifier}:' in json.dumps(record) for other, record in self.records.items() if other.kind in kinds):
            return
        for other in (key, *self.list_sentences(key)):
            del self.records[other]
            self.changed[other] = None

    def change_text(self, kind: str, field: str) -> None:
        """Change a text in both languages of any record of a kind."""
        if key := self.choose(kind):
            self.add_word(self.records[key][field])
            self.store(key, self.records[key])

    def change_label(self) -> None:
        """Change the label of a claim that states a route."""
        routes = sorted(record["claim"] for key, record in self.records.items() if key.kind == "route")
        if routes:
            key = RecordKey("claim", self.random.choice(routes))
            self.add_word(self.records[key]["statement"])
            self.store(key, self.records[key])
