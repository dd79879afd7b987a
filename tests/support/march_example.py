"""The invented march of docs/archivists/example-march, told by two accounts, added to a copy of the published fixtures."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.commands import publish, publish_and_load
from tests.support.corrupted_fixtures import copy_fixtures
from tests.support.example_fixtures import add_example
from tests.support.repository import ROOT

MARCH_EXAMPLE = ROOT / "docs" / "archivists" / "example-march"
MARCH_M, MARCH_S = "invented-march-m", "invented-march-s"
MOVEMENT = "invented-quarry-camp-march"
ROUTE_M, ROUTE_S = f"routes/{MARCH_M}.yaml", f"routes/{MARCH_S}.yaml"
MOVEMENT_FILE = f"movements/{MOVEMENT}.yaml"


def list_march_files() -> list[Path]:
    """Return the paths of the example's records and texts, relative to a fixtures folder."""
    return sorted(path.relative_to(MARCH_EXAMPLE) for path in MARCH_EXAMPLE.glob("*/**/*") if path.is_file())


def add_march(folder: Path) -> Path:
    """Copy the published fixtures and the march into ``folder``."""
    root = copy_fixtures(folder)
    copy_march(root)
    return root


def copy_march(root: Path) -> None:
    """Copy the march over fixtures."""
    for name in list_march_files():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MARCH_EXAMPLE / name, root / name)


def publish_examples(folder: Path) -> Path:
    """Copy the published fixtures, the invented sources and the march into ``folder``, and publish all."""
    root = add_example(folder)
    copy_march(root)
    assert publish(root)[0] == 0
    return root


def load_march(folder: Path) -> Path:
    """Copy, publish and load the same; the test must roll the database back."""
    root = add_march(folder)
    assert publish_and_load(root)[0] == 0
    return root
