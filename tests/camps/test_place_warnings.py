"""Warnings of places: points that contradict the others, and names that others have but for spelling or inflection."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archive.editions import pipeline
from camps.distances import measure_distance
from tests.support.corrupted_fixtures import copy_fixtures

pytestmark = pytest.mark.one_engine

POINT = re.compile(r"  latitude: (\S+)\n  longitude: (\S+)\n")
PLACE = """place: {identifier}
kind: {kind}
names: {{ar: "{ar}", en: "{en}"}}
"""
COORDINATES = """part_of: {whole}
coordinates:
  latitude: {latitude}
  longitude: {longitude}
  confidence: low
  reference: {{ar: "مخترع", en: "Invented"}}
  recorded: 2026-11-23
"""


def add_place(root: Path, identifier: str, kind: str, ar: str, en: str, more: str = "") -> None:
    text = PLACE.format(identifier=identifier, kind=kind, ar=ar, en=en) + more
    (root / "places" / f"{identifier}.yaml").write_text(text, encoding="utf-8")


def find_warnings(root: Path) -> list[tuple[str, str, str]]:
    problems = [problem for problem in pipeline.check_fixtures(root) if problem.level == "warning"]
    return [(problem.id, str(problem.location), " ".join(problem.translate("en"))) for problem in problems]


@pytest.mark.parametrize("identifier", ["dachau", "stutthof", "majdanek"])
@pytest.mark.parametrize(
    "exchange", [r"  latitude: \2\n  longitude: \1\n", r"  latitude: \1\n  longitude: -\2\n"], ids=["swapped", "sign"]
)
def test_point_that_would_be_near_the_others_is_suspicious(identifier, exchange, tmp_path):
    root = copy_fixtures(tmp_path)
    path = root / "places" / f"{identifier}.yaml"
    text = path.read_text(encoding="utf-8")
    latitude, longitude = POINT.search(text).groups()
    path.write_text(POINT.sub(exchange, text), encoding="utf-8")
    ((id_, location, message),) = find_warnings(root)
    assert id_ == "subject.far-from-others"
    assert location.startswith(f"places/{identifier}.yaml:")
    assert f"{float(latitude):g}, {float(longitude):g} would be" in message


def test_city_far_from_its_place_is_suspicious(tmp_path):
    root = copy_fixtures(tmp_path)
    path = root / "places" / "dachau.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("    longitude: 11.4340\n") == 1
    path.write_text(text.replace("    longitude: 11.4340\n", "    longitude: 14.4340\n"), encoding="utf-8")
    ((id_, _location, message),) = find_warnings(root)
    assert (id_, "220 km" in message) == ("subject.far-city", True)


def test_published_places_are_not_suspicious(tmp_path):
    assert find_warnings(copy_fixtures(tmp_path)) == []


def test_part_far_from_its_whole_is_suspicious(tmp_path):
    root = copy_fixtures(tmp_path)
    add_place(root, "barn", "site", "مخزن", "Barn", COORDINATES.format(whole="camp:dachau", latitude="54.1", longitude="11.5"))
    assert [(id_, "camp:dachau" in message) for id_, _location, message in find_warnings(root)] == [
        ("subject.far-from-whole", True)
    ]


@pytest.mark.parametrize(
    ("kind", "ar", "en", "expected"),
    [
        ("camp", "معسكر آخر", "KZ  DACHAU", True),
        ("camp", "داخاوْ", "Other", True),
        ("camp", "آخر", "Gross Rosen", True),
        ("settlement", "داخاو", "Dachau", False),
        ("camp", "آخر", "Dachau-Allach", False),
    ],
)
def test_name_of_another_place_of_the_kind_is_warned_of(kind, ar, en, expected, tmp_path):
    root = copy_fixtures(tmp_path)
    add_place(root, "zzz", kind, ar, en)
    warnings = find_warnings(root)
    assert [id_ for id_, _location, _message in warnings] == (["subject.same-name"] if expected else [])
    assert all(location.startswith("places/zzz.yaml:3:") for _id, location, _message in warnings)


def test_distance_is_in_kilometres():
    assert round(measure_distance((48.2699, 11.4683), (50.0262, 19.2041))) == pytest.approx(592, abs=5)
    assert measure_distance((0, 0), (0, 180)) == pytest.approx(20015, abs=1)
