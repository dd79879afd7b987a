"""The committed pictures are those that the script draws."""

import re
import struct
import zlib

from archive.derive import pictures
from tests.support.repository import ROOT

STATIC = ROOT / "archive" / "static" / "archive"


def read_png_pixels(data: bytes) -> tuple[tuple[int, int], bytes]:
    """Return width and height, and the rows as they were before compression."""
    width, height = struct.unpack(">II", data[16:24])
    length = struct.unpack(">I", data[33:37])[0]
    assert data[37:41] == b"IDAT"
    return (width, height), zlib.decompress(data[41 : 41 + length])


def test_committed_card_is_what_the_script_draws(tmp_path):
    pictures.write_pictures(tmp_path)
    drawn, committed = (read_png_pixels((folder / "card.png").read_bytes()) for folder in (tmp_path, STATIC))
    assert committed == drawn
    assert committed[0] == (1200, 630)
    assert (tmp_path / "favicon.ico").read_bytes() == (STATIC / "favicon.ico").read_bytes()


def test_icon_file_has_three_square_bitmaps():
    data = (STATIC / "favicon.ico").read_bytes()
    reserved, kind, count = struct.unpack("<HHH", data[:6])
    assert (reserved, kind, count) == (0, 1, 3)
    for at, side in enumerate(pictures.ICON_SIZES):
        width, height, *_others, size, offset = struct.unpack("<BBBBHHII", data[6 + 16 * at : 22 + 16 * at])
        assert (width, height) == (side, side)
        assert struct.unpack("<Iii", data[offset : offset + 12]) == (40, side, 2 * side)
        assert size == 40 + 4 * side * side + -(-side // 32) * 4 * side
    assert offset + size == len(data)


def test_bars_and_colours_are_those_of_the_drawn_icon():
    svg = (STATIC / "icon.svg").read_text(encoding="utf-8")
    bars = re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)H\d+z", svg)
    assert tuple(tuple(map(int, bar)) for bar in bars) == pictures.BARS
    colours = {"p": pictures.PAPER, "i": pictures.INK}
    assert all(f".{name}{{fill:#{bytes(colour).hex()}}}" in svg for name, colour in colours.items())
