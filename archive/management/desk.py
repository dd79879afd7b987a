"""The archivist's desk: all three apps' records read, checked and loaded together. Used by the commands alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from django.db import transaction

import archive.checks
import archive.collect
import archive.load
import archive.resting
import archive.retirement
import camps.checks
import camps.collect
import camps.load
import marches.checks
import marches.collect
import marches.load
from archive.collect import ArchiveRecords, Kept
from archive.management import published
from archive.models import Edition
from archive.problems import Problem, in_order
from archive.records import ClaimRecord, MentionsRecord, PassagesRecord, QuestionsRecord, RegisterRecord, SourceRecord
from archive.recordtypes import AnyRecord, Record
from camps.records import PlaceRecord
from marches.records import RouteRecord

# Raised when loading makes other rows of the same files, so that a database loaded by older code is loaded anew.
LOADING = 2

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
}


@dataclass(frozen=True)
class Fixtures:
    """Everything below one fixtures folder, in its typed shape."""

    archive: ArchiveRecords
    places: list[Kept[PlaceRecord]]
    routes: list[Kept[RouteRecord]]


def read(root: Path) -> tuple[Fixtures, list[Problem]]:
    """All records below ``root`` and all their problems, in the order of files and lines. Needs no database."""
    texts, problems = archive.collect.collect(root)
    places, place_problems = camps.collect.collect(root)
    routes, route_problems = marches.collect.collect(root)
    known = {kept.record.subject for kept in places} | camps.collect.unread(root, places)
    problems += [*place_problems, *route_problems]
    problems += archive.checks.check(texts, known)
    problems += camps.checks.check(places)
    problems += marches.checks.check(routes, texts, known)
    drafts = drafts_of(texts, places, routes)
    problems += archive.resting.check_resting(texts, drafts)
    problems += marches.checks.check_resting(routes, drafts)
    problems += archive.retirement.check(texts, known | {f"route:{kept.record.route}" for kept in routes}, drafts)
    return Fixtures(texts, places, routes), in_order(problems)


def drafts_of(texts: ArchiveRecords, places: list[Kept[PlaceRecord]], routes: list[Kept[RouteRecord]]) -> set[str]:
    """Every draft, as ``kind:identifier``."""
    found = archive.resting.drafts_of(texts)
    found |= {kept.record.subject for kept in places if kept.record.draft}
    return found | {f"route:{kept.record.route}" for kept in routes if kept.record.draft}


def warnings(fixtures: Fixtures) -> list[Problem]:
    """What is suspicious or unwritten and yet allowed, in the order of files and lines; it keeps nothing from being loaded."""
    texts = fixtures.archive
    kepts = chain(texts.sources, texts.passages, texts.claims, fixtures.places, fixtures.routes)
    return in_order([*archive.checks.check_suspicious(texts), *archive.resting.unwritten(kepts)])


def published_part(fixtures: Fixtures) -> Fixtures:
    """The fixtures without drafts: what may be loaded into the published archive."""
    texts = fixtures.archive
    drafts = {kept.record.source for kept in texts.sources if kept.record.draft}
    kept_texts = replace(
        texts,
        sources=_published(texts.sources),
        passages=[kept for kept in _published(texts.passages) if kept.record.source not in drafts],
        mentions=[_without_drafts(kept) for kept in texts.mentions if kept.record.source not in drafts],
        claims=_published(texts.claims),
    )
    return Fixtures(kept_texts, _published(fixtures.places), _published(fixtures.routes))


def _published(kepts: Iterable[Kept[AnyRecord]]) -> list[Kept[AnyRecord]]:
    return [kept for kept in kepts if not kept.record.draft]


def _without_drafts(kept: Kept[MentionsRecord]) -> Kept[MentionsRecord]:
    mentions = [one for one in kept.record.mentions if not one.draft]
    return replace(kept, record=kept.record.model_copy(update={"mentions": mentions}))


def digest(root: Path) -> str:
    """What names this state of the fixtures, loaded by this code."""
    return archive.collect.digest(root, str(LOADING))


def load(fixtures: Fixtures, edition: str) -> None:
    """Replaces the whole archive in one transaction; if anything fails, the old one stays."""
    with transaction.atomic():
        for app in (marches.load, camps.load, archive.load):
            app.clear()
        loaded = archive.load.load_texts(fixtures.archive)
        camps.load.load(fixtures.places, loaded)
        archive.load.load_claims(fixtures.archive, loaded)
        marches.load.load(fixtures.routes, fixtures.archive, loaded)
        published.keep(fixtures)
        Edition.objects.update_or_create(pk=1, defaults={"digest": edition})
