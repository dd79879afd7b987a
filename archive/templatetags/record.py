"""Tags and filters that write parts of a record: links to passages, facts, source text, notes."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext, override

from archive.claims.timeline import get_claim_label
from archive.models import Anchor, Claim, Mention, Passage, Role, Source, Subject
from archive.search.found_words import FoundWords
from archive.search.matching import TermMatch
from archive.sources.notes import split_note, split_scripts
from archive.templatetags.words import join_series, language_attributes
from archive.text.anchoring import Span
from archive.text.runs import Mark, Run, split_runs
from archive.text.span_coverage import SentenceCoverage
from archive.vocabulary import OTHER_LANGUAGE, STATUS_WORDS, find_least_certain

register = template.Library()
register.filter("claim_label", get_claim_label)
# Maximum links to passages between which a line is not broken
MAX_UNBROKEN_LINKS = 4
# Maximum passages of a statement that have a link beside it; of more, the first SHOWN_LINKS have one, then the claim
MAX_STATEMENT_LINKS, SHOWN_LINKS = 4, 2
# A word and the stop after it, where a source has a space between them
SPACED_STOP = re.compile(r"(\S+ [،؛؟,;:!?.»)]+)")


def passage_address(source: Source, ref: str) -> str:
    """Return the address of a passage's page in the active language."""
    return reverse("passage", args=[source.identifier, ref])


@register.simple_tag
def passage_link(span: Anchor | Mention, quoting: bool = True) -> SafeString:
    """Write a superscript link to the exact words: the number of their passage. ``quoting``: with the words as its tooltip."""
    source = span.passage.source
    words = span.exact if quoting else ""
    return reference_link(f"{passage_address(source, span.ref)}#words", words, source.language, span.passage.ref)


@register.simple_tag
def reference_link(address: str, words: str, language: str, ref: str) -> SafeString:
    """Write a superscript link to words of a source: its number, named in the active language, with the words, if any, as its tooltip.

    The tooltip is of an element in the language of the words (WCAG 3.1.2).
    """
    name = gettext("%(ref)s: the text") % {"ref": ref}
    if not words:
        return format_html('<a class="ref" href="{}" aria-label="{}">{}</a>', address, name, ref)
    if language == get_language():
        return format_html('<a class="ref" href="{}" title="{}" aria-label="{}">{}</a>', address, words, name, ref)
    link = '<a class="ref" href="{}" aria-label="{}"><span lang="{}" title="{}">{}</span></a>'
    return format_html(link, address, name, language, words, ref)


@register.simple_tag
def passage_links(spans: Iterable[Anchor | Mention], quoting: bool = True) -> SafeString:
    """Write links to the words of spans: one a passage, to all words of the claim if a passage has several. ``quoting``: with tooltips."""
    groups = _group_by_passage(spans)
    separator = "<wbr>" if len(groups) > MAX_UNBROKEN_LINKS else ""
    return mark_safe(separator.join(_link_passage(group, quoting) for group in groups))  # noqa: S308


def split_statement(anchors: list[Anchor]) -> tuple[list[Anchor], int]:
    """Return the words of a statement that are shown beside it, and in how many passages the others are."""
    groups = _group_by_passage(anchors)
    shown = groups if len(groups) <= MAX_STATEMENT_LINKS else groups[:SHOWN_LINKS]
    return [anchor for group in shown for anchor in group], len(groups) - len(shown)


@register.simple_tag
def statement_words(claim: Claim) -> tuple[list[Anchor], int]:
    """Return the words that are shown of those that state a claim, and in how many passages the others are."""
    return split_statement(anchors(claim))


def _link_rest(claim: Claim, passages: int) -> SafeString:
    """Write a link to the page of a claim, which has the words that are not shown beside its statement; its name says of which claim."""
    words = ngettext("and %(count)s more passage", "and %(count)s more passages", passages) % {"count": passages}
    name, address = "".join([words, gettext(": "), get_claim_label(claim)]), reverse("claim", args=[claim.identifier])
    return format_html('<a class="gloss" href="{}#words" aria-label="{}">{}</a>', address, name, words)


def _group_by_passage(spans: Iterable[Anchor | Mention]) -> list[list]:
    by_passage: dict[int, list] = {}
    for span in spans:
        by_passage.setdefault(span.passage_id, []).append(span)
    return list(by_passage.values())


def _link_passage(spans: list[Anchor] | list[Mention], quoting: bool) -> SafeString:
    first = spans[0]
    if len(spans) == 1 or isinstance(first, Mention):
        return passage_link(first, quoting)
    source, ref = first.passage.source, first.passage.ref
    address = f"{passage_address(source, ref)}?claim={first.claim.identifier}#words"
    return reference_link(address, " … ".join(span.exact for span in spans) if quoting else "", source.language, ref)


