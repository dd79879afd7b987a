"""The invented source of docs/archivists/example, added to a copy of the published fixtures."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.commands import publish, publish_and_load
from tests.support.corrupted_fixtures import copy_fixtures
from tests.support.repository import ROOT

EXAMPLE = ROOT / "docs" / "archivists" / "example"
FOLDERS = ("sources", "claims", "routes")
AUTUMN, WINTER = "invented-evacuation-autumn-1944", "evacuation-winter-1944-1945"
FEBRUARY, SPRING = "invented-evacuation-february-1945", "evacuation-spring-1945-mauthausen"
AUTUMN_ROUTE, WINTER_ROUTE = "invented-autumn-1944-westward", "winter-1944-1945-westward"


def list_example_files() -> list[Path]:
    """Return the paths of the example's records and texts, relative to a fixtures folder."""
    return sorted(path.relative_to(EXAMPLE) for folder in FOLDERS for path in (EXAMPLE / folder).rglob("*") if path.is_file())


def add_example(folder: Path) -> Path:
    """Copy the published fixtures and the example into ``folder``."""
    root = copy_fixtures(folder)
    for name in FOLDERS:
        shutil.copytree(EXAMPLE / name, root / name, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return root


def publish_example(folder: Path) -> Path:
    """Copy and publish the same."""
    root = add_example(folder)
    assert publish(root)[0] == 0
    return root


def load_example(folder: Path) -> Path:
    """Copy, publish and load the same; the test must roll the database back."""
    root = add_example(folder)
    assert publish_and_load(root)[0] == 0
    return root
