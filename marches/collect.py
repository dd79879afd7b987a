"""Files of routes → records."""

from archive.fixtures.folder import FixtureFolder, RecordSet
from archive.fixtures.problems.problem import Problem
from marches.records import RouteRecord


def collect_routes(folder: FixtureFolder) -> tuple[RecordSet[RouteRecord], list[Problem]]:
    """Return the route records in the folder, and all problems of their files and shapes."""
    return folder.records(folder.listing.below("routes", ".yaml"), RouteRecord)
