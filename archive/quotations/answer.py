"""What the check of a quotation found, as its page shows it, and as plain data that says the same.

The sentences that the check of a quotation answers with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext_lazy as _

from archive.addresses import build_permanent_url
from archive.models import Source, Stretch
from archive.quotations.check import QuotationPart, QuotationResult
from archive.quotations.places import QuotedPlace, locate_places
from archive.text.anchoring import Span
from archive.text.characters import describe_character
from archive.text.closest_match import Difference
from archive.text.runs import Mark, Run, split_runs

# Places that are shown of one answer.
MAX_PLACES = 100
# What a mark in shown words means.
MARK_WORDS, MARK_DIFFERENCE = "words", "differs"


@dataclass(frozen=True)
class RepeatedDifference:
    """Differences that are the same but for their place: ``at``, code points of the quotation from 0."""

    kind: str
    given: str
    stands: str
    at: tuple[int, ...]


@dataclass(frozen=True)
class PlaceView:
    """A place, and its words in their sentences, with what differs marked."""

    quoted: QuotedPlace
    runs: list[Run]


@dataclass(frozen=True)
class PartView:
    """A stretch of the quotation; ``runs``: its characters, with what differs marked; ``count``: at how many places it was found."""

    piece: QuotationPart
    runs: list[Run]
    differences: list[RepeatedDifference]
    places: list[PlaceView]
    count: int


def build_part_views(answer: QuotationResult) -> list[PartView]:
    """The pieces of an answer with the first of their places: of the first piece PLACES, of the others one."""
    several = len(answer.parts) > 1
    chosen = [list(islice(piece.places, 1 if several else MAX_PLACES)) for piece in answer.parts]
    found = locate_places(chain.from_iterable(chosen))
    return [
        _build_part_view(piece, [found[place] for place in places if place in found])
        for piece, places in zip(answer.parts, chosen, strict=True)
    ]


def _build_part_view(piece: QuotationPart, places: list[QuotedPlace]) -> PartView:
    given = [Span(one.at, one.at + len(one.given)) for one in piece.differences]
    stands = list(_difference_spans(piece.differences))
    alike: dict[tuple[str, str, str], list[int]] = {}
    for one in piece.differences:
        alike.setdefault((one.kind, one.given, one.stands), []).append(piece.span.start + one.at)
    return PartView(
        piece,
        split_runs(piece.words, [Mark(span, MARK_DIFFERENCE) for span in given]),
        [RepeatedDifference(*what, tuple(at)) for what, at in alike.items()],
        [PlaceView(one, _mark_differences(one, stands)) for one in places],
        len(piece.places),
    )


def _difference_spans(differences: tuple[Difference, ...]) -> Iterator[Span]:
    """Where each difference lies in the words of the source."""
    shift = 0
    for one in differences:
        yield Span(one.at + shift, one.at + shift + len(one.stands))
        shift += len(one.stands) - len(one.given)


def _mark_differences(quoted: QuotedPlace, differing: list[Span]) -> list[Run]:
    start = len(quoted.before)
    marks = [Mark(Span(start, start + len(quoted.words)), MARK_WORDS)]
    marks += [Mark(Span(start + one.start, start + one.end), MARK_DIFFERENCE) for one in differing]
    return split_runs(quoted.before + quoted.words + quoted.after, marks)


def represent_answer(answer: QuotationResult, pieces: list[PartView]) -> dict[str, object]:
    """The answer as plain data. Offsets are code points, half-open; those of a piece count from the start of ``looked_for``."""
    return {
        "looked_for": answer.normalized.text,
        "set_aside": list(answer.normalized.set_aside),
        "verdict": answer.verdict,
        "of": _kind_code(answer.is_reading) if answer.verdict in ("exact", "spelling", "partly") else None,
        "has_ellipses": answer.has_ellipses,
        "in_order": answer.in_order if len(pieces) > 1 else None,
        "sources": Source.objects.count(),
        "pieces": [_represent_part(one) for one in pieces],
    }


def _kind_code(is_reading: bool) -> str:
    return str(Stretch.Kind.READING if is_reading else Stretch.Kind.TEXT)


def _represent_part(one: PartView) -> dict[str, object]:
    return {
        "words": one.piece.words,
        "start": one.piece.span.start,
        "end": one.piece.span.end,
        "stands": bool(one.piece.places),
        "differences": [_represent_difference(two, one.piece.span.start) for two in one.piece.differences],
        "places_found": one.count,
        "there_may_be_more": one.piece.may_have_more,
        "places": [_represent_place(two.quoted) for two in one.places],
    }


def _represent_difference(one: Difference, start: int) -> dict[str, object]:
    names = {"given_names": list(map(describe_character, one.given)), "stands_names": list(map(describe_character, one.stands))}
    return {"kind": one.kind, "at": start + one.at, "given": one.given, "stands": one.stands, **names}


def _represent_place(one: QuotedPlace) -> dict[str, object]:
    """``start`` and ``end`` are of the source's text, or of its readings joined by single spaces."""
    return {
        "of": str(one.kind),
        "permanent": one.permanent,
        "page": one.page,
        "source": build_permanent_url("source", one.source.identifier),
        "ref": str(one.ref),
        "language": one.language,
        "start": one.span.start,
        "end": one.span.end,
        "exact": one.words,
    }


