"""A document found, as a page shows it: its texts with the words marked at their true offsets, where it is, and why it was found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.conf import settings
from django.db.models import F, Prefetch
from django.db.models.functions import Substr
from django.urls import reverse
from django.utils.translation import get_language

from archive.addresses import PassageKey, build_permanent_url
from archive.models import Anchor, Claim, Passage, SearchDocument
from archive.search.documents import LARGE_KINDS, TextField
from archive.search.engine import FoundDocument
from archive.search.facets import record_names
from archive.search.find import SearchResults
from archive.search.match_reasons import describe_filters, list_reasons
from archive.search.matching import TermMatch, find_matches
from archive.text.anchoring import Span
from archive.text.runs import Mark, Run, split_runs
from archive.vocabulary import OTHER_LANGUAGE

# Code points shown of a long text.
EXCERPT_LENGTH = 280
# Kinds whose texts are shown beside their titles.
KINDS_WITH_TEXT = ("source", "page", "term")
# Kinds whose text is the statement of a claim.
CLAIM_KINDS = ("claim", "route")


@dataclass(frozen=True)
class HitText:
    """A text of the document, cut where matched words begin and end; ``before`` and ``after``: whether more of it stands there."""

    role: str
    language: str
    runs: list[Run]
    found: list[TermMatch]
    before: bool = False
    after: bool = False

    @property
    def plain(self) -> str:
        """Its characters alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Hit:
    """``address``: its page, at the words if it is a passage; ``permanent``: its permanent address; ``claim``, ``passage``: its row."""

    kind: str
    identifier: str
    address: str
    permanent: str
    title: HitText | None
    texts: list[HitText]
    reasons: list[str] = field(default_factory=list)
    claim: Claim | None = None
    passage: Passage | None = None


class Row(NamedTuple):
    """The row of a claim or a passage, and its texts."""

    texts: list[TextField]
    claim: Claim | None = None
    passage: Passage | None = None


def build_hits(documents: Sequence[FoundDocument], found: SearchResults) -> list[Hit]:
    """The documents as hits, in their order. A fixed number of queries, however many."""
    claims = _load_claims({one.record for one in documents if one.kind in CLAIM_KINDS and one.record is not None})
    passages = _load_passages({one.record for one in documents if one.kind == "passage" and one.record is not None})
    own = {one.pk for one in documents if one.kind not in LARGE_KINDS}
    fields = dict(SearchDocument.objects.filter(pk__in=own).values_list("pk", "fields")) if own else {}
    known = _load_names(found)
    filed = describe_filters([(one[0], known.get(one, one[1])) for one in found.filters.records], found.filters.date)
    shown = []
    for one in documents:
        row = (claims if one.kind in CLAIM_KINDS else passages).get(one.record or 0, Row([]))
        texts = [TextField(*each) for each in fields[one.pk]] if one.pk in own else row.texts
        hit = _build_hit(one, row, [_mark_text(each, found) for each in texts], known)
        shown.append(hit if found.query.terms else replace(hit, reasons=filed))
    return shown


def _build_hit(document: FoundDocument, row: Row, texts: list[HitText], known: dict[tuple[str, str], str]) -> Hit:
    kind, language = document.kind, get_language()
    title = next((text for text in texts if text.role == "title" and text.language == language), None)
    chosen = _select_texts(kind, [text for text in texts if text.role not in ("title", "name", "spelt")])
    seen = [match for text in (*chosen, title) if text and kind in CLAIM_KINDS for match in text.found]
    why = list_reasons([*seen, *_other_matches(seen, texts)], known, (kind, document.identifier))
    addresses = _hit_address(document, chosen), _permanent_address(document)
    return Hit(kind, document.identifier, *addresses, title, chosen, why, row.claim, row.passage)


def _other_matches(seen: Sequence[TermMatch], texts: Iterable[HitText]) -> Iterator[TermMatch]:
    """Of terms that are not found in what is shown, where else they are found."""
    terms = {one for match in seen for one in (match.term, *match.term.split())}
    return (match for text in texts for match in text.found if match.term not in terms)