@register.simple_block_tag(takes_context=True)
def fact(
    context: template.Context, content: str, kind: str, spans: Iterable | Anchor | Mention, *, with_rest: bool = True
) -> SafeString:
    """Write what the sources say, with links to the words that state it, and their reading status unless it is plain.

    The links have no tooltips where the words are shown beside them: ``words_shown`` of the context. A statement has few links and, unless it
    is on the page of its claim (``with_rest``), one to the others there; its words must have been loaded with the claim.
    """
    spans = [spans] if isinstance(spans, Anchor | Mention) else list(spans)
    status = find_least_certain(span.status for span in spans if isinstance(span, Anchor))
    content = mark_safe(content.strip())  # noqa: S308
    shown, rest = split_statement(spans) if kind == "statement" else (spans, 0)
    links = passage_links(shown, quoting=not context.get("words_shown"))
    stated = format_html('<span data-fact="{}">{}{}{}</span>', kind, content, links, mark_status(status))
    return format_html("{} {}", stated, _link_rest(spans[0].claim, rest)) if rest and with_rest else stated


@register.filter
def mark_status(status: str) -> SafeString:
    """Write a reading status beside what is read so; nothing for a plain reading."""
    words = STATUS_WORDS.get(status)
    return format_html(' <span data-status="{}">{}</span>', status, words) if words else mark_safe("")


@register.simple_tag
def status_in(status: str, language: str) -> SafeString:
    """Write a reading status in a language, in brackets, as it is copied with what is read so; nothing for a plain reading."""
    with override(language):
        words = STATUS_WORDS.get(status)
        return format_html(' <span data-status="{}">({})</span>', status, words) if words else mark_safe("")


@register.filter
def least_certain(claim: Claim | dict, role: str = Role.STATEMENT) -> str:
    """Return the least certain reading status of a claim's evidence in a role; empty if all is plain."""
    if isinstance(claim, Claim):
        return find_least_certain(anchor.status for anchor in anchors(claim, role))
    return find_least_certain(anchor["status"] for anchor in claim["anchors"] if anchor["role"] == Role.STATEMENT)


@register.filter
def anchors(claim: Claim, role: str = Role.STATEMENT) -> list[Anchor]:
    """Return the claim's anchors in one role."""
    return [anchor for anchor in claim.anchors.all() if anchor.role == role]


@register.filter
def anchors_in(claim: Claim, passage: Passage) -> list[Anchor]:
    """Return the words of a passage that state the claim."""
    return [anchor for anchor in anchors(claim) if anchor.passage_id == passage.pk]


@register.filter
def anchors_by_status(claim: Claim) -> list[tuple[str, list[Anchor]]]:
    """Return the claim's statement anchors by reading status."""
    grouped: dict[str, list[Anchor]] = {}
    for anchor in anchors(claim):
        grouped.setdefault(anchor.status, []).append(anchor)
    return list(grouped.items())


@register.filter
def subject_address(subject: Subject) -> str:
    """Return the address of the page of a camp, a place or a route."""
    return reverse(subject.kind, args=[subject.identifier])


@register.simple_tag
def source_text(runs: Iterable[Run]) -> SafeString:
    """Write verbatim text with its marks: evidence tinted, mentions linked, words without a claim dotted, words of a search framed.

    No character is added or removed.
    """
    return format_html_join("", "{}", ((_render_run(run),) for run in runs))


@register.simple_tag
def opening_text(runs: Iterable[Run]) -> SafeString:
    """Write verbatim text so that no line begins with a comma: a stop after a space stays with its word.

    No character is added or removed. A stop after a link is not looked for.
    """
    pieces = (piece for run in runs for piece in (SPACED_STOP.split(run.text) if not run.marks else [run]))
    return format_html_join("", "{}", ((_render_piece(piece),) for piece in pieces))


def _render_piece(piece: Run | str) -> SafeString | str:
    if isinstance(piece, Run):
        return _render_run(piece)
    return format_html('<span class="unbroken">{}</span>', piece) if SPACED_STOP.fullmatch(piece) else piece


@register.simple_tag
def highlight_matches(runs: Iterable[Run]) -> SafeString:
    """Write a text with the words of the search marked; no character is added."""
    return format_html_join("", "{}", ((format_html("<mark>{}</mark>", run.text) if run.marks else run.text,) for run in runs))


