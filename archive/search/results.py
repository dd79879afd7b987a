"""Hits: documents as a page shows them, with the matches marked in their texts, their addresses, and the reasons of the match."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Prefetch
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import get_language

from archive.addresses import PassageKey, build_permanent_url
from archive.models import Anchor, Claim, Passage, SearchDocument
from archive.search.documents import LARGE_KINDS, TextField, translated_fields
from archive.search.engine import FoundDocument
from archive.search.facets import load_record_labels
from archive.search.find import SearchResults
from archive.search.found_words import build_found_query
from archive.search.match_reasons import Reason, describe_filters, list_brief_reasons, list_reasons
from archive.search.matching import TermMatch, find_matches
from archive.text.anchoring import Span
from archive.text.runs import Mark, Run, split_runs
from archive.vocabulary import SEARCH_KINDS

# Code points shown of a long text.
EXCERPT_LENGTH = 280
# Kinds with an excerpt of a text under the title.
KINDS_WITH_TEXT = ("source", "page", "term", "movement")
# Kinds whose text is the statement of a claim.
CLAIM_KINDS = ("claim", "route")
# Kinds on whose pages the words of the search are marked.
MARKED_KINDS = tuple(kind for kind in SEARCH_KINDS if kind != "page")


@dataclass(frozen=True)
class HitText:
    """A text of a document, or an excerpt of one, and the matches in it.

    ``plain`` are the characters shown, of which the first is the character ``offset`` of the text. Spans of matches are of the whole
    text. ``before`` and ``after``: the text has more there.
    """

    role: str
    language: str
    plain: str
    matches: list[TermMatch]
    offset: int = 0
    before: bool = False
    after: bool = False

    @cached_property
    def runs(self) -> list[Run]:
        """Return the characters, split at the matches."""
        shown = ((match, match.span.start - self.offset) for match in self.matches if match.span.start >= self.offset)
        return split_runs(self.plain, [Mark(Span(start, match.span.end - self.offset), match) for match, start in shown])


@dataclass(frozen=True)
class Hit:
    """A document with its address (of a passage at its first match), its permanent address, and the row of a claim or a passage.

    ``missing``: terms of the query that it does not have, as typed. ``found``: the query string by which its page marks the words.
    """

    kind: str
    identifier: str
    address: str
    permanent: str
    title: HitText | None
    texts: list[HitText]
    reasons: list[Reason] = field(default_factory=list)
    claim: Claim | None = None
    passage: Passage | None = None
    missing: tuple[str, ...] = ()
    found: str = ""

    @property
    def brief_reasons(self) -> list[str]:
        """Return the reasons without rules and origins."""
        return list_brief_reasons(self.reasons)

    @property
    def explained_reasons(self) -> list[str]:
        """Return the reasons that say by which rule, or where a name was met."""
        return [reason.text for reason in self.reasons if reason.is_explained]

    @property
    def link(self) -> str:
        """Return the address with the words of the search."""
        path, sign, fragment = self.address.partition("#")
        return f"{path}?{self.found}{sign}{fragment}" if self.found else self.address


class RecordTexts(NamedTuple):
    """The texts of a document, and the row of a claim or a passage."""

    texts: list[TextField]
    claim: Claim | None = None
    passage: Passage | None = None


def build_hits(documents: Sequence[FoundDocument], results: SearchResults) -> list[Hit]:
    """Return the documents as hits, in their order, with a number of SQL queries that does not depend on theirs."""
    claims = _load_claims({document.record for document in documents if document.record and document.kind in CLAIM_KINDS})
    passages = _load_passages({document.record for document in documents if document.record and document.kind == "passage"})
    small = {document.pk for document in documents if document.kind not in LARGE_KINDS}
    fields = dict(SearchDocument.objects.filter(pk__in=small).values_list("pk", "fields")) if small else {}
    filters = results.filters
    labels = load_record_labels([*(place.name.place for place in results.named_places), *filters.records])
    filter_reasons = describe_filters([(key.kind, labels.get(key, key.identifier)) for key in filters.records], filters.date)
    found = build_found_query(results.query)
    hits = []
    for document in documents:
        record = (claims if document.kind in CLAIM_KINDS else passages).get(document.record or 0, RecordTexts([]))
        fields_shown = [TextField(*row) for row in fields[document.pk]] if document.pk in fields else record.texts
        texts = [_mark_text(text_field, results) for text_field in fields_shown]
        title = next((text for text in texts if text.role == "title" and text.language == get_language()), None)
        shown = _select_texts(document.kind, [text for text in texts if text.role not in ("title", "name", "spelt")])
        visible = [*shown, title] if title else shown
        reasons = _list_reasons(document, visible, texts, labels) if results.query.terms else filter_reasons
        address = _build_address(document, shown)
        # A page and a term have no permanent address but their own, which is that of a language.
        is_record = document.kind not in ("page", "term")
        permanent = build_permanent_url(document.kind, document.identifier) if is_record else settings.CANONICAL_ORIGIN + address
        columns = (document.kind, document.identifier, address, permanent, title, shown, reasons)
        missing = results.missing.get(document.pk, ())
        hits.append(Hit(*columns, record.claim, record.passage, missing, found if document.kind in MARKED_KINDS else ""))
    return hits


def _list_reasons(
    document: FoundDocument, visible_texts: Sequence[HitText], texts: Sequence[HitText], labels: Mapping[tuple[str, str], str]
) -> list[Reason]:
    """Return the reasons of a hit; of a claim those in the shown texts, and in the others only for terms that these do not match."""
    visible = [match for text in visible_texts if document.kind in CLAIM_KINDS for match in text.matches]
    terms = {term for match in visible for term in (match.term, *match.term.split())}
    hidden = [match for text in texts for match in text.matches if match.term not in terms]
    return list_reasons([*visible, *hidden], labels, (document.kind, document.identifier))


def _select_texts(kind: str, texts: list[HitText]) -> list[HitText]:
    """Return the texts that are shown; none of a camp or another place."""
    language = get_language()
    matched = [text for text in texts if text.matches]
    own = [text for text in texts if text.language == language]
    if kind in CLAIM_KINDS:
        # The statement in the reader's language, and in the other one if only that matches.
        return own if own[0].matches or not matched else [*own, *matched]
    if kind == "passage":
        # The text of the source; its reading if that matches or nothing does.
        shown = [text for text in texts if text.role == "verbatim" or text.matches or not matched]
        readings = [text for text in shown if text.role == "reading"]
        first = next((text for text in readings if text.language == language), *readings[:1]) if readings and not matched else None
        return [text for text in shown if text.role == "verbatim" or matched or text is first]
    if kind in KINDS_WITH_TEXT:
        # An excerpt at the first match, in the reader's language if that matches.
        matched.sort(key=lambda text: text.language != language)
        return list(map(_cut_excerpt, [text for text in matched if text.role == "text"][:1]))
    return []


def _mark_text(text: TextField, results: SearchResults) -> HitText:
    query, reading = results.query, results.reading
    matches = find_matches(
        text.text, query.terms, reading.places, exact=query.exact, related=reading.related, synonyms=reading.synonyms
    )
    return HitText(text.role, text.language, text.text, matches)


def _cut_excerpt(text: HitText) -> HitText:
    """Return an excerpt around the first match, cut at white space."""
    plain = text.plain
    start = max(0, text.matches[0].span.start - EXCERPT_LENGTH // 3)
    while start > 0 and not plain[start - 1].isspace():
        start -= 1
    end = min(len(plain), start + EXCERPT_LENGTH)
    while end < len(plain) and not plain[end].isspace():
        end += 1
    return HitText(text.role, text.language, plain[start:end], text.matches, start, start > 0, end < len(plain))


def _load_claims(keys: Collection[int]) -> dict[int, RecordTexts]:
    anchors = Anchor.objects.select_related("passage__source").defer("passage__source__text")
    claims = Claim.objects.filter(pk__in=keys).prefetch_related(Prefetch("anchors", anchors)) if keys else ()
    return {claim.pk: RecordTexts(translated_fields(claim, "statement", "statement"), claim) for claim in claims}


def _load_passages(keys: Collection[int]) -> dict[int, RecordTexts]:
    text = Substr("source__text", F("start") + 1, F("end") - F("start"))
    passages = (
        Passage.objects.filter(pk__in=keys)
        .select_related("source")
        .prefetch_related("readings")
        .defer("source__text")
        .annotate(words=text)
    )
    texts: dict[int, RecordTexts] = {}
    for passage in passages if keys else ():
        verbatim = TextField("verbatim", passage.source.language, passage.words)
        readings = [TextField("reading", reading.language, reading.text) for reading in passage.readings.all()]
        texts[passage.pk] = RecordTexts([verbatim, *readings], passage=passage)
    return texts


def build_words_url(source: str, ref: str, span: Span) -> str:
    """Return the address of the page of a passage on which the characters of ``span`` are marked."""
    return reverse("passage", args=[source, f"{ref}@{span.start}-{span.end}"]) + "#words"


def _build_address(document: FoundDocument, texts: list[HitText]) -> str:
    kind, identifier = document.kind, document.identifier
    if kind == "passage":
        source, ref = PassageKey.parse(identifier)
        for text in texts:
            if text.role == "verbatim" and text.matches:
                span = text.matches[0].span
                return build_words_url(source, ref, span)
        return reverse("passage", args=[source, ref])
    if kind == "page":
        return reverse("about") if identifier == "index" else reverse("about-page", args=[identifier])
    if kind == "term":
        return f"{reverse('glossary')}#{identifier}"
    return reverse(kind, args=[identifier])
