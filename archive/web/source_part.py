"""What the reading room and the coverage of a source show: the whole of a short one, or a page of a long one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Min
from django.http import HttpRequest

from archive.formats import representations
from archive.models import Anchor, Claim, Passage, Reading, Source
from archive.sources import reading_room
from archive.sources.coverage import load_total, measure_part, measure_source
from archive.sources.sentence_claims import ShownClaims, find_claim_keys
from archive.sources.source_pages import SENTENCES_PER_PAGE, SourcePage, SourcePages
from archive.text.span_coverage import SentenceCoverage, TotalCoverage
from archive.web.paging import name_page, read_page_number

# Code points from which descriptions of a long source are made.
DESCRIBED_LENGTH = 2_000


@dataclass(frozen=True)
class SourcePart:
    """The sentences of a page, with their readings, the claims beside them, and the page; ``pages``: None if the source has only one."""

    source: Source
    pages: SourcePages | None
    page: SourcePage
    sentences: list[Passage]
    shown: ShownClaims
    claims: list[Claim]

    @classmethod
    def load(cls, source: Source, request: HttpRequest) -> SourcePart:
        """Load the page that a request names; ``source`` needs its sentence count. Raises NoSuchPage."""
        is_short = 0 < source.sentence_count <= SENTENCES_PER_PAGE  # type: ignore[attr-defined]
        pages = None if is_short else SourcePages.load(source)
        page = _choose_page(request, source, pages)
        passages = source.passages.sentences().select_related("paragraph").prefetch_related("readings")
        sentences = list(passages[page.start : page.end] if pages else passages)
        if pages and len(pages) == 1:
            pages = None
        if pages:
            name_page(request, page.number, len(pages))
        shown = ShownClaims.first(find_claim_keys(sentences), _find_named_claim(request, sentences))
        claims = Claim.objects.filter(pk__in=shown.list_keys(sentences)).load_with_evidence(source)
        return cls(source, pages, page, sentences, shown, claims)

    @cached_property
    def measured(self) -> list[SentenceCoverage]:
        """Return how much of each sentence the claims quote; one query."""
        return measure_part(self.source, self.sentences) if self.pages else measure_source(self.source)

    @property
    def refs(self) -> set[str]:
        """Return the references of all sentences of the source, to which notes may link."""
        return set(self.pages.refs) if self.pages else {sentence.ref for sentence in self.sentences}

    @property
    def context(self) -> dict[str, object]:
        """Return the source, its total coverage, and of a long one the page, its neighbours and the index of pages."""
        total = load_total(self.source) if self.pages else TotalCoverage.of(self.measured)
        context: dict[str, object] = {"source": self.source, "total": total}
        if self.pages:
            number = self.page.number
            context |= {
                "source_page": self.page,
                "page_count": len(self.pages),
                "page_index": self.pages.list_index(number),
                "previous_page": self.pages.pages[number - 2] if number > 1 else None,
                "next_page": self.pages.pages[number] if number < len(self.pages) else None,
            }
        return context

    def list_reading_languages(self) -> list[str]:
        """Return the languages of the readings of the whole source, each once, in the order of the first sentences."""
        if not self.pages:
            return reading_room.list_reading_languages(self.sentences)
        # By the keys too, from which PostgreSQL knows how few they are: it would read all readings of the archive.
        keys = {"passage__gte": self.pages.first, "passage__lte": self.pages.last}
        readings = Reading.objects.filter(passage__source=self.source, **keys).order_by().values("language")
        languages = list(readings.distinct().values_list("language", flat=True))
        if len(languages) < 2:
            return languages
        ordered = readings.annotate(first=Min("passage"), nth=Min("number")).order_by("first", "nth")
        return list(ordered.values_list("language", flat=True))

    def represent_text(self) -> dict[str, object]:
        """Return the sentences for the metadata of the page; of a long source the beginning of its text."""
        if self.pages:
            return {"text": self.source.text[:DESCRIBED_LENGTH]}
        return {"sentences": [representations.represent_sentence(sentence) for sentence in self.sentences]}


# An identifier as addresses of records have it; PostgreSQL refuses to compare other text, such as NUL.
IDENTIFIER = re.compile(r"[a-z0-9-]{1,80}")


def read_named_claim(request: HttpRequest) -> str:
    """Return the identifier of the claim that the query names, or an empty string if it can be none."""
    named = request.GET.get("claim", "")
    return named if IDENTIFIER.fullmatch(named) else ""


def _find_named_claim(request: HttpRequest, sentences: list[Passage]) -> int | None:
    """Return the key of the claim that the query names, if it quotes one of the sentences."""
    if not (claim := read_named_claim(request)):
        return None
    anchors = Anchor.objects.filter(claim__identifier=claim, passage__in=[sentence.pk for sentence in sentences])
    return anchors.order_by("pk").values_list("claim_id", flat=True).first()


def _choose_page(request: HttpRequest, source: Source, pages: SourcePages | None) -> SourcePage:
    """Return the page that the query names by its number, or by a claim whose words it has; else the first."""
    number = read_page_number(request, len(pages) if pages else 1)
    if pages is None:
        return SourcePage(1, 0, 0, "", "")
    if number:
        return pages.pages[number - 1]
    if claim := read_named_claim(request):
        anchors = Anchor.objects.filter(claim__identifier=claim, passage__source=source)
        return pages.find(anchors.order_by("pk").values_list("passage__ref", flat=True).first() or "")
    return pages.pages[0]
