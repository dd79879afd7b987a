r"""Derive the base map from Natural Earth: run by hand, never by the site. Needs pyshp, pyproj and shapely (development only).

Data: Natural Earth 1:10 m land, rivers and lake centre lines, and lakes (naturalearthdata.com). **Natural Earth is in the public
domain**; it asks for no permission and no credit. Debian carries the shapefiles: land and rivers in ``libmagics++-data``, lakes in
``libgnudatalanguage0`` (``apt-get download`` the two packages, ``dpkg -x`` them into a folder). Then::

    python -m archive.derive.basemap --land …/ne_10m_land.shp --rivers …/ne_10m_rivers_lake_centerlines.shp \\
        --lakes …/ne_10m_lakes.shp --shore baltic-sea 54.3 11.2

Two files come of it, both in map units (see ``projection.py``). ``base.svg``, which browsers fetch once and keep: the land's outline, four
waterlines around it, rivers and lakes, each layer a path with an id and no style. ``basemap.json``: places where a river's name may be placed,
and for every ``--shore`` the strip of water along the coast around that point. A shore's extent is a drawing convention of this archive; no
source states it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import shapefile
from pyproj import Transformer
from shapely import LineString, Point, Polygon, affinity, box, make_valid, transform, unary_union
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge

from archive.derive.river_names import find_name_positions
from archive.maps import projection
from archive.maps.basemap import BASEMAP_FILE, DRAWING_FILE
from archive.maps.geometry import format_line_path

HEIGHT = 780
FRAME = box(-3, -3, 1003, HEIGHT + 3)
SURROUNDINGS = box(-60, -60, 1060, HEIGHT + 60)
DRAWN_DEGREES = box(2, 44, 31, 60)
CLOSING, OPENING, TOLERANCE, MIN_ISLAND_AREA, MIN_LAKE_AREA, MIN_LINE_LENGTH = 0.25, 0.7, 0.45, 14, 150, 5
WATERLINES = (2.6, 5.8, 9.8, 14.8)
SHORE_REACH, SHORE_WIDTH, SHORE_STEP = 42, 13, 6
NAMED_RIVERS = {
    "rhine": ("Rhein", "Rhin (Rhein)", "Rhine"),
    "elbe": ("Elbe",),
    "oder": ("Oder",),
    "vistula": ("Vistula",),
    "danube": ("Donau (Danube)", "Danube"),
}
MINOR_RIVERS = {"Vitava", "Weser", "Warta", "Main", "Inn", "Morava", "Bug", "Neman (Nemunas)"}
PROVENANCE = {
    "source": "Natural Earth 1:10m: land, rivers and lake centerlines, lakes (naturalearthdata.com)",
    "licence": "public domain",
    "changes": "clipped, projected, smoothed, simplified; small islands, lakes and rivers left out; waterlines and shores added",
    "projection": "Lambert conformal conic 48, 54; 51 N, 15.5 E; WGS 84; 1 unit = 1210 m; see projection.py",
}


def project_geometry(geometry: BaseGeometry) -> BaseGeometry:
    """Project degrees (x longitude, y latitude) to map units with pyproj; ``projection.py`` is tested against it."""
    first, second = projection.STANDARD_PARALLELS
    latitude, longitude = projection.PROJECTION_ORIGIN
    conic = f"+proj=lcc +lat_1={first} +lat_2={second} +lat_0={latitude} +lon_0={longitude} +ellps=WGS84"
    convert = Transformer.from_crs("EPSG:4326", conic, always_xy=True).transform
    metres = transform(geometry, convert, interleaved=False)
    scale, (x, y) = 1 / projection.METRES_PER_UNIT, projection.ORIGIN_UNITS
    return affinity.affine_transform(metres, [scale, 0, 0, -scale, x, y])


def read_shapefile(path: Path) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield name and geometry (map units, clipped to the surroundings of the frame) of each record."""
    for item in shapefile.Reader(str(path), encoding="cp1252").iterShapeRecords():
        if item.shape.shapeType == shapefile.NULL or not DRAWN_DEGREES.intersects(box(*item.shape.bbox)):
            continue
        clipped = make_valid(shape(item.shape.__geo_interface__)).intersection(DRAWN_DEGREES)
        if not clipped.is_empty:
            yield str(item.record.as_dict().get("name") or ""), project_geometry(clipped).intersection(SURROUNDINGS)


def split_parts(geometry: BaseGeometry, kind: str) -> list[BaseGeometry]:
    """Return the simple parts of a geometry that are of one type (``Polygon``, ``LineString``)."""
    if geometry.geom_type == kind:
        return [geometry]
    return [part for member in getattr(geometry, "geoms", ()) for part in split_parts(member, kind)]


