"""Random sequences of editions: records in memory that are added, edited, renamed, withdrawn, returned and suppressed.

After each edition everything that was promised is compared with the ledger, see EditionSequence.check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import SimpleNamespace

from archive.addresses import RecordKey
from archive.editions.fixture_set import FixtureSet
from archive.editions.ledger_records import list_ledger_records
from archive.editions.publication import choose_instant, find_broken_promises, plan_publication
from archive.fixtures.folder import LocatedRecord
from archive.ledger.chain import Ledger, read_ledger
from archive.ledger.faults import verify_texts
from archive.ledger.lines import RECORD, SUPPRESSED, parse_version_line
from archive.ledger.suppression import iterate_versions, suppress_version
from archive.ledger.writing import compose_header, write_edition
from camps.records import PlaceRecord
from tests.support import records
from tests.support.ledgers import FIRST_INSTANT, NOTE, REASON

# Memory in place of a disk, because every written file waits for its disk
MEMORY = Path("/dev/shm")  # noqa: S108
STATUSES = ("plain", "uncertain")
WORDS = ("The train", "left at dawn", "It went", "went west")
DAY = "2026-11-28"


class KeyedRecords(records.RecordList):
    """Records that are read by ``kind:identifier`` too, without drafts."""

    folder = SimpleNamespace(drafts={})

    def __getitem__(self, key):
        if not isinstance(key, str):
            return super().__getitem__(key)
        located = self.get(key)
        if located is None:
            raise KeyError(key)
        return located


@dataclass(frozen=True)
class Content:
    """The content of a record: ``variant`` changes with each edit. ``source``: of a claim; ``kind``: of a place."""

    variant: int
    source: str = ""
    kind: str = ""


@lru_cache(maxsize=4096)
def make_source(identifier: str, variant: int) -> list[LocatedRecord]:
    """Return a source, whose readings change with ``variant``, and its passages."""
    title = {"ar": "رسالة", "en": f"Letter {variant}"}
    return [records.source(identifier, title=title), records.passages(identifier, status=STATUSES[variant % 2])]


@lru_cache(maxsize=4096)
def make_claim(identifier: str, content: Content) -> LocatedRecord:
    """Return a claim, whose statement and words change with ``variant``."""
    words = WORDS[content.variant % len(WORDS)]
    sentence = 1 if content.variant % len(WORDS) < 2 else 2
    statement = {"ar": "مستخلَص", "en": f"Statement {content.variant}"}
    return records.claim(identifier, records.quote(words, f"{content.source}:1.{sentence}"), statement=statement)


@lru_cache(maxsize=4096)
def make_place(identifier: str, content: Content) -> LocatedRecord:
    """Return a camp or a region."""
    name = f"Place {content.variant}"
    place = {
        "place": identifier,
        "kind": content.kind,
        "names": {"ar": "مكان", "en": name, "de": name, "pl": name},
        "coordinates": {
            "latitude": f"{content.variant % 80}.50",
            "longitude": "19.2",
            "confidence": "high",
            "reference": records.BILINGUAL,
            "recorded": "2026-11-23",
        },
    }
    return records.locate_record(PlaceRecord.model_validate(place), f"places/{identifier}.yaml")


@dataclass
class WorkingCopy:
    """Records in memory. ``register``: its entries by key; ``withdrawn``: what withdrawn records said."""

    sources: dict[str, Content] = field(default_factory=dict)
    claims: dict[str, Content] = field(default_factory=dict)
    places: dict[str, Content] = field(default_factory=dict)
    questions: dict[str, Content] = field(default_factory=dict)
    register: dict[RecordKey, dict[str, object]] = field(default_factory=dict)
    withdrawn: dict[RecordKey, tuple[str, Content]] = field(default_factory=dict)

    def make_fixtures(self, order: Random | None = None) -> FixtureSet:
        """Return the records as fixtures; with ``order``, those with files of their own and the register in any order."""
        sources = [record for name, content in self.sources.items() for record in make_source(name, content.variant)]
        claims = [make_claim(name, content) for name, content in self.claims.items()]
        questions = records.questions(*self.questions)
        for at, content in enumerate(self.questions.values()):
            questions = records.change(questions, "questions", at, "text", "en", value=f"Question {content.variant}?")
        register = list(self.register.values())
        if order:
            order.shuffle(claims)
            order.shuffle(register)
        archive = records.archive(*sources, *claims, questions, records.register(*register))
        keyed = {name: KeyedRecords(getattr(archive, name)) for name in ("sources", "passages", "mentions", "claims")}
        places = KeyedRecords(make_place(name, content) for name, content in self.places.items())
        return FixtureSet(replace(archive, **keyed), places, KeyedRecords(), KeyedRecords())

    def key_of(self, table: str, name: str) -> RecordKey:
        """Return the key of a record of one of the tables."""
        if table == "places":
            return RecordKey("camp" if self.places[name].kind == "camp" else "place", name)
        return RecordKey(table.removesuffix("s"), name)


class EditionSequence:
    """A ledger and the working copy of which it is published, changed at random."""

    TABLES = ("sources", "claims", "places", "questions")

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, Random(seed)  # noqa: S311
        self.copy, self.ledger = WorkingCopy(), read_ledger(folder)
        self.lines: dict[tuple[int, int], bytes] = {}
        # By the new key of a record that was renamed since the last edition, its published key
        self.origins: dict[RecordKey, RecordKey] = {}
        self.names = 0
        self.counts: dict[str, int] = {}
        for table in ("sources", "claims", "claims", "places", "questions"):
            self.add(table)

    def name(self) -> str:
        """Return an identifier that was never used."""
        self.names += 1
        return f"record-{self.names}"

    def choose(self, *tables: str) -> tuple[str, str] | None:
        """Return the table and name of any record; None if there is none."""
        chosen = [(table, name) for table in tables or self.TABLES for name in getattr(self.copy, table)]
        return self.random.choice(chosen) if chosen else None

    def add(self, table: str = "") -> None:
        """Add a record."""
        table = table or self.random.choice(self.TABLES)
        content = Content(self.random.randrange(8), kind=self.random.choice(("camp", "region")) if table == "places" else "")
        if table == "claims":
            if not self.copy.sources:
                return
            content = replace(content, source=self.random.choice(list(self.copy.sources)))
        getattr(self.copy, table)[self.name()] = content

    def edit(self) -> None:
        """Change what a record says; it may say again what it said before."""
        if chosen := self.choose():
            table, name = chosen
            contents = getattr(self.copy, table)
            contents[name] = replace(contents[name], variant=self.random.randrange(8))

    def rename(self) -> None:
        """Rename a record; a source with its passages. Of entries that lead to it, the target changes."""
        if chosen := self.choose():
            table, name = chosen
            key, new = self.copy.key_of(table, name), self.name()
            contents = {new if old == name else old: content for old, content in getattr(self.copy, table).items()}
            setattr(self.copy, table, contents)
            self.retire(key, self.copy.key_of(table, new))
            if table == "sources":
                self.copy.claims = {
                    claim: replace(content, source=new) if content.source == name else content
                    for claim, content in self.copy.claims.items()
                }

    def turn_place(self) -> None:
        """Make a place of a camp, or a camp of a place, under the same identifier."""
        if chosen := self.choose("places"):
            name, places = chosen[1], self.copy.places
            key = self.copy.key_of("places", name)
            target = RecordKey("place" if key.kind == "camp" else "camp", name)
            if target not in self.ledger.last_lines and target not in self.copy.register:
                places[name] = replace(places[name], kind="region" if key.kind == "camp" else "camp")
                self.retire(key, target)

    def retire(self, key: RecordKey, target: RecordKey) -> None:
        """Enter a renamed record in the register; entries that lead to it lead to its target now."""
        origin = self.origins.pop(key, key)
        if origin in dict(self.ledger.iterate_in_force()):
            self.origins[target] = origin
        if key in self.ledger.last_lines or key in self.copy.register:
            self.copy.register[key] = {**key._asdict(), "renamed": ""}
        for other, entry in self.copy.register.items():
            if other == key or ("renamed" in entry and get_target(other, entry) == key):
                entry["renamed"] = target.identifier if other.kind == target.kind else str(target)

    def withdraw(self) -> None:
        """Withdraw a record that no other refers to."""
        chosen = self.choose()
        if chosen is None:
            return
        table, name = chosen
        key = self.copy.key_of(table, name)
        is_target = any("renamed" in entry and get_target(other, entry) == key for other, entry in self.copy.register.items())
        quoted = table == "sources" and any(content.source == name for content in self.copy.claims.values())
        if is_target or quoted:
            return
        content = getattr(self.copy, table).pop(name)
        if key in self.ledger.last_lines or key in self.copy.register:
            self.copy.register[key] = {**key._asdict(), "withdrawn": DAY, "reason": REASON}
            self.copy.withdrawn[key] = (table, content)

    def restore(self) -> None:
        """Return a withdrawn record as it was published last."""
        withdrawn = [
            key
            for key in self.copy.withdrawn
            if key in self.ledger.final_versions
            and key not in dict(self.ledger.iterate_in_force())
            and self.ledger.read_final_record(key)
        ]
        if not withdrawn:
            return
        key = self.random.choice(withdrawn)
        table, content = self.copy.withdrawn[key]
        if table == "claims" and content.source not in self.copy.sources:
            return
        getattr(self.copy, table)[key.identifier] = content
        if any(
            record != self.ledger.read_final_record(other)
            for other, record in list_ledger_records(self.copy.make_fixtures())
            if other == key or (other.kind == "sentence" and record["source"] == key.identifier)
        ):
            # It was edited, or its neighbours were, before it was withdrawn; or a sentence of it is suppressed.
            del getattr(self.copy, table)[key.identifier]
            return
        del self.copy.withdrawn[key]
        self.copy.register[key] = {**self.copy.register[key], "returned": REASON}

    def suppress(self) -> None:
        """Suppress any version that is not in force."""
        in_force = {version.version for version in self.ledger.last_lines.values()}
        free = [
            stored for stored in iterate_versions(self.ledger) if stored.line.outcome == RECORD and stored.version not in in_force
        ]
        if free:
            stored = self.random.choice(free)
            suppress_version(self.ledger, stored.version, REASON)
            position = (stored.edition, stored.number)
            self.lines[position] = read_lines(self.folder, stored.edition)[stored.number - 1]
            assert parse_version_line(self.lines[position])[2:] == (None, SUPPRESSED, stored.version, REASON)
            self.ledger = read_ledger(self.folder)

    def step(self) -> None:
        """Make one to four changes, publish them, and check the ledger."""
        operations: list[Callable[[], None]] = (
            [self.edit] * 4 + [self.rename] * 2 + [self.add, self.turn_place, self.withdraw, self.restore, self.suppress]
        )
        chosen = [self.random.choice(operations) for _ in range(self.random.randint(1, 4))]
        for operation in sorted(chosen, key=lambda operation: operation == self.restore):  # last: it returns unchanged
            self.counts[operation.__name__] = self.counts.get(operation.__name__, 0) + 1
            operation()
        self.publish()
        self.check()

    def publish(self) -> None:
        """Publish the working copy, if it differs."""
        fixtures = self.copy.make_fixtures(self.random)
        problems = list(find_broken_promises(fixtures, self.ledger))
        assert problems == []
        planned = plan_publication(fixtures, self.ledger)
        if planned.lines:
            instant = choose_instant(self.ledger, FIRST_INSTANT)
            header = compose_header(self.ledger, planned.lines, instant, NOTE)
            write_edition(self.folder, header, planned.lines, planned.texts)

    def check(self) -> None:
        """Assert that the ledger is intact, that no line changed, and that what is in force is the working copy."""
        self.ledger = read_ledger(self.folder)
        verify_texts(self.ledger)
        lines = {
            (edition, number): line
            for edition in range(1, self.ledger.number + 1)
            for number, line in enumerate(read_lines(self.folder, edition), 1)
        }
        assert {position: lines.get(position) for position in self.lines} == self.lines
        self.lines = lines
        assert {key: self.ledger.renamed_from.get(key) for key in self.origins} == self.origins
        self.origins = {}
        versions = [stored.version for stored in iterate_versions(self.ledger)]
        assert len(versions) == len(set(versions))
        fixtures = self.copy.make_fixtures()
        in_force = {key: self.ledger.read_record(version) for key, version in self.ledger.iterate_in_force()}
        assert in_force == dict(list_ledger_records(fixtures))
        assert list(plan_publication(fixtures, self.ledger).lines) == []
        for key, entry in self.copy.register.items():
            if key in self.ledger.last_lines and not entry.get("returned"):
                target = self.ledger.last_lines[key].target
                assert target is None or target in in_force


def get_target(key: RecordKey, entry: dict[str, object]) -> RecordKey:
    """Return the key to which the entry of a renamed record leads."""
    renamed = str(entry["renamed"])
    return RecordKey.parse(renamed) if ":" in renamed else key._replace(identifier=renamed)


def read_lines(folder: Path, edition: int) -> list[bytes]:
    """Return the lines of a ledger file, header included, without line feeds."""
    return (folder / f"{edition:04}.jsonl").read_bytes().splitlines()


@contextmanager
def open_memory_folder() -> Iterator[Path]:
    """Provide a temporary folder in memory, where there is one."""
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def run_sequence(
    seed: int,
    editions: int,
    after_each: Callable[[Ledger], None] = lambda _ledger: None,
    *,
    then: Callable[[EditionSequence], None] = lambda _sequence: None,
) -> EditionSequence:
    """Publish a random sequence of editions; call ``after_each`` with the ledger after each, and ``then`` at the end."""
    with open_memory_folder() as folder:
        sequence = EditionSequence(folder, seed)
        try:
            for _ in range(editions):
                sequence.step()
                after_each(sequence.ledger)
            then(sequence)
        except Exception as error:
            error.add_note(f"seed {seed}, edition {sequence.ledger.number}")
            raise
        return sequence
