"""Answer to a quotation as its page shows it, and as plain data of the same content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import chain, islice
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.addresses import build_permanent_url
from archive.models import Claim, Source
from archive.quotations.check import QuotationPart, QuotationResult
from archive.quotations.nearest_passage import NearestPassage
from archive.quotations.nearest_words import OTHER_WORD, describe_differences
from archive.quotations.places import QuotedPlace, locate_places
from archive.quotations.text_index import MAX_WHOLE_WORDS, TextMatch
from archive.quotations.tokens import tokenize_text
from archive.search.find import SearchFilters, find_documents
from archive.search.query import MAX_QUERY_LENGTH, MAX_QUERY_WORDS, QueryError, parse_query
from archive.text.anchoring import Span
from archive.text.characters import describe_character
from archive.text.closest_match import Difference
from archive.text.runs import Mark, Run, split_runs
from archive.vocabulary import LANGUAGES

# Maximum places of a quotation that is in one part, and of each of several parts.
MAX_PLACES, MAX_PLACES_OF_PART = 100, 8
# Code points shown of each end of what a quotation leaves out.
OMITTED_LENGTH = 150
# Minimum words of a quotation that is looked up in claims, for fewer are in many texts; maximum claims shown.
MIN_CLAIM_WORDS, MAX_CLAIMS = 4, 5
# Meanings of marks in shown words.
MARK_WORDS, MARK_DIFFERENCE = "words", "differs"


# Whose words may be quoted, the source's first, as a mixture names them.
KIND_WORDS = {
    "text": _("a source’s words"),
    "reading": _("the archive’s own reading"),
    "claim": _("the archive’s own statement"),
}


class RepeatedDifference(NamedTuple):
    """Differences that are alike but for their ``positions``, code points of the quotation from 0."""

    kind: str
    quoted: str
    original: str
    positions: list[int]


class PartView(NamedTuple):
    """A part of the quotation: ``runs`` of its characters and of each place's sentences, in which differences are marked.

    ``other_places``: those that are not shown in full; ``omitted``: words of the source that are left out before it, shortened;
    ``claims``: those that have its words, if no text has.
    """

    part: QuotationPart
    runs: list[Run]
    differences: list[RepeatedDifference]
    places: list[tuple[QuotedPlace, list[Run]]]
    other_places: list[QuotedPlace]
    omitted: OmittedWords | None = None
    claims: Sequence[ClaimPlace] = ()

    @property
    def is_located(self) -> bool:
        """Return whether it is in a text with the parts beside it, or in a claim."""
        return bool(self.claims) or (bool(self.part.places) and not self.part.is_isolated)

    @property
    def kinds(self) -> set[str]:
        """Return whose words they may be."""
        return {"claim"} if self.claims else {str(kind) for kind in self.part.kinds}

    @property
    def is_single_word(self) -> bool:
        """Return whether it is one word."""
        return len(tokenize_text(self.part.words)) == 1


class OmittedWords(NamedTuple):
    """Words of a text that a quotation leaves out: the beginning, and the end if they are many; ``words``: how many."""

    beginning: str
    end: str
    words: int


class ClaimPlace(NamedTuple):
    """The span of a claim's statement, in a language, that has the words of a quotation."""

    claim: Claim
    language: str
    span: Span

    @property
    def words(self) -> str:
        """The words of the statement."""
        return self.span.of(getattr(self.claim, f"statement_{self.language}"))


class Answer(NamedTuple):
    """The answer to a quotation; ``claims``: those that have all its words, if no source or reading has.

    ``nearest``: the passage that is shown if it is absent, and its runs.
    """

    result: QuotationResult
    parts: list[PartView]
    claims: list[ClaimPlace]
    nearest: tuple[QuotedPlace, list[Run]] | None

    @property
    def verdict(self) -> str:
        """Return the verdict, of a claim if it has all words."""
        if self.claims:
            return "exact" if any(place.words == self.result.normalized.text for place in self.claims) else "spelling"
        if not any(view.claims for view in self.parts):
            return self.result.verdict
        return "partly-joined" if all(view.is_located for view in self.parts) else "partly"

    @property
    def kinds(self) -> list[str]:
        """Return whose words they are: of “text”, “reading”, “claim”; several of a mixture, none if they are nobody's."""
        if self.claims:
            return ["claim"]
        if self.verdict in ("absent", "undecided", "wordless"):
            return []
        possible = [view.kinds for view in self.parts if view.is_located]
        common = set.intersection(*possible)
        first = (next(kind for kind in KIND_WORDS if kind in kinds) for kinds in ([common] if common else possible))
        found = set(first)
        return [kind for kind in KIND_WORDS if kind in found]

    @property
    def kind(self) -> str | None:
        """Return the only one of these, or “mixture”; None if there are none."""
        return "mixture" if len(self.kinds) > 1 else next(iter(self.kinds), None)

    @property
    def is_absent(self) -> bool:
        """Return whether advice is shown."""
        return self.verdict in ("absent", "undecided", "wordless")