def _select_texts(kind: str, texts: list[HitText]) -> list[HitText]:
    """The texts that are shown; of a camp or another place none."""
    if kind in CLAIM_KINDS:
        return _select_statement(texts)
    if kind == "passage":
        return _select_passage_texts(texts)
    return _select_excerpt(texts) if kind in KINDS_WITH_TEXT else []


def _select_statement(texts: list[HitText]) -> list[HitText]:
    """A claim in the reader’s language; in the other too if the words stand only there."""
    own, other = (next(one for one in texts if one.language == code) for code in (get_language(), OTHER_LANGUAGE[get_language()]))
    return [own] if own.found or not other.found else [own, other]


def _select_passage_texts(texts: list[HitText]) -> list[HitText]:
    """The words of the source; the reading if the words are found in it or nowhere."""
    return [one for one in texts if one.role == "verbatim" or one.found] if any(one.found for one in texts) else texts


def _select_excerpt(texts: list[HitText]) -> list[HitText]:
    """Of a text that is long, what stands around the first words found, in the reader’s language if it has them."""
    told = [one for one in texts if one.role == "text" and one.found]
    own = [one for one in told if one.language == get_language()]
    return [_cut_excerpt(one) for one in (own or told)[:1]]


def _mark_text(one: TextField, found: SearchResults) -> HitText:
    stand = find_matches(one.text, found.query.terms, found.named_places, exact=found.query.exact)
    return HitText(one.role, one.language, split_runs(one.text, [Mark(match.span, match) for match in stand]), stand)


def _cut_excerpt(text: HitText) -> HitText:
    """The stretch around the first match, cut at white space."""
    plain = text.plain
    start = max(0, text.found[0].span.start - EXCERPT_LENGTH // 3)
    while start > 0 and not plain[start - 1].isspace():
        start -= 1
    end = min(len(plain), start + EXCERPT_LENGTH)
    while end < len(plain) and not plain[end].isspace():
        end += 1
    marks = [
        Mark(Span(match.span.start - start, match.span.end - start), match) for match in text.found if match.span.start >= start
    ]
    return HitText(text.role, text.language, split_runs(plain[start:end], marks), text.found, start > 0, end < len(plain))


def _load_claims(keys: Collection[int]) -> dict[int, Row]:
    anchors = Anchor.objects.select_related("passage__source").defer("passage__source__text")
    rows = Claim.objects.filter(pk__in=keys).prefetch_related(Prefetch("anchors", anchors)) if keys else ()
    return {
        one.pk: Row([TextField("statement", code, getattr(one, f"statement_{code}")) for code in OTHER_LANGUAGE], one)
        for one in rows
    }


def _load_passages(keys: Collection[int]) -> dict[int, Row]:
    if not keys:
        return {}
    words = Substr("source__text", F("start") + 1, F("end") - F("start"))
    rows = Passage.objects.filter(pk__in=keys).select_related("source", "reading").defer("source__text").annotate(words=words)
    return {
        one.pk: Row(
            [TextField("verbatim", one.source.language, one.words), TextField("reading", one.reading.language, one.reading.text)],
            passage=one,
        )
        for one in rows
    }


def _load_names(found: SearchResults) -> dict[tuple[str, str], str]:
    """What the places that were named are called, and the records of the filters."""
    return record_names([*((one.name.kind, one.name.identifier) for one in found.named_places), *found.filters.records])


def _hit_address(document: FoundDocument, texts: list[HitText]) -> str:
    kind, identifier = document.kind, document.identifier
    if kind == "passage":
        source, ref = PassageKey.parse(identifier)
        first = next((one.found[0].span for one in texts if one.role == "verbatim" and one.found), None)
        narrowed = f"{ref}@{first.start}-{first.end}" if first else ref
        return reverse("passage", args=[source, narrowed]) + ("#words" if first else "")
    if kind == "page":
        return reverse("about") if identifier == "index" else reverse("about-page", args=[identifier])
    if kind == "term":
        return f"{reverse('glossary')}#{identifier}"
    return reverse(kind, args=[identifier])


def _permanent_address(document: FoundDocument) -> str:
    """A page about the archive and a word of its glossary have their address; a record has one without language."""
    if document.kind in ("page", "term"):
        return settings.CANONICAL_ORIGIN + _hit_address(document, [])
    return build_permanent_url(document.kind, document.identifier)