# By verdict; “parts”: of a quotation with ellipses; “joined”: its words stand apart; “reading”: in the archive's readings alone.
VERDICT_SENTENCES = {
    "exact": _("It stands in the archive, letter for letter."),
    "exact-parts": _(
        "Each of its parts stands in the archive, letter for letter, and in this order. What the ellipses leave out is not judged."
    ),
    "exact-reading": _("These are not the words of a source: they are the archive’s own reading of it, letter for letter."),
    "exact-parts-reading": _(
        "These are not the words of a source: each part is of the archive’s own reading of it, letter for letter, and in this order."
    ),
    "spelling": _("It stands in the archive but for spelling: the same words, with the differences named below."),
    "spelling-parts": _(
        "Each of its parts stands in the archive, in this order, but for spelling. What the ellipses leave out is not judged."
    ),
    "spelling-reading": _("These are not the words of a source: they are the archive’s own reading of it, but for spelling."),
    "spelling-parts-reading": _(
        "These are not the words of a source: each part is of the archive’s own reading of it, in this order, but for spelling."
    ),
    "partly": _("Part of it stands in the archive, and part of it does not."),
    "partly-reading": _("These are not the words of a source: part of it is of the archive’s own reading, and part of it is not."),
    "partly-joined": _("All its words stand in the archive, but not together as they do here."),
    "partly-joined-reading": _(
        "These are not the words of a source: all of them are of the archive’s own readings, but not together as they are here."
    ),
    "absent": _("It was not found in the archive."),
    "undecided": _("It was not found; but its words are so common that not every place was looked at."),
    "wordless": _("There is no word in it that could be looked for."),
}
NORMALIZATION_NOTES = {
    "lines": _("line ends, which a browser sends as two characters each, taken as one (U+000A)"),
    "space": _("the white space around it"),
    "marks": _("the quotation marks around it"),
}
REFUSAL_MESSAGES = {
    "length": _("The quotation has more characters than are looked for at once."),
    "address": _("The quotation is too long for an address."),
    "encoding": _("The address holds bytes that are no text: they are not UTF-8."),
}


def get_verdict_sentence(answer: QuotationResult) -> str:
    """The sentence that says what was found."""
    key = answer.verdict
    if key == "partly" and all(one.places for one in answer.parts):
        key += "-joined"
    elif key in ("exact", "spelling") and answer.has_ellipses:
        key += "-parts"
    return str(VERDICT_SENTENCES[f"{key}-reading" if answer.is_reading else key])
