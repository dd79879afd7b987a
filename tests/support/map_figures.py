"""The maps of the archive, and the boxes of their labels, computed from the printed figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import override

from archive.maps.figure import FIGURE_SIZES, MapFigure
from archive.maps.geometry import Box
from archive.maps.label_positions import LabelPosition, make_level_position, make_turned_position
from archive.maps.parts import PlacedText
from archive.models import Subject
from marches.map_data import build_overview
from marches.map_periods import build_period_map

LANGUAGES = ("ar", "en")
SIDES = {"middle": "middle", "start": "right", "end": "left"}
MIRRORED = {"middle": "middle", "start": "left", "end": "right"}


@dataclass(frozen=True)
class Label:
    """A text as a reader sees it: its kind of type and the room it takes."""

    words: str
    spot: LabelPosition
    name: bool


def contexts() -> Iterator[tuple[str, dict[str, object]]]:
    """What a page is given, for every subject as focus and for none, in both languages."""
    for language in LANGUAGES:
        with override(language):
            yield from ((f"{language} {focus}", build_overview(focus)) for focus in [None, *Subject.objects.all()])


def figures() -> Iterator[tuple[str, MapFigure]]:
    """Every map of everything, with what it is called in a failure."""
    for what, context in contexts():
        yield from ((f"{what} {one.size}", one) for one in (context["map"], context["narrow"]) if one)


def figures_of_times() -> Iterator[tuple[str, MapFigure]]:
    """Every map that is narrowed to a time, with what it is called in a failure."""
    for language in LANGUAGES:
        with override(language):
            for name in (period.name for period, _query in build_period_map()["periods"]):
                context = build_period_map(name)
                yield from ((f"{language} {name} {key}", context[key]) for key in ("map", "narrow"))


def figure(language: str, size: str = "wide") -> MapFigure:
    """The map of everything."""
    with override(language):
        return build_overview()["map" if size == "wide" else size]


def frame(drawn: MapFigure) -> Box:
    """The frame that is shown, from the view box."""
    left, top, width, height = map(float, drawn.view_box.split())
    return Box(left, top, left + width, top + height)


def mark_points(drawn: MapFigure) -> dict[str, tuple[float, float]]:
    """Where the camps' marks are."""
    return {mark.identifier: (float(mark.x), float(mark.y)) for mark in drawn.marks}


def labels(drawn: MapFigure) -> Iterator[Label]:
    """Every text of a map, at the largest size that the style sheet may give it."""
    size, scale = FIGURE_SIZES[drawn.size], 1.1 if drawn.language == "ar" else 1.0
    for mark in drawn.marks:
        yield _label(drawn, mark.label, size.name * scale, name=True)
    times = [flow.label for flow in drawn.flows if flow.label]
    for text in (*times, *drawn.waters, *drawn.regions, *(pointer.label for pointer in drawn.pointers)):
        yield _label(drawn, text, size.time * scale)
    for text in drawn.rivers:
        yield _label(drawn, text, size.river * scale)


def _label(drawn: MapFigure, text: PlacedText, size: float, *, name: bool = False) -> Label:
    point = float(text.x), float(text.y)
    if text.turn:
        return Label(text.words, make_turned_position(text.words, size, point, float(text.turn[len("rotate(") :].split()[0])), name)
    sides = MIRRORED if drawn.direction == "rtl" else SIDES
    return Label(text.words, make_level_position(text.words, size, point, sides[text.anchor]), name)
