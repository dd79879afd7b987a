"""Answer to a quotation as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from archive.models import Claim
from archive.quotations.nearest_passage import NearestPassage
from archive.quotations.nearest_words import OTHER_WORD
from archive.quotations.places import QuotedPlace, locate_places
from archive.quotations.result import QuotationPart, QuotationResult
from archive.quotations.text_index import TextMatch
from archive.quotations.tokens import tokenize_text
from archive.search.find import SearchFilters, find_documents
from archive.search.query import MAX_QUERY_LENGTH, MAX_QUERY_WORDS, QueryError, parse_query
from archive.text.anchoring import Span
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
    marks = [Mark(span.moved(-offset), MARK_WORDS) for span in nearest.shared]
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