def build_answer(result: QuotationResult) -> Answer:
    """Return the answer with what is shown of it."""
    claims = find_quoted_claims(result)
    shown = None if claims else result.nearest
    located = locate_places([*([shown.place] if shown else ()), *_list_first_matches_first(result)])
    parts = _build_part_views(result, located)
    if not claims and len(parts) > 1:
        parts = _add_claims(parts)
    return Answer(result, parts, claims, _build_nearest(shown, located) if shown else None)


def _add_claims(parts: list[PartView]) -> list[PartView]:
    """Return the parts, the longest of those that were not found with the claims that have its words."""
    lost = max((view.part for view in parts if not view.part.places), default=None, key=lambda part: len(part.words))
    if lost is None or not (claims := _find_claims(lost.words)):
        return parts
    return [view._replace(claims=claims) if view.part is lost else view for view in parts]


def _build_nearest(nearest: NearestPassage, located: Mapping[TextMatch, QuotedPlace]) -> tuple[QuotedPlace, list[Run]] | None:
    place = located.get(nearest.place)
    if place is None:
        return None
    offset = place.span.start - len(place.before)
    marks = [Mark(Span(span.start - offset, span.end - offset), MARK_WORDS) for span in nearest.shared]
    return place, split_runs(place.before + place.words + place.after, marks)


def build_part_views(result: QuotationResult) -> list[PartView]:
    """Return the parts with their places, of several parts those of each that are shown."""
    return _build_part_views(result, locate_places(_list_first_matches_first(result)))


def _list_first_matches_first(result: QuotationResult) -> list[TextMatch]:
    """Return the matches of all parts, the first of each before the others, for few of readings are located."""
    matches = _list_matches(result)
    firsts = chain.from_iterable(part_matches[:1] for part_matches in matches)
    return [*firsts, *chain.from_iterable(part_matches[1:] for part_matches in matches)]


def _list_matches(result: QuotationResult) -> list[list[TextMatch]]:
    limit = MAX_PLACES_OF_PART if len(result.parts) > 1 else MAX_PLACES
    return [list(islice(part.places, limit)) for part in result.parts]


def _build_part_views(result: QuotationResult, located: Mapping[TextMatch, QuotedPlace]) -> list[PartView]:
    return [
        _build_part_view(part, [located[match] for match in matches if match in located], is_single=len(result.parts) == 1)
        for part, matches in zip(result.parts, _list_matches(result), strict=True)
    ]


def _build_part_view(part: QuotationPart, places: list[QuotedPlace], *, is_single: bool) -> PartView:
    matched_spans = list(_locate_differences(part.differences))
    marks: list[Mark] = []
    positions: dict[tuple[str, str, str], list[int]] = {}
    for difference in part.differences:
        marks.append(Mark(Span(difference.at, difference.at + len(difference.quoted)), MARK_DIFFERENCE))
        key = (difference.kind, difference.quoted, difference.original)
        positions.setdefault(key, []).append(part.span.start + difference.at)
    differences = [RepeatedDifference(*key, offsets) for key, offsets in positions.items()]
    shown = places if is_single else places[:1]
    return PartView(
        part,
        split_runs(part.words, marks),
        sorted(differences, key=lambda difference: difference.kind not in OTHER_WORD),
        # The differences are those from the first place.
        [(place, _mark_differences(place, [] if at else matched_spans)) for at, place in enumerate(shown)],
        places[len(shown) :],
        _shorten_omitted(part.omitted),
    )