def smooth_land(land: BaseGeometry) -> BaseGeometry:
    """Remove thin inlets and spits, small islands and small holes from the land."""
    rounded = land.buffer(CLOSING).buffer(-CLOSING - OPENING).buffer(OPENING)
    islands = [island for island in split_parts(rounded, "Polygon") if island.area >= MIN_ISLAND_AREA]
    lakes = ([hole for hole in island.interiors if Polygon(hole).area >= MIN_LAKE_AREA] for island in islands)
    return unary_union([Polygon(island.exterior, holes) for island, holes in zip(islands, lakes, strict=True)])


def simplify_lines(lines: BaseGeometry, tolerance: float = TOLERANCE) -> list[LineString]:
    """Clip lines to the frame, join and simplify them, and drop short ones."""
    inside = unary_union(split_parts(lines.intersection(FRAME), "LineString"))
    joined = linemerge(inside) if inside.geom_type == "MultiLineString" else inside
    return [line.simplify(tolerance) for line in split_parts(joined, "LineString") if line.length >= MIN_LINE_LENGTH]


def format_path(lines: list[LineString]) -> str:
    """Return lines as SVG path data."""
    return "".join(format_line_path(list(line.coords), closed=line.is_ring) for line in lines)


def derive_shore(land: BaseGeometry, latitude: float, longitude: float) -> dict[str, object]:
    """Return the strip of water along the coast around a point, and points of that coast where strokes may end."""
    x, y = projection.project_to_units(latitude, longitude)
    mainland = max(split_parts(land, "Polygon"), key=lambda part: part.area)
    near = Point(x, y).buffer(SHORE_REACH)
    strip = mainland.buffer(SHORE_WIDTH).difference(land.buffer(0.5)).intersection(near)
    pieces = [piece.simplify(0.3) for piece in split_parts(strip, "Polygon") if piece.area > MIN_LAKE_AREA]
    coast = split_parts(linemerge(mainland.boundary.intersection(unary_union(pieces).buffer(1))), "LineString")
    steps = [line.interpolate(at) for line in coast for at in range(0, int(line.length), SHORE_STEP)]
    return {
        "path": format_path([piece.exterior for piece in pieces]),
        "points": [[round(point.x, 1), round(point.y, 1)] for point in steps],
    }


def derive_layers(
    land: BaseGeometry, dry: BaseGeometry, named: dict[str, list[LineString]], minor: list[LineString]
) -> dict[str, str]:
    """Return path data by name of layer; ``dry`` is land without its lakes."""
    outlines = {f"water-{number}": simplify_lines(dry.buffer(offset).boundary, 0.6) for number, offset in enumerate(WATERLINES, 1)}
    rivers = [line for lines in named.values() for line in lines]
    lines = {
        **outlines,
        "streams": minor,
        "rivers": rivers,
        "lakes": simplify_lines(dry.difference(land).boundary),
        "coast": simplify_lines(dry.boundary),
    }
    return {name: format_path(layer) for name, layer in lines.items()}


def derive_basemap(options: argparse.Namespace) -> tuple[dict[str, str], dict[str, object]]:
    """Return the layers as path data, and the other data that the site needs."""
    water = unary_union([geometry for _, geometry in read_shapefile(options.lakes) if geometry.area >= MIN_LAKE_AREA])
    land = smooth_land(unary_union([geometry for _, geometry in read_shapefile(options.land)]).difference(water))
    dry = unary_union([Polygon(island.exterior) for island in split_parts(land, "Polygon")])
    rivers: dict[str, list[BaseGeometry]] = {}
    for name, geometry in read_shapefile(options.rivers):
        rivers.setdefault(name, []).append(geometry)
    named = {key: simplify_lines(unary_union([g for name in names for g in rivers[name]])) for key, names in NAMED_RIVERS.items()}
    minor = [line for name in sorted(MINOR_RIVERS) for line in simplify_lines(unary_union(rivers[name]))]
    return derive_layers(land, dry, named, minor), {
        "provenance": PROVENANCE,
        "height": HEIGHT,
        "names": {key: find_name_positions(lines, FRAME) for key, lines in named.items()},
        "shores": {name: derive_shore(dry, float(lat), float(lon)) for name, lat, lon in options.shore},
    }


def format_svg(drawing: dict[str, str]) -> str:
    """Return the drawing as an SVG file whose layers other documents use, with its provenance."""
    about = "".join(f"<!-- {name}: {words} -->\n" for name, words in PROVENANCE.items())
    paths = "".join(f'<path id="{name}" d="{data}"/>\n' for name, data in drawing.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 {HEIGHT}" fill="none" stroke="#000">\n{about}{paths}</svg>\n'


def main() -> None:
    """Derive both files from the shapefiles named in the arguments."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for layer in ("land", "rivers", "lakes"):
        parser.add_argument(f"--{layer}", type=Path, required=True, help=f"the Natural Earth 10 m shapefile of {layer}")
    parser.add_argument("--shore", nargs=3, action="append", default=[], metavar=("NAME", "LATITUDE", "LONGITUDE"))
    drawing, report = derive_basemap(parser.parse_args())
    DRAWING_FILE.write_text(format_svg(drawing), encoding="utf-8")
    BASEMAP_FILE.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
