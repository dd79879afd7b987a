"""The fixtures' folder as records: each file read once, kept on the shelf, and given anew whenever it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from hashlib import sha256
from sys import intern
from typing import Generic

from archive.drafts import Path_
from archive.fixturefiles import Refused, decode, read_bytes
from archive.listing import Listing
from archive.problems import Problem, Spot
from archive.recordtypes import AnyRecord, Record, as_record
from archive.shelf import Row, Shelf
from archive.yamlfiles import Document, parse_yaml

# What is told how many steps a run has, and gives what is called for each of them.
Begin = Callable[[int], Callable[[], object]]


def no_bar(_steps: int) -> Callable[[], object]:
    """Shows nothing."""
    return lambda: None


@dataclass(frozen=True)
class Kept(Generic[AnyRecord]):
    """A record and the document it was read from; ``unwritten``: the paths of what a draft has still to be given."""

    record: AnyRecord
    document: Document
    unwritten: tuple[Path_, ...] = ()

    def spot(self, *path: str | int) -> Spot:
        """Where the field at ``path`` stands."""
        return self.document.spot(*path)

    @property
    def file(self) -> str:
        """The record's file, relative to the fixtures' root."""
        return self.document.file

    @property
    def called(self) -> str:
        """What the record should be called: its file's name without the ending."""
        return self.file.rpartition("/")[2].removesuffix(".yaml")

    @property
    def beside(self) -> str:
        """The folder that the file lies in, relative to the fixtures' root."""
        return self.file.rpartition("/")[0]


@dataclass(frozen=True)
class Records(Generic[AnyRecord]):
    """The records of some files, in the order of the files' names. Each iteration makes them anew, so that few are in memory."""

    folder: Folder
    shape: type[AnyRecord]
    rows: tuple[Row, ...]
    view: Callable[[AnyRecord], AnyRecord] | None = None

    def __iter__(self) -> Iterator[Kept[AnyRecord]]:
        return self._viewed(self.folder.kept(self.rows, self.shape))

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """``kind:identifier`` and file of each."""
        return [(row.identifier, row.name) for row in self.rows]

    @property
    def data(self) -> Iterator[tuple[str, str]]:
        """``kind:identifier`` of each, and the record as JSON, without the fields that have their defaults."""
        found = self.folder.shelf.records(row.id for row in self.rows)
        return ((row.identifier, data) for row, (data, _unwritten) in zip(self.rows, found, strict=True))

    def get(self, key: str) -> Kept[AnyRecord] | None:
        """The record called ``kind:identifier``; None if there is none."""
        row = self._by_key.get(key)
        return next(self._viewed(self.folder.kept([row], self.shape))) if row else None

    def _viewed(self, kepts: Iterator[Kept[AnyRecord]]) -> Iterator[Kept[AnyRecord]]:
        return (replace(kept, record=self.view(kept.record)) for kept in kepts) if self.view else kepts

    @cached_property
    def _by_key(self) -> dict[str, Row]:
        return {row.identifier: row for row in self.rows}

    @property
    def published(self) -> Records[AnyRecord]:
        """Those that are no drafts."""
        return replace(self, rows=tuple(row for row in self.rows if not row.draft))

    @property
    def drafts(self) -> Records[AnyRecord]:
        """Those that are."""
        return replace(self, rows=tuple(row for row in self.rows if row.draft))

    def where(self, chosen: Callable[[str], bool]) -> Records[AnyRecord]:
        """Those whose ``kind:identifier`` is chosen."""
        return replace(self, rows=tuple(row for row in self.rows if chosen(row.identifier)))


