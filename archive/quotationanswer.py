"""What the check of a quotation found, as its page shows it, and as plain data that says the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from archive.addresses import permanent
from archive.anchoring import Span
from archive.characters import named
from archive.models import Source, Stretch
from archive.nearquote import Difference
from archive.quotationcheck import Answer, Piece
from archive.quotedplaces import Quoted, located
from archive.runs import Mark, Run, split

# Places that are shown of one answer.
PLACES = 100
# What a mark in shown words means.
WORDS, DIFFERS = "words", "differs"


@dataclass(frozen=True)
class Alike:
    """Differences that are the same but for their place: ``at``, code points of the quotation from 0."""

    kind: str
    given: str
    stands: str
    at: tuple[int, ...]


@dataclass(frozen=True)
class ShownPlace:
    """A place, and its words in their sentences, with what differs marked."""

    quoted: Quoted
    runs: list[Run]


@dataclass(frozen=True)
class ShownPiece:
    """A stretch of the quotation; ``runs``: its characters, with what differs marked; ``count``: at how many places it was found."""

    piece: Piece
    runs: list[Run]
    differences: list[Alike]
    places: list[ShownPlace]
    count: int


def shown(answer: Answer) -> list[ShownPiece]:
    """The pieces of an answer with the first of their places: of the first piece PLACES, of the others one."""
    several = len(answer.pieces) > 1
    chosen = [list(islice(piece.places, 1 if several else PLACES)) for piece in answer.pieces]
    found = located(chain.from_iterable(chosen))
    return [
        _piece(piece, [found[place] for place in places if place in found])
        for piece, places in zip(answer.pieces, chosen, strict=True)
    ]


def _piece(piece: Piece, places: list[Quoted]) -> ShownPiece:
    given = [Span(one.at, one.at + len(one.given)) for one in piece.differences]
    stands = list(_in_source(piece.differences))
    alike: dict[tuple[str, str, str], list[int]] = {}
    for one in piece.differences:
        alike.setdefault((one.kind, one.given, one.stands), []).append(piece.span.start + one.at)
    return ShownPiece(
        piece,
        split(piece.words, [Mark(span, DIFFERS) for span in given]),
        [Alike(*what, tuple(at)) for what, at in alike.items()],
        [ShownPlace(one, _marked(one, stands)) for one in places],
        len(piece.places),
    )


def _in_source(differences: tuple[Difference, ...]) -> Iterator[Span]:
    """Where each difference lies in the words of the source."""
    shift = 0
    for one in differences:
        yield Span(one.at + shift, one.at + shift + len(one.stands))
        shift += len(one.stands) - len(one.given)


def _marked(quoted: Quoted, differing: list[Span]) -> list[Run]:
    start = len(quoted.before)
    marks = [Mark(Span(start, start + len(quoted.words)), WORDS)]
    marks += [Mark(Span(start + one.start, start + one.end), DIFFERS) for one in differing]
    return split(quoted.before + quoted.words + quoted.after, marks)


def represented(answer: Answer, pieces: list[ShownPiece]) -> dict[str, object]:
    """The answer as plain data. Offsets are code points, half-open; those of a piece count from the start of ``looked_for``."""
    return {
        "looked_for": answer.form.text,
        "set_aside": list(answer.form.set_aside),
        "verdict": answer.verdict,
        "of": _of(answer.is_reading) if answer.verdict in ("exact", "spelling", "partly") else None,
        "has_ellipses": answer.omits,
        "in_order": answer.in_order if len(pieces) > 1 else None,
        "sources": Source.objects.count(),
        "pieces": [_represented_piece(one) for one in pieces],
    }


def _of(is_reading: bool) -> str:
    return str(Stretch.Kind.READING if is_reading else Stretch.Kind.TEXT)


def _represented_piece(one: ShownPiece) -> dict[str, object]:
    return {
        "words": one.piece.words,
        "start": one.piece.span.start,
        "end": one.piece.span.end,
        "stands": bool(one.piece.places),
        "differences": [_difference(two, one.piece.span.start) for two in one.piece.differences],
        "places_found": one.count,
        "there_may_be_more": one.piece.more,
        "places": [_place(two.quoted) for two in one.places],
    }


def _difference(one: Difference, start: int) -> dict[str, object]:
    names = {"given_names": list(map(named, one.given)), "stands_names": list(map(named, one.stands))}
    return {"kind": one.kind, "at": start + one.at, "given": one.given, "stands": one.stands, **names}


def _place(one: Quoted) -> dict[str, object]:
    """``start`` and ``end`` are of the source's text, or of its readings joined by single spaces."""
    return {
        "of": str(one.kind),
        "permanent": one.permanent,
        "page": one.page,
        "source": permanent("source", one.source.identifier),
        "ref": str(one.ref),
        "language": one.language,
        "start": one.span.start,
        "end": one.span.end,
        "exact": one.words,
    }
