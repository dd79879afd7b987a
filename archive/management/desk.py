"""The archivist's desk: all three apps' records read, checked and loaded together. Used by the commands alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

import archive.checks
import archive.collect
import archive.disagreements
import archive.load
import archive.load_disagreements
import archive.retirement
import camps.checks
import camps.collect
import camps.load
import marches.checks
import marches.collect
import marches.disagreements
import marches.load
from archive.collect import ArchiveRecords, Kept
from archive.management import published
from archive.models import Edition
from archive.problems import Problem, in_order
from archive.records import ClaimRecord, MentionsRecord, PassagesRecord, QuestionsRecord, RegisterRecord, SourceRecord
from archive.recordtypes import Record
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
    problems += archive.disagreements.check(texts)
    problems += marches.disagreements.check(routes, texts)
    problems += archive.retirement.check(texts, known | {f"route:{kept.record.route}" for kept in routes})
    return Fixtures(texts, places, routes), in_order(problems)


def warnings(fixtures: Fixtures) -> list[Problem]:
    """What is suspicious and yet allowed, in the order of files and lines; it keeps nothing from being loaded."""
    return in_order(archive.checks.check_suspicious(fixtures.archive))


def digest(root: Path) -> str:
    """What names this state of the fixtures, loaded by this code."""
    return archive.collect.digest(root, str(LOADING))


def load(fixtures: Fixtures, edition: str) -> None:
    """Replaces the whole archive in one transaction; if anything fails, the old one stays."""
    with transaction.atomic():
        for app in (archive.load_disagreements, marches.load, camps.load, archive.load):
            app.clear()
        loaded = archive.load.load_texts(fixtures.archive)
        camps.load.load(fixtures.places, loaded)
        archive.load.load_claims(fixtures.archive, loaded)
        marches.load.load(fixtures.routes, fixtures.archive, loaded)
        archive.load_disagreements.load(fixtures.archive.claims, loaded)
        published.keep(fixtures)
        Edition.objects.update_or_create(pk=1, defaults={"digest": edition})