class Folder:
    """The files of a listing, and their records as far as they have their shape.

    A file whose stamp is the kept one is not read; ``thorough``: every file is, and compared by its digest. ``begin`` is told
    how many steps there are, and what it gives is called for each.
    """

    def __init__(self, listing: Listing, shelf: Shelf, *, thorough: bool = False, begin: Begin = no_bar) -> None:
        self.root, self.listing, self.shelf, self.thorough = listing.root, listing, shelf, thorough
        self.tick = begin(2 * len(listing.files))
        self.rows = {row.name: row for row in map(self._shared, shelf.rows())}
        self._restamped: list[tuple[str, int]] = []
        self._sound: list[tuple[bytes, int]] = []

    def records(self, names: Iterable[str], shape: type[AnyRecord]) -> tuple[Records[AnyRecord], list[Problem]]:
        """The files ``names`` as records of ``shape``: those that have it, and the problems of the others."""
        rows, problems = [], []
        for name in names:
            try:
                rows.append(self.row(name, partial(_shelved, shape, name)))
            except Faults as faults:
                problems += faults.problems
        return Records(self, shape, tuple(rows)), problems

    def row(self, name: str, read: Callable[[bytes], tuple[Row, str, str]]) -> Row:
        """The kept row of a file, read anew if it has changed. Raises Faults with all that is wrong with the file itself."""
        self.tick()
        row, stamp = self.rows.get(name), self.listing.files.get(name) or ""
        if row and stamp and row.stamp == stamp and not self.thorough:
            return row
        try:
            content = read_bytes(self.root, name)
            if row and row.sha256 == sha256(content).digest():
                return self._same(row, stamp)
            fresh, data, unwritten = read(content)
        except (Refused, Faults) as fault:
            self._drop(name)
            raise (fault if isinstance(fault, Faults) else Faults([fault.problem])) from None
        fresh = fresh._replace(id=row.id if row else 0, stamp=stamp, sha256=sha256(content).digest())
        self.rows[name] = self.shelf.add(fresh, data, unwritten)
        return self.rows[name]

    def kept(self, rows: Iterable[Row], shape: type[AnyRecord]) -> Iterator[Kept[AnyRecord]]:
        """The records of ``rows``, one by one."""
        rows = list(rows)
        found = self.shelf.records(row.id for row in rows)
        return (self._kept(row, shape, *one) for row, one in zip(rows, found, strict=True))

    def data(self, row: Row) -> str:
        """The record of one row, as JSON."""
        return self.shelf.record(row.id)[0]

    def document(self, name: str) -> Document:
        """The file ``name``, to ask where its values stand."""
        return Document(name, None, lambda: decode(name, read_bytes(self.root, name)))

    @property
    def drafts(self) -> dict[str, str]:
        """The file of every record that is a draft, by ``kind:identifier``."""
        return {row.identifier: row.name for row in self.rows.values() if row.draft}

    def checked(
        self, records: Records[AnyRecord], states: Mapping[str, bytes], check: Callable[[Kept[AnyRecord]], Iterable[Problem]]
    ) -> Iterator[Problem]:
        """What ``check`` finds in those records that are not known to be sound while all they rest on is in these ``states``."""
        memory: dict[str, bytes] = {}
        wanted = [(row, _state(row, states, memory)) for row in records.rows]
        wanted = [(row, state) for row, state in wanted if row.sound != state]
        sound = []
        for _sound in range(len(records) - len(wanted)):
            self.tick()
        for (row, state), kept in zip(wanted, self.kept((row for row, _ in wanted), records.shape), strict=True):
            problems = list(check(kept))
            self.tick()
            yield from problems
            if not problems:
                sound.append((state, row.id))
        self._sound += sound

    def close(self, *, sound: bool) -> None:
        """Keeps what was read for the next run; ``sound``: also what was found to agree with all it rests on."""
        gone = [name for name in self.rows if name not in self.listing.files]
        self.shelf.forget([self.rows.pop(name).id for name in gone])
        self.shelf.restamp(self._restamped)
        self.shelf.mark(self._sound if sound else [])
        self.shelf.commit()

    def _kept(self, row: Row, shape: type[AnyRecord], data: str, unwritten: str) -> Kept[AnyRecord]:
        document = self.document(row.name)
        paths = tuple(tuple(path) for path in json.loads(unwritten)) if unwritten else ()
        return Kept(shape.model_validate_json(data), document, paths)

    def _shared(self, row: Row) -> Row:
        """The row with the stamp of the listing, where they are the same, and one text for all that rest on the same."""
        stamp = self.listing.files.get(row.name)
        return row._replace(stamp=stamp if stamp == row.stamp else row.stamp, rests_on=intern(row.rests_on))

    def _same(self, row: Row, stamp: str) -> Row:
        if row.stamp != stamp:
            self._restamped.append((stamp, row.id))
        return row

    def _drop(self, name: str) -> None:
        row = self.rows.pop(name, None)
        if row:
            self.shelf.forget([row.id])


class Faults(Exception):
    """A file that gave no record; carries every problem of it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(len(problems))
        self.problems = problems


def _shelved(shape: type[Record], name: str, content: bytes) -> tuple[Row, str, str]:
    """A file's content as what is kept of it. Raises Refused or Faults."""
    record, problems, unwritten = as_record(shape, parse_yaml(name, decode(name, content)))
    if record is None:
        raise Faults(problems)
    row = Row(0, name, "", b"", record.key, getattr(record, "draft", False), " ".join(sorted(record.rests_on())), None)
    return row, record.model_dump_json(exclude_defaults=True), json.dumps(unwritten) if unwritten else ""


def _state(row: Row, states: Mapping[str, bytes], memory: dict[str, bytes]) -> bytes:
    """The digest of the states of all that a record rests on."""
    if row.rests_on not in memory:
        memory[row.rests_on] = sha256(b"".join(states.get(one, b"-" * 32) for one in row.rests_on.split(" "))).digest()
    return memory[row.rests_on]
