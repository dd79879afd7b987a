"""From files to place records."""

from pathlib import Path

from archive.addresses import RecordKey
from archive.fixtures.folder import FixtureFolder, RecordSet
from archive.fixtures.problems.problem import Problem
from camps.records import PlaceRecord


def find_unread_subjects(folder: FixtureFolder, places: RecordSet[PlaceRecord]) -> set[str]:
    """What the places may be, ``camp:…`` or ``place:…``, whose files gave no record of their name."""
    named = {RecordKey.parse(key).identifier for key, _file in places.keys_and_files}
    files = {Path(file).stem for file in folder.listing.below("places", ".yaml")} - named
    return {str(RecordKey(kind, name)) for name in files for kind in ("camp", "place")}


def collect_places(folder: FixtureFolder) -> tuple[RecordSet[PlaceRecord], list[Problem]]:
    """The place records in the folder, and every problem of their files and shapes."""
    return folder.records(folder.listing.below("places", ".yaml"), PlaceRecord)
