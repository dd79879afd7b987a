"""Files of routes and movements → records."""

from pathlib import Path

from archive.addresses import RecordKey
from archive.fixtures.folder import FixtureFolder, RecordSet
from archive.fixtures.problems.problem import Problem
from marches.records import MovementRecord, RouteRecord


def collect_routes(folder: FixtureFolder) -> tuple[RecordSet[RouteRecord], list[Problem]]:
    """Return the route records in the folder, and all problems of their files and shapes."""
    return folder.records(folder.listing.below("routes", ".yaml"), RouteRecord)


def collect_movements(folder: FixtureFolder) -> tuple[RecordSet[MovementRecord], list[Problem]]:
    """Return the movement records in the folder, and all problems of their files and shapes."""
    return folder.records(folder.listing.below("movements", ".yaml"), MovementRecord)


def list_route_names(folder: FixtureFolder, routes: RecordSet[RouteRecord]) -> set[str]:
    """Return the identifiers of the routes, including those whose files have no record."""
    unread = {*folder.listing.below("routes", ".yaml")} - {file for _key, file in routes.keys_and_files}
    return {RecordKey.parse(key).identifier for key, _file in routes.keys_and_files} | {Path(file).stem for file in unread}
