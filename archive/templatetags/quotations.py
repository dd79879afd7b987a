"""Tags of the page that checks a quotation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from archive.fixtures.problems.hints import DIFFERENCE_LABELS
from archive.quotations.answer import MARK_DIFFERENCE, RepeatedDifference
from archive.quotations.verdict_sentences import (
    REFUSAL_MESSAGES,
    WORD_DIFFERENCE_LABELS,
    get_reversal_note,
    list_normalization_notes,
    list_verdict_sentences,
)
from archive.templatetags.words import make_word_filter
from archive.text.characters import describe_character, make_visible
from archive.text.runs import Run

register = template.Library()
register.filter("verdict_sentences", list_verdict_sentences)
register.filter("normalization_notes", list_normalization_notes)
register.filter("reversal_note", get_reversal_note)
register.filter("refusal_message", make_word_filter(REFUSAL_MESSAGES))

# Maximum characters that are named, and positions of a difference that are listed.
MAX_NAMED_CHARACTERS, MAX_POSITIONS = 3, 12


@register.simple_tag
def highlight_differences(runs: Iterable[Run]) -> SafeString:
    """Return the words with those looked up tinted, and what differs underlined; their characters do not change."""
    return format_html_join("", "{}", ((_render_run(run),) for run in runs))


def _render_run(run: Run) -> SafeString | str:
    meanings = {mark.meaning for mark in run.marks}
    if not meanings:
        return run.text
    return format_html('<mark class="{}">{}</mark>', "differs" if MARK_DIFFERENCE in meanings else "evidence", run.text)


@register.filter
def difference_name(kind: str) -> str:
    """Return the name of a kind of difference."""
    return str(WORD_DIFFERENCE_LABELS[kind]) if kind in WORD_DIFFERENCE_LABELS else gettext(DIFFERENCE_LABELS[kind])


@register.filter
def is_of_words(difference: RepeatedDifference) -> bool:
    """Return whether a difference is of words and not of characters."""
    return difference.kind in WORD_DIFFERENCE_LABELS


@register.filter
def shown_characters(characters: str) -> str:
    """Return characters in visible form: invisible ones by code point, a combining mark on a circle."""
    return ("\u25cc" if combining(characters[0]) else "") + make_visible(characters)


@register.filter
def character_names(characters: str) -> list[str]:
    """Return the code point and Unicode name of each of a few characters; of many, none."""
    return list(map(describe_character, characters)) if len(characters) <= MAX_NAMED_CHARACTERS else []


@register.filter
def list_positions(positions: Sequence[int]) -> str:
    """Return the first of a quotation's positions, counted from 1."""
    return ", ".join(str(position + 1) for position in positions[:MAX_POSITIONS]) + (" …" if len(positions) > MAX_POSITIONS else "")
