"""Tags of the page that checks a quotation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from archive.fixtures.problems.hints import DIFFERENCE_LABELS
from archive.quotations.answer import MARK_DIFFERENCE, NORMALIZATION_NOTES, REFUSAL_MESSAGES, get_verdict_sentence
from archive.quotations.check import QuotationResult
from archive.text.characters import describe_character, make_visible
from archive.text.runs import Run

register = template.Library()

# Characters that are told by name; places of a difference that are told.
MAX_NAMED_CHARACTERS, MAX_POSITIONS = 3, 12


@register.simple_tag
def highlight_differences(runs: Iterable[Run]) -> SafeString:
    """Words with what was looked for tinted, and what differs underlined. The characters are those of the words and no others."""
    return format_html_join("", "{}", ((_render_run(run),) for run in runs))


def _render_run(run: Run) -> SafeString | str:
    meanings = {mark.meaning for mark in run.marks}
    if not meanings:
        return run.text
    return format_html('<mark class="{}">{}</mark>', "differs" if MARK_DIFFERENCE in meanings else "evidence", run.text)


@register.filter
def verdict_sentence(answer: QuotationResult) -> str:
    """The sentence that says what was found."""
    return get_verdict_sentence(answer)


@register.filter
def normalization_note(key: str) -> str:
    """What was set aside before looking."""
    return str(NORMALIZATION_NOTES[key])


@register.filter
def refusal_message(reason: str) -> str:
    """Why a quotation is not looked for."""
    return str(REFUSAL_MESSAGES[reason])


@register.filter
def difference_name(key: str) -> str:
    """What sort of difference it is."""
    return gettext(DIFFERENCE_LABELS[key])


@register.filter
def shown_characters(characters: str) -> str:
    """Characters as they can be shown, the invisible by their code points, a mark without its letter on a circle."""
    return ("\u25cc" if combining(characters[0]) else "") + make_visible(characters)


@register.filter
def character_names(characters: str) -> list[str]:
    """The code point and Unicode name of each of a few characters; of many, none."""
    return list(map(describe_character, characters)) if len(characters) <= MAX_NAMED_CHARACTERS else []


@register.filter
def list_positions(at: Sequence[int]) -> str:
    """Places in a quotation, counted from 1; of many, the first."""
    return ", ".join(str(one + 1) for one in at[:MAX_POSITIONS]) + (" …" if len(at) > MAX_POSITIONS else "")