def _shorten_omitted(text: str | None) -> OmittedWords | None:
    count = len(tokenize_text(text or ""))
    if not text or not count:
        return None
    if len(text) <= 2 * OMITTED_LENGTH:
        return OmittedWords(text.strip(), "", count)
    return OmittedWords(text[:OMITTED_LENGTH].rpartition(" ")[0].strip(), text[-OMITTED_LENGTH:].partition(" ")[2].strip(), count)


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
    shared = [Span(span.start - offset, span.end - offset).of(place.words) for span in answer.result.nearest.shared]
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


def find_quoted_claims(result: QuotationResult) -> list[ClaimPlace]:
    """Return the claims whose statement, in either language, has the quotation word for word.

    They read better than some sources and are quoted in their place. None if the quotation is in a source or a reading.
    """
    return [] if result.verdict in ("exact", "spelling") else _find_claims(result.normalized.text)


def _find_claims(text: str) -> list[ClaimPlace]:
    words = [token.folded for token in tokenize_text(text)]
    if not MIN_CLAIM_WORDS <= len(words) <= MAX_QUERY_WORDS or len(text) > MAX_QUERY_LENGTH:
        return []
    try:
        results = find_documents(parse_query(f'"{" ".join(words)}"'), SearchFilters())
    except QueryError:
        return []
    keys = [document.record for document in results.documents if document.kind == "claim" and document.record is not None]
    claims = Claim.objects.filter(pk__in=keys[:MAX_CLAIMS]).with_evidence() if keys else ()
    places = ((claim, code, _find_statement_words(claim, code, text, words)) for claim in claims for code in LANGUAGES)
    return [ClaimPlace(claim, code, span) for claim, code, span in places if span]


def _find_statement_words(claim: Claim, language: str, text: str, words: list[str]) -> Span | None:
    statement = getattr(claim, f"statement_{language}")
    if text in statement:
        return Span(statement.index(text), statement.index(text) + len(text))
    tokens = tokenize_text(statement)
    folded = [token.folded for token in tokens]
    starts = (start for start in range(len(folded) - len(words) + 1) if folded[start : start + len(words)] == words)
    return next((Span(tokens[start].start, tokens[start + len(words) - 1].end) for start in starts), None)


# By verdict, with “parts” if the quotation has ellipses, and by whose words they are.
VERDICT_SENTENCES = {
    "exact-text": _("These are the words of a source, letter for letter."),
    "exact-parts-text": _(
        "Each part is words of a source, letter for letter, and in this order. What the ellipses leave out is shown below."
    ),
    "exact-reading": _("These are not the words of a source: they are the archive’s own reading of it, letter for letter."),
    "exact-parts-reading": _(
        "These are not the words of a source: each part is of the archive’s own reading of it, letter for letter, and in this order."
    ),
    "exact-claim": _("These are words of the archive’s own, in a claim, letter for letter; they are not those of a source."),
    "spelling-text": _("These are the words of a source but for spelling. What differs is listed below."),
    "spelling-parts-text": _(
        "Each part is words of a source but for spelling, and in this order. What the ellipses leave out is shown below."
    ),
    "spelling-reading": _("These are not the words of a source: they are the archive’s own reading of it, but for spelling."),
    "spelling-parts-reading": _(
        "These are not the words of a source: each part is of the archive’s own reading of it, in this order, but for spelling."
    ),
    "spelling-claim": _("These are words of the archive’s own, in a claim, but for spelling; they are not those of a source."),
    "other-words-text": _("These are not quite the words of the source. Words that differ: %(count)s."),
    "other-words-reading": _(
        "These are not the words of a source, and not quite those of the archive’s own reading of it. Words that differ: %(count)s."
    ),
    "partly-text": _("Part of it is in a source; the rest was not found."),
    "partly-reading": _(
        "These are not the words of a source: part of it is the archive’s own reading, and the rest was not found."
    ),
    "partly-claim": _(
        "None of it is in a source: part of it is words of the archive’s own, in a claim, and the rest was not found."
    ),
    "partly-mixture": _("It is a mixture of %(kinds)s; the rest was not found."),
    "partly-joined-text": _("All its words are in the sources, but not together as they are here."),
    "partly-joined-reading": _(
        "These are not the words of a source: all of them are in the archive’s own readings, but not together as they are here."
    ),
    "partly-joined-mixture": _("It is a mixture of %(kinds)s."),
    "shortened-text": _("All its words are in a source in this order, but words between them are left out. They are shown below."),
    "shortened-reading": _(
        "These are not the words of a source: all of them are in the archive’s own reading in this order, but words between them "
        "are left out. They are shown below."
    ),
    "reversed-text": _("These are the words of a source, only in reverse order."),
    "reversed-reading": _("These are not the words of a source: they are the archive’s own reading of it, only in reverse order."),
    "reordered-text": _("The same words are in a source, but in another order."),
    "reordered-reading": _(
        "These are not the words of a source: the same words are in the archive’s own reading, but in another order."
    ),
    "absent": _("It was not found in the archive."),
    "absent-words": _("It was not found in the archive as whole words."),
    "absent-phrases": _("It was not found in the archive; only phrases of it were, which state nothing by themselves."),
    "undecided": _("It was not found; but its words are so common that not every place was looked at."),
    "wordless": _("There is no word in it that could be looked for."),
}
CUT_WORD_SENTENCES = (
    _("It begins inside a word: the source has “%(word)s”."),
    _("It ends inside a word: the source has “%(word)s”."),
)
NORMALIZATION_NOTES = {
    "lines": _("line ends, which a browser sends as two characters each, taken as one (U+000A)"),
    "space": _("the white space around it"),
    "marks": _("the quotation marks around it"),
    "invisible": _("invisible characters around it"),
    "note": _("the footnote mark at its end"),
}
REVERSAL_NOTES = {
    "reversed-letters": _("Its letters are in reverse order, as in text copied from some PDF files. In the right order it reads:"),
    "reversed-words": _("Its words are in reverse order, as in text copied from some PDF files. In the right order it reads:"),
}
WORD_DIFFERENCE_LABELS = {
    "word": _("another word"),
    "word-added": _("added word"),
    "word-left-out": _("word left out"),
}
REFUSAL_MESSAGES = {
    "length": _("The quotation has more characters than are looked for at once."),
    "address": _("The quotation is too long for an address."),
    "encoding": _("The address holds bytes that are no text: they are not UTF-8."),
}


