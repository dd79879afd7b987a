"""Files of places → records."""

from pathlib import Path

from archive.addresses import RecordKey
from archive.fixtures.folder import FixtureFolder, RecordSet
from archive.fixtures.problems.problem import Problem
from camps.records import PlaceRecord


def find_unread_subjects(folder: FixtureFolder, places: RecordSet[PlaceRecord]) -> set[str]:
    """Return the possible subjects, ``camp:…`` and ``place:…``, of files without a readable record."""
    read = {RecordKey.parse(key).identifier for key, _file in places.keys_and_files}
    unread = {Path(file).stem for file in folder.listing.below("places", ".yaml")} - read
    return {str(RecordKey(kind, place)) for place in unread for kind in ("camp", "place")}


def collect_places(folder: FixtureFolder) -> tuple[RecordSet[PlaceRecord], list[Problem]]:
    """Return the place records in the folder, and every problem of their files and shapes."""
    return folder.records(folder.listing.below("places", ".yaml"), PlaceRecord)
