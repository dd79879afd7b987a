"""Rules of the schema of Linked Places 2.0 that a record of ours may break, in words of ours: the schema has no licence by which it could be kept here."""

from __future__ import annotations

import re

URL_OR_TERM = re.compile(r"\w+:[^\s]+")
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?(-([0-2]\d|3[01]))?")
CERTAINTIES = {"certain", "less-certain", "uncertain"}


def check_linked_places(collection: dict) -> None:
    """Assert that a collection of features follows the schema."""
    assert collection["type"] == "FeatureCollection"
    assert collection["features"]
    for feature in collection["features"]:
        check_feature(feature)


def check_feature(feature: dict) -> None:
    """Assert that a place, a route or a movement follows the schema."""
    assert feature["names"]
    assert feature["types"]
    assert feature["properties"].get("ccodes", ["PL"]), "left out rather than empty"
    check_when(feature["when"])
    for relation in feature.get("relations", []):
        assert URL_OR_TERM.fullmatch(relation["relationType"])
        assert URL_OR_TERM.fullmatch(relation["relationTo"])
        assert relation.get("certainty", "certain") in CERTAINTIES
        check_when(relation.get("when", {"timespans": []}))
    assert all(description["value"] for description in feature["descriptions"])


def check_when(when: dict) -> None:
    """Assert that a time, of a feature or of a relation, follows the schema."""
    assert isinstance(when["timespans"], list)
    for timespan in when["timespans"]:
        assert timespan.keys() <= {"start", "end"}
        assert all(DAY.fullmatch(day) for bounds in timespan.values() for day in bounds.values())
