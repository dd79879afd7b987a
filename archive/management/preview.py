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

from archive.listing import Listing
from archive.management import desk
from archive.preview import CURRENT, Draft, State
from archive.record_keys import RecordKey

# Milliseconds without a change after which the fixtures are looked at.
STEP = 500


def prepare() -> None:
    """The preview's own database, with its tables."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)


def look(root: Path, told: Callable[[State], None]) -> None:
    """Checks the fixtures, loads them if they have no problem, and makes what was found the current state."""
    before = CURRENT.state or State(root)
    state = State(root, before.version + 1, timezone.now())
    try:
        fixtures, problems = desk.read(root, shelf=desk.shelf_of(root))
        state = State(root, state.version, state.checked, (*problems, *desk.warnings(fixtures)), _drafts(fixtures))
        if not problems:
            desk.load(fixtures, f"preview-{state.version}")
            state = replace(state, shown=True)
    except Exception as error:  # the watcher lives on, whatever it is
        state = replace(state, fault=f"{type(error).__name__}: {error}")
    finally:
        close_old_connections()
    CURRENT.state = state
    told(state)


def watch(root: Path, told: Callable[[State], None], stop: threading.Event) -> None:
    """Look whenever the folder has changed and then been unchanged for a moment; until ``stop``.

    The operating system reports changes. Every five seconds the folder is compared all the same: some file systems report none.
    """
    seen = Listing.of(root).look()
    while not stop.is_set():
        for _changes in _reports(root.resolve(), stop):
            now = Listing.of(root).look()
            if now != seen:
                look(root, told)
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


def _drafts(fixtures: desk.Fixtures) -> tuple[Draft, ...]:
    found: list[Draft] = []
    for kept in (kept for records in fixtures.kinds for kept in records.drafts):
        found.append(Draft(*RecordKey.parse(kept.record.key), kept.file, len(kept.unwritten)))
    return tuple(found)
