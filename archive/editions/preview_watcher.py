"""The preview's one watcher: looks at the fixtures, and when they have changed checks them and loads them, drafts too."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import watchfiles
from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from watchfiles import Change
from watchfiles.main import FileChange

from archive.addresses import RecordKey
from archive.editions import fixture_set, pipeline
from archive.fixtures.reading.listing import Listing
from archive.web.preview_state import PREVIEW_STATE, DraftRecord, FixturesState

# Milliseconds without a change after which the fixtures are looked at.
STEP = 500


def create_database() -> None:
    """The preview's own database, with its tables."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)


def check_and_load(root: Path, told: Callable[[FixturesState], None]) -> None:
    """Checks the fixtures, loads them if they have no problem, and makes what was found the current state."""
    before = PREVIEW_STATE.state or FixturesState(root)
    state = FixturesState(root, before.version + 1, timezone.now())
    try:
        fixtures, problems = pipeline.read_fixtures(root, cache=pipeline.get_record_cache_path(root))
        state = FixturesState(
            root, state.version, state.checked, (*problems, *pipeline.list_warnings(fixtures)), _list_drafts(fixtures)
        )
        if not problems:
            pipeline.load_archive(fixtures, f"preview-{state.version}")
            state = replace(state, is_loaded=True)
    except Exception as error:  # the watcher lives on, whatever it is
        state = replace(state, load_error=f"{type(error).__name__}: {error}")
    finally:
        close_old_connections()
    PREVIEW_STATE.state = state
    told(state)


def watch_fixtures(root: Path, told: Callable[[FixturesState], None], stop: threading.Event) -> None:
    """Look whenever the folder has changed and then been unchanged for a moment; until ``stop``.

    The operating system reports changes. Every five seconds the folder is compared all the same: some file systems report none.
    """
    seen = Listing.of(root).snapshot()
    while not stop.is_set():
        for _changes in _reports(root.resolve(), stop):
            now = Listing.of(root).snapshot()
            if now != seen:
                check_and_load(root, told)
                seen = now


def _reports(folder: Path, stop: threading.Event) -> Iterator[set[FileChange]]:
    """Changes below a folder, as they are reported, until the folder itself is deleted or moved: what is put in its place needs a new watch."""
    try:
        for changes in watchfiles.watch(folder, watch_filter=None, step=STEP, stop_event=stop, yield_on_timeout=True):
            yield changes
            if (Change.deleted, str(folder)) in changes:
                return
    except (OSError, RuntimeError):  # no such folder, one that cannot be read, or too many to watch: compare it now and then
        stop.wait(STEP / 1000)
        yield set()


def _list_drafts(fixtures: fixture_set.FixtureSet) -> tuple[DraftRecord, ...]:
    found: list[DraftRecord] = []
    for kept in (kept for records in fixtures.record_sets for kept in records.drafts):
        found.append(DraftRecord(*RecordKey.parse(kept.record.key), kept.file, len(kept.unwritten)))
    return tuple(found)
