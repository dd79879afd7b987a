"""From files to route records."""

from archive.folder import Folder, Records
from archive.problems import Problem
from marches.records import RouteRecord


def collect(folder: Folder) -> tuple[Records[RouteRecord], list[Problem]]:
    """The route records in the folder, and every problem of their files and shapes."""
    return folder.records(folder.listing.below("routes", ".yaml"), RouteRecord)
