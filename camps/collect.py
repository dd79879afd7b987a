"""From files to place records."""

from pathlib import Path

from archive.collect import Kept, names, read_all
from archive.problems import Problem
from camps.records import PlaceRecord


def collect(root: Path) -> tuple[list[Kept[PlaceRecord]], list[Problem]]:
    """The place records below ``root``, and every problem of their files and shapes."""
    return read_all(root, names(root, "places", "*.yaml"), PlaceRecord)
