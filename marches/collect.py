"""From files to route records."""

from pathlib import Path

from archive.collect import Kept, names, read_all
from archive.problems import Problem
from marches.records import RouteRecord


def collect(root: Path) -> tuple[list[Kept[RouteRecord]], list[Problem]]:
    """The route records below ``root``, and every problem of their files and shapes."""
    return read_all(root, names(root, "routes", "*.yaml"), RouteRecord)
