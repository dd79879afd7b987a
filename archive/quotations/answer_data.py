"""Answer to a quotation as plain data, of the same content as its page."""

from __future__ import annotations

from django.urls import reverse

from archive.addresses import build_permanent_url
from archive.models import Source
from archive.quotations.answer import KIND_WORDS, Answer, ClaimPlace, PartView
from archive.quotations.nearest_words import OTHER_WORD, describe_differences
from archive.quotations.places import QuotedPlace
from archive.quotations.verdict_sentences import list_verdict_sentences
from archive.text.characters import describe_character
from archive.text.closest_match import Difference


def represent_answer(answer: Answer) -> dict[str, object]:
    """Return the answer as plain data.

    Offsets are code points, half-open; those of a part count from the start of ``looked_for``.
    """
    result = answer.result
    begins, ends = result.cut_words
    return {
        "looked_for": result.normalized.text,
        "set_aside": list(result.normalized.set_aside),
        "verdict": answer.verdict,
        "of": answer.kind,
        "of_each": answer.kinds,
        "sentence": " ".join(list_verdict_sentences(answer)),
        "other_words": 0 if answer.claims else result.other_words,
        "inside_word": {"start": begins or None, "end": ends or None},
        "has_ellipses": result.has_ellipses,
        "in_order": result.in_order if len(result.parts) > 1 or result.is_reordered else None,
        "sources": Source.objects.count(),
        "pieces": [_represent_claimed(answer)] if answer.claims else [_represent_part(view) for view in answer.parts],
        "nearest": _represent_nearest(answer),
        "claims": [build_permanent_url("claim", place.claim.identifier) for place in answer.claims],
    }


def _represent_part(view: PartView) -> dict[str, object]:
    part = view.part
    return {
        "words": part.words,
        "start": part.span.start,
        "end": part.span.end,
        "stands": bool(part.places or view.claims),
        "of": next((kind for kind in KIND_WORDS if kind in view.kinds), None),
        "states_something": part.states_something,
        "other_words": part.other_words,
        "left_out_before": part.omitted,
        "differences": [_represent_difference(difference, part.span.start) for difference in part.differences],
        "places_found": len(part.places) or len(view.claims),
        "there_may_be_more": part.may_have_more,
        "places": [
            *(_represent_place(place) for place in (*(place for place, _runs in view.places), *view.other_places)),
            *map(_represent_claim_place, view.claims),
        ],
    }


def _represent_difference(difference: Difference, start: int) -> dict[str, object]:
    is_word = difference.kind in OTHER_WORD
    return {
        "kind": difference.kind,
        "at": start + difference.at,
        "given": difference.quoted,
        "stands": difference.original,
        "given_names": [] if is_word else list(map(describe_character, difference.quoted)),
        "stands_names": [] if is_word else list(map(describe_character, difference.original)),
    }


def _represent_place(place: QuotedPlace) -> dict[str, object]:
    """Return a place as plain data; ``start`` and ``end`` are of the source's text, or of its readings joined by single spaces."""
    return {
        "of": str(place.kind),
        "permanent": place.permanent,
        "page": place.page,
        "source": build_permanent_url("source", place.source.identifier),
        "ref": str(place.ref),
        "language": place.language,
        "start": place.span.start,
        "end": place.span.end,
        "exact": place.words,
    }


def _represent_nearest(answer: Answer) -> dict[str, object] | None:
    if answer.nearest is None or answer.result.nearest is None:
        return None
    place, _runs = answer.nearest
    offset = place.span.start
    shared = [span.moved(-offset).of(place.words) for span in answer.result.nearest.shared]
    return {**_represent_place(place), "shared": list(dict.fromkeys(shared))}


def _represent_claimed(answer: Answer) -> dict[str, object]:
    """Return a quotation that claims have whole as its only part."""
    text = answer.result.normalized.text
    differences = describe_differences(text, answer.claims[0].words)
    return {
        "words": text,
        "start": 0,
        "end": len(text),
        "stands": True,
        "of": "claim",
        "states_something": True,
        "other_words": 0,
        "left_out_before": None,
        "differences": [_represent_difference(difference, 0) for difference in differences],
        "places_found": len(answer.claims),
        "there_may_be_more": False,
        "places": list(map(_represent_claim_place, answer.claims)),
    }


def _represent_claim_place(place: ClaimPlace) -> dict[str, object]:
    """Return a place in a claim as plain data; ``start`` and ``end`` are of the statement."""
    return {
        "of": "claim",
        "permanent": build_permanent_url("claim", place.claim.identifier),
        "page": reverse("claim", args=[place.claim.identifier]),
        "source": None,
        "ref": None,
        "language": place.language,
        "start": place.span.start,
        "end": place.span.end,
        "exact": place.words,
    }
