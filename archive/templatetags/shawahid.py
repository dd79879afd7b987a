"""Tags that hold the promise: a fact is shown with the link to its words, verbatim text without one character more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache

from babel import Locale, UnknownLocaleError
from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from archive import coveragewords, dates, datewords
from archive.citations import Piece
from archive.coverage import SentenceCoverage, TotalCoverage
from archive.labels import (
    ABOUT,
    CONFIDENCE,
    DIRECTIONS,
    FOUND,
    LANGUAGE_NAMES,
    MATTERS,
    MEANS,
    OTHER,
    PARTS,
    SECTIONS,
    STATUS,
    STATUS_MEANS,
    STYLES,
    VERDICTS,
)
from archive.models import Anchor, Claim, Mention, Role, Source, Subject
from archive.notes import isolate, take_apart
from archive.runs import Run

register = template.Library()


# Filters that give what is meant by a key in words of the active language.
WORDS = {
    "status": STATUS,
    "status_means": STATUS_MEANS,
    "direction_name": DIRECTIONS,
    "means_name": MEANS,
    "confidence_name": CONFIDENCE,
    "part_name": PARTS,
    "verdict_name": VERDICTS,
    "about_title": ABOUT,
    "style_name": STYLES,
    "found_name": FOUND,
}


def _word_of(table: Mapping[str, object]) -> Callable[[str], str]:
    def word(key: str) -> str:
        return str(table[key])

    return word


for name, table in WORDS.items():
    register.filter(name, _word_of(table))


def passage_address(source: Source, ref: str) -> str:
    """The page of a passage, in the active language."""
    return reverse("passage", args=[source.identifier, ref])


@register.simple_tag
def ref(span: Anchor | Mention) -> SafeString:
    """A superscript link to the very words: the number of their passage."""
    address = passage_address(span.passage.source, span.ref)
    return format_html('<a class="ref" href="{}#words" title="{}">{}</a>', address, span.exact, span.passage.ref)


@register.simple_tag
def refs(spans: Iterable[Anchor | Mention]) -> SafeString:
    """Links to the words of several spans: one a passage, to all the words of the claim where a passage has several."""
    by_passage: dict[int, list] = {}
    for span in spans:
        by_passage.setdefault(span.passage_id, []).append(span)
    return mark_safe("".join(_all_words(few) for few in by_passage.values()))  # noqa: S308


def _all_words(spans: list[Anchor] | list[Mention]) -> SafeString:
    first = spans[0]
    if len(spans) == 1 or isinstance(first, Mention):
        return ref(first)
    address = passage_address(first.passage.source, first.passage.ref)
    words = " … ".join(span.exact for span in spans)
    query = f"?claim={first.claim.identifier}"
    return format_html('<a class="ref" href="{}{}#words" title="{}">{}</a>', address, query, words, first.passage.ref)


@register.simple_block_tag
def fact(content: str, kind: str, spans: Iterable | Anchor | Mention) -> SafeString:
    """What the sources say, with the links to the words it rests on."""
    spans = [spans] if isinstance(spans, Anchor | Mention) else list(spans)
    return format_html('<span data-fact="{}">{}{}</span>', kind, mark_safe(content.strip()), refs(spans))  # noqa: S308


@register.filter
def anchors(claim: Claim, role: str = Role.STATEMENT) -> list[Anchor]:
    """The claim's anchors in one role."""
    return [anchor for anchor in claim.anchors.all() if anchor.role == role]


@register.filter
def by_status(claim: Claim) -> list[tuple[str, list[Anchor]]]:
    """The claim's statement anchors under each reading status that they have."""
    grouped: dict[str, list[Anchor]] = {}
    for anchor in anchors(claim):
        grouped.setdefault(anchor.status, []).append(anchor)
    return list(grouped.items())


@register.filter
def when(claim: Claim) -> str:
    """The claim's date in words: the source's own words, translated, or else the EDTF date."""
    return claim.date_words or encoded(claim)


@register.filter
def encoded(claim: Claim) -> str:
    """The claim's EDTF date in words, with the sense in which it is meant."""
    return datewords.words(dates.parse(claim.edtf), claim.sense or None, get_language())


@register.filter
def edtf_words(edtf: str) -> str:
    """An EDTF date in words."""
    return datewords.words(dates.parse(edtf), None, get_language())


@register.filter
def rights_code(address: str) -> str:
    """A statement of rights by the end of its address: CNE/1.0."""
    return "/".join(address.rstrip("/").split("/")[-2:])


@register.filter
def day(value: date) -> str:
    """A day in words: 7 May 1945, «7 مايو (أيار) 1945»."""
    return datewords.day_words(value, get_language())


@register.filter
def language_name(code: str) -> str:
    """A language by its name in the active language."""
    if code in LANGUAGE_NAMES:
        return str(LANGUAGE_NAMES[code])
    known = _locale(code)
    return (known and known.get_display_name(get_language())) or code


@register.filter
def dir_of(language: str) -> str:
    """The direction that a language is written in."""
    known = _locale(language)
    return known.text_direction if known else "ltr"


