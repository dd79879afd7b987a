"""Where a whole folder is missing or closed, that is told, and not again of everything that rests on what is in it."""

from __future__ import annotations

from archive.listing import TOP
from archive.problems import Problem

# By folder, the problems of records that rest on others in it; of a retired identifier, that it leads to none.
RESTING = {
    "sources": {"source.unknown", "passage.unknown"},
    "claims": {"claim.unknown"},
    "places": {"subject.unknown"},
    "routes": set(),
}
TARGET = "register.unknown-target"


def told_once(problems: list[Problem]) -> list[Problem]:
    """The problems without those that follow from a folder which has one itself."""
    if closed := [one for one in problems if one.spot.file == TOP]:
        return closed
    lost = {one.spot.file for one in problems} & RESTING.keys()
    hidden = {id_ for folder in lost for id_ in (*RESTING[folder], TARGET)}
    return [one for one in problems if one.id not in hidden]
