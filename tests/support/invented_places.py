"""Invented places of the kinds that the founding fixtures lack, added to a copy of the published fixtures."""

from __future__ import annotations

from pathlib import Path

from tests.support.commands import publish_and_load
from tests.support.corrupted_fixtures import copy_fixtures

SUBCAMP, VILLAGE, BARN = "places/invented-subcamp.yaml", "places/invented-village.yaml", "places/invented-barn.yaml"
PLACES = {
    SUBCAMP: """place: invented-subcamp
kind: subcamp
part_of: camp:gross-rosen
names:
  ar: "المعسكر المختلق"
  en: "Invented Subcamp"
  cs: "Vymyšlený tábor"
  zh-Hant: "虛構營"
variants:
  - language: de
    name: "Erfundenes Lager"
    kind: official
    time: "1944/1945"
authorities:
  - authority: ehri
    identifier: "ehri_camps-999999"
    recorded: 2026-11-29
""",
    VILLAGE: """place: invented-village
kind: village
names:
  ar: "القرية المختلقة"
  en: "Invented Village"
coordinates:
  latitude: 50.9
  longitude: 15.6
  precision: 3
  confidence: low
  reference: {ar: "موضع مختلق", en: "An invented position"}
  recorded: 2026-11-29
""",
    BARN: """place: invented-barn
kind: site
part_of: place:invented-village
description:
  ar: "حظيرة قرب القرية المختلقة"
  en: "A barn near Invented Village"
""",
}


def add_invented_places(folder: Path) -> Path:
    """Copy the published fixtures into ``folder`` and add the invented places."""
    root = copy_fixtures(folder)
    for name, text in PLACES.items():
        (root / name).write_text(text, "utf-8")
    return root


def load_invented_places(folder: Path) -> Path:
    """Copy the same and load it; the test must roll the database back."""
    root = add_invented_places(folder)
    assert publish_and_load(root)[0] == 0
    return root