@cache
def _locale(language: str) -> Locale | None:
    """What CLDR knows of a language (BCP 47), or None."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


@register.filter
def subject_address(subject: Subject) -> str:
    """The page of a camp, a place or a route."""
    return reverse(subject.kind, args=[subject.identifier])


@register.simple_tag
def source_text(runs: Iterable[Run]) -> SafeString:
    """Verbatim text with its marks: evidence tinted, mentions linked, words without a claim dotted. The characters are the source's and no others."""
    return format_html_join("", "{}", ((_run(run),) for run in runs))


@register.simple_tag
def marked(runs: Iterable[Run]) -> SafeString:
    """A text with the words that were searched for marked; no character is added."""
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", run.text) if run.marks else run.text,) for run in runs))


def _run(run: Run) -> SafeString | str:
    meanings = [mark.meaning for mark in run.marks]
    text = run.text
    for mention in (one for one in meanings if isinstance(one, Mention)):
        text = format_html('<a class="mention" href="{}">{}</a>', subject_address(mention.subject), text)
    if any(isinstance(one, SentenceCoverage) for one in meanings):
        text = format_html('<span class="unclaimed">{}</span>', text)
    if any(not isinstance(one, Mention | SentenceCoverage) for one in meanings):
        dated = any(isinstance(one, Anchor) and one.role == Role.DATE for one in meanings)
        return format_html('<mark class="{}">{}</mark>', "date" if dated else "evidence", text)
    return text


@register.filter
def in_total(total: TotalCoverage) -> str:
    """On how many sentences and what share of their letters the claims rest."""
    return coveragewords.in_total(total)


@register.filter
def part_of(covered: int, whole: int) -> str:
    """“112 of 118”, letters or characters."""
    return coveragewords.part_of(covered, whole)


@register.simple_tag
def note(text: str, source: Source, known: Iterable[str]) -> SafeString:
    """A note with the source's words in the source's letter, the other script isolated, and references linked."""
    language = get_language()
    parts = take_apart(text, language, source.text, set(known))
    return format_html_join("", "{}", ((_part(part.kind, part.text, language, source),) for part in parts))


@register.filter
def isolated(text: str, language: str = "") -> SafeString:
    """The archive's own words in a language, by default the active one, with the other script marked as what it is, and isolated so
    that it does not turn the line."""
    language = language or get_language()
    return format_html_join("", "{}", ((_part(part.kind, part.text, language),) for part in isolate(str(text), language)))


def _part(kind: str, text: str, language: str, source: Source | None = None) -> SafeString | str:
    if source and kind == "ref":
        return format_html('<a href="{}">{}</a>', passage_address(source, text), text)
    if source and kind == "source":
        return format_html(
            '<span class="source-words" lang="{0}" dir="{1}">{2}</span>', source.language, dir_of(source.language), text
        )
    if kind == "foreign":
        return format_html('<bdi lang="{}">{}</bdi>', OTHER[language], text)
    return text


@register.simple_tag
def sections(path: str) -> list[dict[str, object]]:
    """The words of navigation; ``current``: “page” on the section's own page, “true” on a page below it."""
    part = path.split("/")[2] if path.count("/") > 2 else ""
    listed: list[dict[str, object]] = []
    for name, (title, parts) in SECTIONS.items():
        address = reverse(name)
        current = "page" if path == address else "true" if part in parts else ""
        listed.append({"address": address, "name": title, "current": current})
    return listed


@register.filter
def in_language(row: Model, field: str) -> str:
    """A translated field in the other language of the archive."""
    return getattr(row, f"{field}_{OTHER[get_language()]}")


@register.simple_tag
def places(stops: Iterable) -> SafeString:
    """Places that the words name together, each linked to its page."""
    links = [format_html('<a href="{}">{}</a>', subject_address(stop.place.subject), stop.place.subject.name) for stop in stops]
    return mark_safe(_series(links))  # noqa: S308


def _series(words: Sequence[str]) -> str:
    comma, last = (" و", " و") if get_language() == "ar" else (", ", " and ")
    return last.join(filter(None, [comma.join(words[:-1]), words[-1]]))


@register.filter
def matters(names: Iterable[str]) -> str:
    """What claims differ on, in words that follow “on”."""
    return _series([str(MATTERS[name]) for name in names])


@register.simple_tag
def citation(pieces: Iterable[Piece], language: str = "") -> SafeString:
    """A citation, its titles in italics where the style has them so, words isolated that are not in the script of its language; the day
    of reading is left to cite.js."""
    return format_html_join("", "{}", ((_cited(one, language),) for one in pieces))


def _cited(piece: Piece, language: str) -> SafeString:
    if piece.day:
        return format_html('<span data-day="{}" data-said="{}"></span>', piece.day, piece.text)
    written = isolated(piece.text, language)
    return format_html("<i>{}</i>", written) if piece.italic else written


@register.filter
def said(record: dict) -> SafeString:
    """A claim dict's statement in the active language."""
    return isolated(record["statement"][get_language()])
