"""Derive the pictures of the site's mark: ``python -m archive.derive.pictures archive/static/archive``.

``favicon.ico`` is what browsers and feed readers request without being told of another icon; ``card.png`` is shown by other sites beside a
link to a page. Both have the bars of ``icon.svg`` in its light colours. The files are committed; this is run again only to renew them.
"""

from __future__ import annotations

import argparse
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

Colour = tuple[int, int, int]
PAPER, INK = (0xFD, 0xFC, 0xF9), (0x7C, 0x1D, 0x12)
# Left, top, width and height of each bar in a square of SIDE units, as in icon.svg
BARS, SIDE = ((6, 8, 20, 2), (6, 14, 20, 2), (6, 20, 12, 5)), 32
ICON_SIZES = (16, 32, 48)
# Width and height of the card in pixels, as sites that show links ask for, and the side of the mark on it
CARD_WIDTH, CARD_HEIGHT, CARD_MARK = 1200, 630, 416


def measure_overlap(start: float, length: float, pixel: int) -> float:
    """Return how much of a pixel a stretch covers, from 0 to 1."""
    return max(0.0, min(start + length, pixel + 1) - max(start, pixel))


def draw_mark(width: int, height: int, side: int) -> list[list[Colour]]:
    """Return rows of pixels: the mark, ``side`` pixels wide, in the middle of a ground of paper."""
    scale, left, top = side / SIDE, (width - side) / 2, (height - side) / 2
    bars = [(left + x * scale, top + y * scale, wide * scale, high * scale) for x, y, wide, high in BARS]
    columns = [[measure_overlap(x, wide, at) for at in range(width)] for x, _y, wide, _high in bars]
    rows = []
    for at in range(height):
        shares = [measure_overlap(y, high, at) for _x, y, _wide, high in bars]
        rows.append(
            [mix_colour(sum(share * column[x] for share, column in zip(shares, columns, strict=True))) for x in range(width)]
        )
    return rows


def mix_colour(share: float) -> Colour:
    """Return paper with a share of ink."""
    red, green, blue = (round(paper + (ink - paper) * share) for paper, ink in zip(PAPER, INK, strict=True))
    return red, green, blue


def encode_png(rows: list[list[Colour]]) -> bytes:
    """Return pixels as PNG (ISO/IEC 15948), 8 bits a channel, not interlaced."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    pixels = b"".join(b"\0" + bytes(channel for pixel in row for channel in pixel) for row in rows)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


def encode_ico(pictures: Iterable[list[list[Colour]]]) -> bytes:
    """Return square pictures as an icon file: bitmaps of 32 bits a pixel, from the bottom row up, each with an empty mask."""
    bitmaps = []
    for rows in pictures:
        side = len(rows)
        pixels = b"".join(bytes((blue, green, red, 255)) for row in reversed(rows) for red, green, blue in row)
        header = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, len(pixels), 0, 0, 0, 0)
        bitmaps.append((side, header + pixels + bytes(-(-side // 32) * 4 * side)))
    entries, offset = [], 6 + 16 * len(bitmaps)
    for side, bitmap in bitmaps:
        entries.append(struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(bitmap), offset))
        offset += len(bitmap)
    return b"".join([struct.pack("<HHH", 0, 1, len(bitmaps)), *entries, *(bitmap for _side, bitmap in bitmaps)])


def write_pictures(folder: Path) -> None:
    """Write both files into a folder."""
    (folder / "favicon.ico").write_bytes(encode_ico(draw_mark(side, side, side) for side in ICON_SIZES))
    (folder / "card.png").write_bytes(encode_png(draw_mark(CARD_WIDTH, CARD_HEIGHT, CARD_MARK)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    write_pictures(parser.parse_args().folder)
