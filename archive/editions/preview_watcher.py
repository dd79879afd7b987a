"""The watcher of the preview: it checks the fixtures and loads them, drafts included, whenever they change."""

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
from archive.editions import edition_load, pipeline
from archive.fixtures.reading.listing import Listing
from archive.ledger.chain import LEDGER_FOLDER, list_ledger_files
from archive.web.preview_state import PREVIEW_STATE, DraftRecord, FixturesState

# Time without a change after which the fixtures are checked, in milliseconds.
STEP = 500


def create_database() -> None:
    """Create the tables of the preview's separate database."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)


def check_and_load(root: Path, report: Callable[[FixturesState], None]) -> None:
    """Check the fixtures, load them if they have no problem, and set and report the new state of the preview."""
    previous = PREVIEW_STATE.state or FixturesState(root)
    state = FixturesState(root, previous.version + 1, timezone.now(), published=previous.published)
    try:
        fixtures, problems = pipeline.read_fixtures(root, cache=pipeline.get_record_cache_path(root))
        drafts = (draft for records in fixtures.record_sets for draft in records.drafts)
        draft_records = tuple(DraftRecord(*RecordKey.parse(draft.record.key), draft.file, len(draft.unwritten)) for draft in drafts)
        problems = problems or pipeline.find_ledger_problems(root, fixtures)
        findings = (*problems, *pipeline.list_warnings(fixtures))
        state = replace(state, problems=findings, drafts=draft_records)
        if not problems:
            edition_load.load_unpublished(root, fixtures, f"preview-{state.version}")
            state = replace(state, is_loaded=True, published=len(list_ledger_files(root / LEDGER_FOLDER)))
    except Exception as error:  # whatever it is, the watcher must go on
        state = replace(state, load_error=f"{type(error).__name__}: {error}")
    finally:
        close_old_connections()
    PREVIEW_STATE.state = state
    report(state)


def watch_fixtures(root: Path, report: Callable[[FixturesState], None], stop: threading.Event) -> None:
    """Check and load the fixtures after each change, once STEP has passed without another, until ``stop`` is set.

    The operating system reports changes; the folder is also compared every five seconds, because some file systems report none.
    """
    checked = Listing.of(root).snapshot()
    while not stop.is_set():
        for _changes in _watch_folder(root.resolve(), stop):
            current = Listing.of(root).snapshot()
            if current != checked:
                check_and_load(root, report)
                checked = current


def _watch_folder(folder: Path, stop: threading.Event) -> Iterator[set[FileChange]]:
    """Yield the changes below a folder until it is deleted or moved; a folder in its place needs a new watch."""
    try:
        for changes in watchfiles.watch(folder, watch_filter=None, step=STEP, stop_event=stop, yield_on_timeout=True):
            yield changes
            if (Change.deleted, str(folder)) in changes:
                return
    except (OSError, RuntimeError):  # missing or unreadable, or too many folders to watch: compare instead
        stop.wait(STEP / 1000)
        yield set()
