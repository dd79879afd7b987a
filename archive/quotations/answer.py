"""Answer to a quotation as its page shows it, and as plain data of the same content."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from archive.addresses import build_permanent_url
from archive.models import Claim, Source, TextChunk
from archive.quotations.check import QuotationPart, QuotationResult
from archive.quotations.places import QuotedPlace, locate_places
from archive.quotations.tokens import tokenize_text
from archive.search.find import SearchFilters, find_documents
from archive.search.query import MAX_QUERY_LENGTH, MAX_QUERY_WORDS, QueryError, parse_query
from archive.text.anchoring import Span
from archive.text.characters import describe_character
from archive.text.closest_match import Difference
from archive.text.runs import Mark, Run, split_runs
from archive.vocabulary import LANGUAGES

# Maximum places shown of a quotation that is in one part.
MAX_PLACES = 100
# Minimum words of a quotation that is looked up in claims, for fewer are in many texts; maximum claims shown.
MIN_CLAIM_WORDS, MAX_CLAIMS = 4, 5
# Meanings of marks in shown words.
MARK_WORDS, MARK_DIFFERENCE = "words", "differs"


class RepeatedDifference(NamedTuple):
    """Differences that are alike but for their ``positions``, code points of the quotation from 0."""

    kind: str
    quoted: str
    original: str
    positions: list[int]


class PartView(NamedTuple):
    """A part of the quotation: ``runs`` of its characters and of each place's sentences, in which differences are marked."""

    part: QuotationPart
    runs: list[Run]
    differences: list[RepeatedDifference]
    places: list[tuple[QuotedPlace, list[Run]]]


def build_part_views(result: QuotationResult) -> list[PartView]:
    """Return the parts with the places shown of each: MAX_PLACES of a single part, one of each if there are several."""
    limit = 1 if len(result.parts) > 1 else MAX_PLACES
    matches = [list(islice(part.places, limit)) for part in result.parts]
    located = locate_places(chain.from_iterable(matches))
    return [
        _build_part_view(part, [located[match] for match in part_matches if match in located])
        for part, part_matches in zip(result.parts, matches, strict=True)
    ]


def _build_part_view(part: QuotationPart, places: list[QuotedPlace]) -> PartView:
    matched_spans = list(_locate_differences(part.differences))
    marks: list[Mark] = []
    positions: dict[tuple[str, str, str], list[int]] = {}
    for difference in part.differences:
        marks.append(Mark(Span(difference.at, difference.at + len(difference.quoted)), MARK_DIFFERENCE))
        key = (difference.kind, difference.quoted, difference.original)
        positions.setdefault(key, []).append(part.span.start + difference.at)
    return PartView(
        part,
        split_runs(part.words, marks),
        [RepeatedDifference(*key, offsets) for key, offsets in positions.items()],
        [(place, _mark_differences(place, matched_spans)) for place in places],
    )


def _locate_differences(differences: tuple[Difference, ...]) -> Iterator[Span]:
    """Yield the span of each difference in the words of the source."""
    shift = 0
    for difference in differences:
        start = difference.at + shift
        yield Span(start, start + len(difference.original))
        shift += len(difference.original) - len(difference.quoted)


def _mark_differences(place: QuotedPlace, differences: list[Span]) -> list[Run]:
    start = len(place.before)
    marks = [Mark(Span(start, start + len(place.words)), MARK_WORDS)]
    marks += [Mark(Span(start + span.start, start + span.end), MARK_DIFFERENCE) for span in differences]
    return split_runs(place.before + place.words + place.after, marks)


def represent_answer(result: QuotationResult, views: list[PartView]) -> dict[str, object]:
    """Return the answer as plain data.

    Offsets are code points, half-open; those of a part count from the start of ``looked_for``.
    """
    is_found = result.verdict in ("exact", "spelling", "partly")
    return {
        "looked_for": result.normalized.text,
        "set_aside": list(result.normalized.set_aside),
        "verdict": result.verdict,
        "of": str(TextChunk.Kind.READING if result.is_reading else TextChunk.Kind.TEXT) if is_found else None,
        "has_ellipses": result.has_ellipses,
        "in_order": result.in_order if len(views) > 1 else None,
        "sources": Source.objects.count(),
        "pieces": [_represent_part(view) for view in views],
    }