def _render_run(run: Run) -> SafeString | str:
    meanings = [mark.meaning for mark in run.marks]
    text = run.text
    for mention in (meaning for meaning in meanings if isinstance(meaning, Mention)):
        text = format_html('<a href="{}">{}</a>', subject_address(mention.subject), text)
    if any(isinstance(meaning, SentenceCoverage) for meaning in meanings):
        text = format_html('<span class="unclaimed">{}</span>', text)
    classes = []
    if any(not isinstance(meaning, Mention | SentenceCoverage | TermMatch) for meaning in meanings):
        dated = any(isinstance(meaning, Anchor) and meaning.role == Role.DATE for meaning in meanings)
        classes.append("date" if dated else "evidence")
    if any(isinstance(meaning, TermMatch) for meaning in meanings):
        classes.append("found")
    return format_html('<mark class="{}">{}</mark>', " ".join(classes), text) if classes else text


@register.simple_tag(takes_context=True)
def mark_found(context: template.Context, text: str, language: str = "") -> SafeString:
    """Write a text with the words marked that the reader searched for; in a ``language``, with the other script isolated."""
    spans = find_found_spans(context, text)
    return isolate_with_marks(text, language, spans) if language else _frame_spans(text, spans)


def find_found_spans(context: template.Context, text: str) -> list[Span]:
    """Return the spans of a text that have words which the reader of the page searched for."""
    found: FoundWords | None = context.get("found_words")
    return [match.span for match in found.find_matches(text)] if found else []


def _frame_spans(text: str, spans: Iterable[Span]) -> SafeString:
    runs = split_runs(text, [Mark(span, "found") for span in spans])
    marked = (format_html('<mark class="found">{}</mark>', run.text) if run.marks else run.text for run in runs)
    return format_html_join("", "{}", ((part,) for part in marked))


def isolate_with_marks(text: str, language: str, spans: Iterable[Span]) -> SafeString:
    """Write the archive's own words as ``isolate_scripts`` does, with spans of them, which may exceed the text, marked."""
    if not (spans := list(spans)):
        return isolate_scripts(text, language)
    at, parts = 0, []
    for part in split_scripts(text, language):
        marked = _frame_spans(part.text, [span.moved(-at) for span in spans])
        parts.append(_render_part(part.kind, marked, language))
        at += len(part.text)
    return format_html_join("", "{}", ((part,) for part in parts))


@register.simple_tag
def render_note(text: str, source: Source, known: Container[str]) -> SafeString:
    """Write a note with the source's words in the source's font, the other script isolated, and references linked."""
    language = get_language()
    parts = split_note(text, language, source.text, known)
    return format_html_join("", "{}", ((_render_part(part.kind, part.text, language, source),) for part in parts))


@register.filter
def isolate_scripts(text: str, language: str = "") -> SafeString:
    """Write the archive's own words in a language, by default the active one, with the other script isolated.

    Isolation keeps it from changing the direction of the line.
    """
    language = language or get_language()
    return format_html_join(
        "", "{}", ((_render_part(part.kind, part.text, language),) for part in split_scripts(str(text), language))
    )


def _render_part(kind: str, text: str, language: str, source: Source | None = None) -> SafeString | str:
    if source and kind == "ref":
        name = gettext("Sentence %(ref)s") % {"ref": text}
        return format_html('<a href="{}" aria-label="{}">{}</a>', passage_address(source, text), name, text)
    if source and kind == "source":
        return format_html("<i{}>{}</i>", language_attributes(source.language), text)
    if kind == "foreign":
        return format_html('<bdi lang="{}">{}</bdi>', OTHER_LANGUAGE[language], text)
    return text


@register.simple_tag(takes_context=True)
def place_links(context: template.Context, stops: Iterable) -> SafeString:
    """Write places that are named together, each linked to its page."""
    return mark_safe(join_series([stop_place(context, stop) for stop in stops]))  # noqa: S308


@register.simple_tag(takes_context=True)
def stop_place(context: template.Context, stop: Any) -> SafeString:
    """Write the place of a stop, linked to its page, or the description of one that has no record."""
    if stop.place is None:
        return format_html('<span class="unnamed">{}</span>', mark_found(context, stop.description, get_language()))
    return format_html('<a href="{}">{}</a>', subject_address(stop.place.subject), mark_found(context, stop.place.subject.name))


@register.simple_tag
def stop_links(stops: Iterable) -> SafeString:
    """Write links to stops of a march in the list on the same page, each by its number and the name or description of its place."""
    links = (
        format_html(
            '<a href="#stop-{}"><bdi>{}</bdi> {}</a>',
            stop.identifier,
            stop.position,
            stop.place.subject.name if stop.place else isolate_scripts(stop.description),
        )
        for stop in stops
    )
    return format_html_join(gettext("; "), "{}", ((link,) for link in links))


@register.filter
def claim_statement(record: dict) -> SafeString:
    """Return the statement of a claim's dict in the active language."""
    return isolate_scripts(record["statement"][get_language()])
