"""Tags that write what changed between two versions of a record."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext

from archive.templatetags.words import text_direction
from archive.versions.change_rows import FieldValue
from archive.versions.word_differences import WordRun

register = template.Library()


@register.simple_tag
def edited_words(runs: Iterable[WordRun], language: str) -> SafeString:
    """Write a text in a language with the words that it lost and gained. Only words that are visually hidden are added to it."""
    direction = text_direction(language) if language else "auto"
    return format_html_join("", "{}", ((_render_run(run, direction),) for run in runs))


def _render_run(run: WordRun, direction: str) -> SafeString | str:
    if run.kind == "same":
        return run.text
    if run.kind == "removed":
        before, after = pgettext("change", "removed:"), pgettext("change", "end of what was removed")
    else:
        before, after = pgettext("change", "added:"), pgettext("change", "end of what was added")
    hidden = f"{before} ", f" {after}"
    start, end = (format_html('<span class="visually-hidden" lang="{}">{}</span>', get_language(), words) for words in hidden)
    element = "del" if run.kind == "removed" else "ins"
    # Isolated by its direction: words of the other script keep their place in the line.
    return format_html('<{0} dir="{1}">{2}{3}{4}</{0}>', element, direction, start, run.text, end)


@register.simple_tag
def changed_value(value: FieldValue) -> SafeString:
    """Write a value, isolated."""
    if value.is_code:
        return format_html('<bdi class="hash" dir="ltr">{}</bdi>', value.text)
    source_class = SafeString(' class="source-words"') if value.is_source else ""
    if not value.language:
        return format_html("<bdi{}>{}</bdi>", source_class, value.text)
    return format_html(
        '<bdi{} lang="{}" dir="{}">{}</bdi>', source_class, value.language, text_direction(value.language), value.text
    )
