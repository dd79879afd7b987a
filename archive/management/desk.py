"""The archivist's desk: all three apps' records read, checked and loaded together. Used by the commands alone."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import transaction

import archive.bulk
import archive.checks
import archive.collect
import archive.disagreements
import archive.entries
import archive.load
import archive.load_coverage
import archive.load_disagreements
import archive.load_primer
import archive.load_stretches
import archive.primerchecks
import archive.resting
import archive.retirement
import archive.searchindex
import camps.checks
import camps.collect
import camps.entries
import camps.load
import marches.checks
import marches.collect
import marches.disagreements
import marches.entries
import marches.load
from archive.collect import ArchiveRecords
from archive.folder import Begin, Folder, Kept, Records, no_bar
from archive.listing import Listing
from archive.management import preparing, published
from archive.management.closed import told_once
from archive.models import Anchor, Claim, Edition, Mention, Passage, Reading, Source
from archive.primerrecords import PrimerRecord
from archive.problems import Problem, Spot, in_order, of_plain, plain
from archive.record_keys import RecordKey
from archive.records import ClaimRecord, MentionsRecord, PassagesRecord, QuestionsRecord, RegisterRecord, SourceRecord
from archive.recordtypes import AnyRecord, Record
from archive.shelf import Shelf
from archive.texts import Passages
from camps.records import PlaceRecord
from marches.records import RouteRecord

Given = TypeVar("Given")
# By name of a fixture file, its SHA-256 as hex, or what it is instead of a readable file.
Digests = dict[str, str]
# Raised when loading makes other rows of the same files, so that a database loaded by older code is loaded anew.
LOADING = 8

# Every kind of fixture file: its shape, and where its files are below the fixtures' root.
SHAPES: dict[str, tuple[type[Record], str]] = {
    "source": (SourceRecord, "sources/*/source.yaml"),
    "passages": (PassagesRecord, "sources/*/passages.yaml"),
    "mentions": (MentionsRecord, "sources/*/mentions.yaml"),
    "claim": (ClaimRecord, "claims/*.yaml"),
    "place": (PlaceRecord, "places/*.yaml"),
    "route": (RouteRecord, "routes/*.yaml"),
    "questions": (QuestionsRecord, "questions.yaml"),
    "register": (RegisterRecord, "register.yaml"),
    "primer": (PrimerRecord, "primer.yaml"),
}


@dataclass(frozen=True)
class Fixtures:
    """Everything below one fixtures folder, in its typed shape."""

    archive: ArchiveRecords
    places: Records[PlaceRecord]
    routes: Records[RouteRecord]

    @property
    def kinds(self) -> tuple[Records, ...]:
        """All records that stand in files of their own, kind by kind."""
        texts = self.archive
        return texts.sources, texts.passages, texts.mentions, texts.claims, self.places, self.routes

    @property
    def drafts(self) -> set[str]:
        """Every draft, as ``kind:identifier``."""
        return {row.identifier for records in self.kinds for row in records.rows if row.draft}


def read(root: Path, *, thorough: bool = False, begin: Begin = no_bar, shelf: Path | None = None) -> tuple[Fixtures, list[Problem]]:
    """All records below ``root`` and all their problems, in the order of files and lines. Needs no database.

    ``thorough``: no file is taken for what it was by its times alone. ``begin``: see Folder. ``shelf``: the file in which
    what was read is kept for the next time; by default in none.
    """
    return _on(shelf, lambda kept: _read(Folder(Listing.of(root), kept, thorough=thorough, begin=begin)))


def check(root: Path, *, begin: Begin = no_bar, shelf: Path | None = None) -> list[Problem]:
    """All problems and warnings of the fixtures below ``root``, in the order of files and lines; of a folder in which nothing has
    changed, what was told of it before."""

    def told(kept: Shelf) -> list[Problem]:
        listing = Listing.of(root)
        state = listing.digest()
        if state and (answer := kept.told(state)) is not None:
            return [of_plain(one) for one in json.loads(answer)]
        fixtures, problems = _read(Folder(listing, kept, begin=begin))
        problems = in_order([*problems, *warnings(fixtures)])
        if state:
            kept.tell(state, json.dumps([plain(one) for one in problems]))
        return problems

    return _on(shelf, told)


def _on(file: Path | None, use: Callable[[Shelf], Given]) -> Given:
    """What ``use`` gives with the shelf kept in ``file``, or with one in memory if that is damaged or has no room."""
    try:
        return use(Shelf(file))
    except sqlite3.DatabaseError:
        if file is None:
            raise
        with contextlib.suppress(OSError):
            file.unlink()
        return use(Shelf(None))


def shelf_of(root: Path) -> Path:
    """Where the shelf of a fixtures folder is kept."""
    return settings.VAR / f"checked-{sha256(bytes(root.resolve())).hexdigest()[:12]}.sqlite3"


def _read(folder: Folder) -> tuple[Fixtures, list[Problem]]:
    texts, problems = archive.collect.collect(folder)
    places, place_problems = camps.collect.collect(folder)
    routes, route_problems = marches.collect.collect(folder)
    fixtures = Fixtures(texts, places, routes)
    subjects = {key for key, _file in places.keys} | camps.collect.unread(folder, places)
    known = archive.checks.Known(
        passages=(passages := Passages(texts)),
        texts=texts.texts,
        subjects=subjects,
        sources={RecordKey.parse(key).identifier for key, _file in texts.sources.keys} | passages.unread,
        questions={one.question for one in texts.questions.record.questions} if texts.questions else None,
    )
    shapeless = bool(problems := [*problems, *place_problems, *route_problems])
    problems += _between(fixtures, known)
    problems += _single(folder, fixtures, known)
    folder.close(sound=not shapeless and not passages.unread)
    return fixtures, in_order(told_once(problems))


def _between(fixtures: Fixtures, known: archive.checks.Known) -> Iterator[Problem]:
    """Problems that lie between records."""
    texts, used = fixtures.archive, set(known.subjects)
    for records in (texts.sources, texts.claims, fixtures.routes):
        used |= {key for key, _file in records.keys}
    yield from archive.checks.check_together(texts)
    yield from archive.checks.check_unlike(fixtures.places, "place")
    yield from marches.checks.check_together(fixtures.routes)
    yield from archive.disagreements.check(texts)
    yield from archive.primerchecks.check(texts, fixtures.drafts)
    yield from marches.disagreements.check(fixtures.routes, texts)
    yield from archive.retirement.check(texts.register, used, fixtures.drafts)


def _single(folder: Folder, fixtures: Fixtures, known: archive.checks.Known) -> Iterator[Problem]:
    """Problems of single records and of what they rest on; records known to be sound are passed over."""
    texts, drafts, states = fixtures.archive, fixtures.drafts, _states(folder, fixtures)
    around = marches.checks.Around(texts, known)

    def checked(
        records: Records[AnyRecord],
        check: Callable[[Kept[AnyRecord]], Iterable[Problem]],
        rest: Callable[[Kept[AnyRecord], set[str]], Iterable[Problem]] | None = None,
    ) -> Iterator[Problem]:
        return folder.checked(records, states, lambda kept: chain(check(kept), rest(kept, drafts) if rest and drafts else ()))

    yield from checked(texts.sources, lambda kept: archive.checks.check_source(kept, known), archive.resting.check_source)
    yield from checked(texts.passages, lambda kept: archive.checks.check_passages(kept, known))
    yield from checked(texts.mentions, lambda kept: archive.checks.check_mentions(kept, known), archive.resting.check_mentions)
    yield from checked(texts.claims, lambda kept: archive.checks.check_claim(kept, known), archive.resting.check_claim)
    yield from checked(fixtures.places, camps.checks.check_place)
    yield from checked(fixtures.routes, lambda kept: marches.checks.check_route(kept, around), marches.checks.check_resting)


def _states(folder: Folder, fixtures: Fixtures) -> dict[str, bytes]:
    """Of each record that others rest on, the digest of its file; of a source, of its files together."""
    texts = fixtures.archive
    states = {row.identifier: row.sha256 for records in fixtures.kinds for row in records.rows}
    if texts.questions:
        states["questions:"] = folder.rows[texts.questions.file].sha256
    for source, row in texts.texts.rows.items():
        parts = [states.get(str(RecordKey(kind, source)), b"-") for kind in ("source", "passages", "mentions")]
        received = texts.texts.received.get(source)
        states[str(RecordKey("source", source))] = sha256(
            b"".join([row.sha256, received.sha256 if received else b"-", *parts])
        ).digest()
    return states


def warnings(fixtures: Fixtures) -> list[Problem]:
    """What is suspicious or unwritten and yet allowed, in the order of files and lines; it keeps nothing from being loaded."""
    texts = fixtures.archive.texts
    suspicious = (one for source in texts.rows for one in texts.facts(source).problems)
    drafts = (kept for records in fixtures.kinds for kept in records.drafts)
    return in_order([*suspicious, *archive.resting.unwritten(drafts)])


def published_part(fixtures: Fixtures) -> Fixtures:
    """The fixtures without drafts: what may be loaded into the published archive."""
    texts, drafts = fixtures.archive, fixtures.drafts

    def of_published(key: str) -> bool:
        return str(RecordKey.parse(key)._replace(kind="source")) not in drafts

    part = replace(
        texts,
        sources=texts.sources.published,
        passages=texts.passages.published.where(of_published),
        mentions=replace(texts.mentions.where(of_published), view=MentionsRecord.published),
        claims=texts.claims.published,
    )
    return Fixtures(part, fixtures.places.published, fixtures.routes.published)


def digests(root: Path) -> Digests:
    """The SHA-256 of every fixture file, by its name."""
    return archive.collect.digests(root)


def edition_of(digests: Digests) -> str:
    """What names this state of the fixtures, loaded by this code."""
    return archive.collect.edition_of(digests, str(LOADING))


def changed(fixtures: Fixtures, digests: Digests) -> Iterator[Problem]:
    """A problem for every file that was another when its record was read than when the digests were taken."""
    for row in fixtures.archive.sources.folder.rows.values():
        if digests.get(row.name) != row.sha256.hex():
            yield Problem("file.changed", Spot(row.name), {"name": row.name})


def load(fixtures: Fixtures, edition: str) -> None:
    """Replaces the whole archive in one transaction; if anything fails, the old one stays."""
    with transaction.atomic():
        for clear in (
            preparing.clear,
            archive.searchindex.clear,
            archive.load_coverage.clear,
            archive.load_primer.clear,
            archive.load_disagreements.clear,
            marches.load.clear,
            camps.load.clear,
            archive.load_stretches.clear,
            archive.load.clear,
        ):
            clear()
        texts = fixtures.archive
        loaded = archive.load.load_texts(texts)
        read = ((kept.record, texts.texts[kept.record.source]) for kept in texts.passages)
        wholes = (archive.load_stretches.wholes(record, text, loaded.passages) for record, text in read)
        archive.load_stretches.load(chain.from_iterable(wholes))
        camps.load.load(fixtures.places, loaded)
        archive.load.load_claims(fixtures.archive, loaded)
        marches.load.load(fixtures.routes, fixtures.archive, loaded)
        archive.load_disagreements.load(fixtures.archive, loaded)
        archive.load_primer.load(fixtures.archive, loaded)
        published.keep(fixtures)
        index()
        archive.load_coverage.load()
        Edition.objects.update_or_create(pk=1, defaults={"digest": edition})


def index() -> None:
    """Everything that can be found into the index, from the tables as they are now; the index must be empty."""
    archive.bulk.weigh(Source, Passage, Reading, Mention, Claim, Anchor)
    built, around = archive.searchindex.Index(), archive.entries.Around()
    built.add(archive.entries.claims(around))
    built.add(archive.entries.passages(around))
    built.add(camps.entries.places(around))
    built.add(marches.entries.routes(around))
    built.add(archive.entries.terms())
    built.add(archive.entries.sources())
    built.add(archive.entries.pages())
    built.add_names(camps.entries.place_names())
    built.close()