def list_normalization_notes(result: QuotationResult) -> list[str]:
    """Return what was set aside before the quotation was looked up."""
    return [str(NORMALIZATION_NOTES[name]) for name in result.normalized.set_aside if name in NORMALIZATION_NOTES]


def get_reversal_note(result: QuotationResult) -> str:
    """Return the sentence on letters or words in reverse order."""
    return "".join(str(REVERSAL_NOTES[name]) for name in result.normalized.set_aside if name in REVERSAL_NOTES)


def list_verdict_sentences(answer: Answer) -> list[str]:
    """Return the sentence that states the verdict, and those that say where the quotation cuts a word."""
    result, verdict = answer.result, answer.verdict
    sentences = [
        str(VERDICT_SENTENCES[_select_sentence(answer, verdict)])
        % {"count": result.other_words, "kinds": reduce(_join_words, (str(KIND_WORDS[kind]) for kind in answer.kinds), "")}
    ]
    if not answer.is_absent and not answer.claims:
        cut = zip(CUT_WORD_SENTENCES, result.cut_words, strict=True)
        sentences += [str(sentence) % {"word": word} for sentence, word in cut if word]
    return sentences


def _join_words(first: str, second: str) -> str:
    return gettext("%(first)s and %(second)s") % {"first": first, "second": second} if first else second


def _select_sentence(answer: Answer, verdict: str) -> str:
    result = answer.result
    if verdict == "absent":
        if result.located_parts:
            return "absent-phrases"
        return "absent-words" if len(tokenize_text(result.normalized.text)) <= MAX_WHOLE_WORDS else "absent"
    if verdict in ("undecided", "wordless"):
        return verdict
    kind = answer.kind
    if kind == "mixture" and verdict != "partly":
        return "partly-joined-mixture"
    if result.is_reordered and kind != "claim":
        return f"reordered-{kind}"
    if kind != "claim" and result.normalized.is_reversed and not any(part.differences for part in result.parts):
        return f"reversed-{kind}"
    if verdict == "partly-joined" and result.is_shortened and kind != "claim":
        return f"shortened-{kind}"
    has_parts = result.has_ellipses and verdict in ("exact", "spelling") and kind != "claim"
    return f"{verdict}{'-parts' if has_parts else ''}-{kind}"
