"""The maps of the archive, and the boxes of their labels, computed from the printed figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.translation import override

from archive.maps.figure import FIGURE_SIZES, MapFigure
from archive.maps.geometry import Box, make_square
from archive.maps.label_positions import LabelPosition, make_level_position, make_turned_position
from archive.maps.parts import PlacedText
from archive.models import Subject
from archive.web.cache.edition import get_loaded_edition
from marches.map_data import build_overview
from marches.map_periods import build_period_map

LANGUAGES = ("ar", "en")
# Half the sides of squares that no text may cover.
PLAIN_RADIUS, STOP_RADIUS = 5.0, 3.0
SIDES = {"middle": "middle", "start": "right", "end": "left"}
MIRRORED = {"middle": "middle", "start": "left", "end": "right"}


@dataclass(frozen=True)
class Label:
    """A printed text: its kind of type and the space it takes."""

    words: str
    spot: LabelPosition
    name: bool


def contexts() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the map of every page, with every subject as focus and with none, in both languages."""
    for language in LANGUAGES:
        with override(language):
            yield from ((f"{language} {focus}", build_overview(focus)) for focus in [None, *Subject.objects.all()])


def figures() -> tuple[tuple[str, MapFigure], ...]:
    """Return the maps of all pages, each with its name in failures; composed once for an edition."""
    return _compose_figures(get_loaded_edition())


@cache
def _compose_figures(_edition: str) -> tuple[tuple[str, MapFigure], ...]:
    maps = ((what, map_) for what, context in contexts() for map_ in (context["map"], context["narrow"]))
    return tuple((f"{what} {map_.size}", map_) for what, map_ in maps if map_)


def figures_of_times() -> Iterator[tuple[str, MapFigure]]:
    """Yield the maps of periods, each with its name in failures."""
    for language in LANGUAGES:
        with override(language):
            for name in (period.name for period, _query in build_period_map()["periods"]):
                context = build_period_map(name)
                yield from ((f"{language} {name} {key}", context[key]) for key in ("map", "narrow"))


def figure(language: str, size: str = "wide") -> MapFigure:
    """Return the map without a focus."""
    with override(language):
        return build_overview()["map" if size == "wide" else size]


def frame(map_figure: MapFigure) -> Box:
    """Return the frame of the view box."""
    left, top, width, height = map(float, map_figure.view_box.split())
    return Box(left, top, left + width, top + height)


def mark_points(map_figure: MapFigure) -> dict[str, tuple[float, float]]:
    """Return the points of the camps' marks."""
    return {mark.identifier: (float(mark.x), float(mark.y)) for mark in map_figure.marks}


def list_obstacles(map_figure: MapFigure) -> list[Box]:
    """Return the squares around marks without a name, circles with numbers, and stops of marches."""
    boxes = [make_square((float(mark.x), float(mark.y)), PLAIN_RADIUS) for mark in map_figure.plain_marks]
    boxes += [make_square((float(circle.x), float(circle.y)), float(circle.radius)) for circle in map_figure.clusters]
    return boxes + [make_square((float(stop.x), float(stop.y)), STOP_RADIUS) for path in map_figure.paths for stop in path.stops]


def labels(map_figure: MapFigure) -> Iterator[Label]:
    """Yield every text of a map, at the largest size that the style sheet allows."""
    size, scale = FIGURE_SIZES[map_figure.size], 1.1 if map_figure.language == "ar" else 1.0
    for mark in map_figure.marks:
        yield _label(map_figure, mark.label, size.name * scale, name=True)
    times = [line.label for line in (*map_figure.flows, *map_figure.paths) if line.label]
    for text in (
        *times,
        *map_figure.waters,
        *map_figure.regions,
        *(city.label for city in map_figure.cities),
        *(pointer.label for pointer in map_figure.pointers),
    ):
        yield _label(map_figure, text, size.time * scale)
    numbers = [stop.label for path in map_figure.paths for stop in path.stops if stop.label]
    for text in (*map_figure.rivers, *numbers):
        yield _label(map_figure, text, size.river * scale)


def _label(map_figure: MapFigure, text: PlacedText, size: float, *, name: bool = False) -> Label:
    point = float(text.x), float(text.y)
    if text.turn:
        return Label(text.words, make_turned_position(text.words, size, point, float(text.turn[len("rotate(") :].split()[0])), name)
    sides = MIRRORED if map_figure.direction == "rtl" else SIDES
    return Label(text.words, make_level_position(text.words, size, point, sides[text.anchor]), name)
