"""From files to place records."""

from pathlib import Path

from archive.collect import Kept, names, read_all
from archive.problems import Problem
from camps.records import PlaceRecord


def unread(root: Path, places: list[Kept[PlaceRecord]]) -> set[str]:
    """What the places may be, ``camp:…`` or ``place:…``, whose files below ``root`` gave no record of their name."""
    files = {Path(file).stem for file in names(root, "places", "*.yaml")} - {kept.record.place for kept in places}
    return {f"{kind}:{name}" for name in files for kind in ("camp", "place")}


def collect(root: Path) -> tuple[list[Kept[PlaceRecord]], list[Problem]]:
    """The place records below ``root``, and every problem of their files and shapes."""
    return read_all(root, names(root, "places", "*.yaml"), PlaceRecord)
