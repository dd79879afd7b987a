"""Whether a quotation stands in the archive: letter for letter, the same but for spelling, partly, or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from archive.anchoring import Span
from archive.models import Stretch
from archive.nearquote import Difference, differences, nearest_stretch
from archive.quotations.received import Form, parts, receive
from archive.quotations.spelling import same_but_for_spelling
from archive.quotations.tiles import Tile, tiles
from archive.quotations.words import words
from archive.textindex import Place, Region, TextIndex, standing

# Regions that are compared with a quotation character by character.
COMPARED = 4


@dataclass(frozen=True)
class Piece:
    """A stretch of the quotation, ``span`` of its form, and the ``places`` where it stands; none if it stands nowhere.

    ``differences``: none if it stands letter for letter; ``more``: it may stand at other places too, that were not looked at.
    """

    span: Span
    words: str
    places: tuple[Place, ...] = ()
    differences: tuple[Difference, ...] = ()
    more: bool = False

    @property
    def is_reading(self) -> bool:
        """Whether it stands in readings alone, which are the archive's own words."""
        return bool(self.places) and all(one.region.kind == Stretch.Kind.READING for one in self.places)


@dataclass(frozen=True)
class Answer:
    """``form``: what of the quotation was looked for; ``omits``: it has ellipses, and is looked for in parts."""

    form: Form
    pieces: tuple[Piece, ...]
    omits: bool = False
    in_order: bool = True

    @property
    def verdict(self) -> str:
        """exact, spelling, partly, absent; wordless if it has no word; undecided if it was not looked for everywhere."""
        if not self.pieces:
            return "wordless"
        there = [one for one in self.pieces if one.places]
        if len(there) == len(self.pieces) and (len(there) == 1 or (self.omits and self.in_order)):
            return "spelling" if any(one.differences for one in there) else "exact"
        if there:
            return "partly"
        return "undecided" if any(one.more for one in self.pieces) else "absent"

    @property
    def is_reading(self) -> bool:
        """Whether all that stands of it are the archive's own words."""
        there = [one for one in self.pieces if one.places]
        return bool(there) and all(one.is_reading for one in there)


def check(text: str) -> Answer:
    """Looks for a quotation, of any characters, in all sources and all readings."""
    forms, index = receive(text), TextIndex()
    core = forms[-1]
    if not words(core.text):
        return Answer(core, ())
    regions, more = index.whole(core.text)
    for form in forms:
        if places := standing(form.text, regions):
            return Answer(form, (Piece(Span(0, len(form.text)), form.text, tuple(places), more=more),))
    spans = [span for span in parts(core.text) if words(span.of(core.text))]
    omits = len(spans) > 1
    found = [_part(core.text, span, index, exact_too=omits or span != (0, len(core.text)), more=more) for span in spans]
    pieces = tuple(chain.from_iterable(found))
    ordered = in_order([one for one in pieces if one.places])
    if ordered is not None:
        there = iter(ordered)
        pieces = tuple(next(there) if one.places else one for one in pieces)
    whole = omits and all(len(few) == 1 and few[0].places for few in found)
    return Answer(core, pieces, whole, ordered is not None)


def in_order(pieces: Sequence[Piece]) -> list[Piece] | None:
    """The pieces, each with a place before its others that is after that of the piece before it in the same text; None if there are none such."""
    for first in pieces[0].places if pieces else ():
        chosen = [first]
        for piece in pieces[1:]:
            after = [one for one in piece.places if one.whole == first.whole and one.span.start >= chosen[-1].span.end]
            if not after:
                break
            chosen.append(min(after, key=lambda one: one.span))
        if len(chosen) == len(pieces):
            pairs = zip(pieces, chosen, strict=True)
            return [replace(piece, places=(one, *(place for place in piece.places if place != one))) for piece, one in pairs]
    return None if pieces else []


def _part(quotation: str, span: Span, index: TextIndex, *, exact_too: bool, more: bool) -> list[Piece]:
    """A part of a quotation: in one piece if it stands, letter for letter or but for spelling, else in several."""
    text = span.of(quotation)
    if exact_too:
        regions, more = index.whole(text)
        if places := standing(text, regions):
            return [Piece(span, text, tuple(places), more=more)]
    if piece := _but_for_spelling(span, text, index):
        return [piece]
    regions, unsure = index.partly(text)
    found = tiles(text, [one.text for one in regions])
    return [_tiled(span, text, one, regions, more or _is_unsure(one, unsure)) for one in found]


def _is_unsure(tile: Tile, unsure: Sequence[Span]) -> bool:
    """Whether a stretch that was not found may stand where nothing was looked at."""
    return tile.text is None and any(tile.span.overlaps(one) for one in unsure)


def _but_for_spelling(span: Span, text: str, index: TextIndex) -> Piece | None:
    regions = index.nearest(text, COMPARED)
    compared = [(region, near) for region in regions if (near := nearest_stretch(text, region.text))]
    for region, near in sorted(compared, key=lambda pair: pair[1].distance):
        if near.differences and same_but_for_spelling(text, near.stands):
            whole, more = index.whole(near.stands)
            places = standing(near.stands, whole) or [Place(region, Span(*(region.start + at for at in near.span)))]
            return Piece(span, text, tuple(places), near.differences, more)
    return None


def _tiled(span: Span, text: str, tile: Tile, regions: Sequence[Region], more: bool) -> Piece:
    own, at = tile.span.of(text), Span(span.start + tile.span.start, span.start + tile.span.end)
    if tile.text is None or tile.stands is None:
        return Piece(at, own, more=more)
    region = regions[tile.text]
    place = Place(region, Span(*(region.start + one for one in tile.stands)))
    return Piece(at, own, (place,), tuple(differences(own, tile.stands.of(region.text))))
