"""Tags of the page that checks a quotation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from unicodedata import combining

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from archive import quotationwords
from archive.characters import named, shown
from archive.hints import KINDS
from archive.quotationanswer import DIFFERS
from archive.quotationcheck import Answer
from archive.runs import Run

register = template.Library()

# Characters that are told by name; places of a difference that are told.
NAMED, TOLD = 3, 12


@register.simple_tag
def compared(runs: Iterable[Run]) -> SafeString:
    """Words with what was looked for tinted, and what differs underlined. The characters are those of the words and no others."""
    return format_html_join("", "{}", ((_run(run),) for run in runs))


def _run(run: Run) -> SafeString | str:
    meanings = {mark.meaning for mark in run.marks}
    if not meanings:
        return run.text
    return format_html('<mark class="{}">{}</mark>', "differs" if DIFFERS in meanings else "evidence", run.text)


@register.filter
def verdict(answer: Answer) -> str:
    """The sentence that says what was found."""
    return quotationwords.verdict(answer)


@register.filter
def set_aside(key: str) -> str:
    """What was set aside before looking."""
    return str(quotationwords.SET_ASIDE[key])


@register.filter
def refused(reason: str) -> str:
    """Why a quotation is not looked for."""
    return str(quotationwords.REFUSALS[reason])


@register.filter
def difference_kind(key: str) -> str:
    """What sort of difference it is."""
    return gettext(KINDS[key])


@register.filter
def shown_characters(characters: str) -> str:
    """Characters as they can be shown, the invisible by their code points, a mark without its letter on a circle."""
    return ("\u25cc" if combining(characters[0]) else "") + shown(characters)


@register.filter
def names(characters: str) -> list[str]:
    """The code point and Unicode name of each of a few characters; of many, none."""
    return list(map(named, characters)) if len(characters) <= NAMED else []


@register.filter
def positions(at: Sequence[int]) -> str:
    """Places in a quotation, counted from 1; of many, the first."""
    return ", ".join(str(one + 1) for one in at[:TOLD]) + (" …" if len(at) > TOLD else "")