def _represent_part(view: PartView) -> dict[str, object]:
    part = view.part
    return {
        "words": part.words,
        "start": part.span.start,
        "end": part.span.end,
        "stands": bool(part.places),
        "differences": [_represent_difference(difference, part.span.start) for difference in part.differences],
        "places_found": len(part.places),
        "there_may_be_more": part.may_have_more,
        "places": [_represent_place(place) for place, _runs in view.places],
    }


def _represent_difference(difference: Difference, start: int) -> dict[str, object]:
    return {
        "kind": difference.kind,
        "at": start + difference.at,
        "given": difference.quoted,
        "stands": difference.original,
        "given_names": list(map(describe_character, difference.quoted)),
        "stands_names": list(map(describe_character, difference.original)),
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


def find_quoted_claims(result: QuotationResult) -> list[Claim]:
    """Return the claims whose statement, in either language, has the quotation word for word.

    They read better than some sources and are quoted in their place. None if the quotation is in a source or a reading.
    """
    text = result.normalized.text
    words = [token.folded for token in tokenize_text(text)]
    has_fit_length = MIN_CLAIM_WORDS <= len(words) <= MAX_QUERY_WORDS and len(text) <= MAX_QUERY_LENGTH
    if result.verdict in ("exact", "spelling") or not has_fit_length:
        return []
    try:
        results = find_documents(parse_query(f'"{" ".join(words)}"'), SearchFilters())
    except QueryError:
        return []
    keys = [document.record for document in results.documents if document.kind == "claim" and document.record is not None]
    claims = Claim.objects.filter(pk__in=keys[:MAX_CLAIMS]).with_evidence() if keys else ()
    return [claim for claim in claims if any(_contains_words(getattr(claim, f"statement_{code}"), words) for code in LANGUAGES)]


def _contains_words(statement: str, words: list[str]) -> bool:
    stated = [token.folded for token in tokenize_text(statement)]
    return any(stated[start : start + len(words)] == words for start in range(len(stated) - len(words) + 1))


# By verdict; “parts”: of a quotation with ellipses; “joined”: every part was found; “reading”: in the archive's readings only.
VERDICT_SENTENCES = {
    "exact": _("It is in the archive, letter for letter."),
    "exact-parts": _(
        "Each of its parts is in the archive, letter for letter, and in this order. What the ellipses leave out is not judged."
    ),
    "exact-reading": _("These are not the words of a source: they are the archive’s own reading of it, letter for letter."),
    "exact-parts-reading": _(
        "These are not the words of a source: each part is of the archive’s own reading of it, letter for letter, and in this order."
    ),
    "spelling": _("It is in the archive but for spelling: the same words, with the differences named below."),
    "spelling-parts": _(
        "Each of its parts is in the archive, in this order, but for spelling. What the ellipses leave out is not judged."
    ),
    "spelling-reading": _("These are not the words of a source: they are the archive’s own reading of it, but for spelling."),
    "spelling-parts-reading": _(
        "These are not the words of a source: each part is of the archive’s own reading of it, in this order, but for spelling."
    ),
    "partly": _("Part of it is in the archive, and part of it is not."),
    "partly-reading": _("These are not the words of a source: part of it is of the archive’s own reading, and part of it is not."),
    "partly-joined": _("All its words are in the archive, but not together as they are here."),
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


def get_verdict_sentence(result: QuotationResult) -> str:
    """Return the sentence that states the verdict."""
    key = result.verdict
    if key == "partly" and len(result.located_parts) == len(result.parts):
        key += "-joined"
    elif key in ("exact", "spelling") and result.has_ellipses:
        key += "-parts"
    return str(VERDICT_SENTENCES[f"{key}-reading" if result.is_reading else key])
