"""The tag that links words to the glossary where a page first uses them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.claims import scholarship
from archive.models import Question, Term
from archive.templatetags.record import find_found_spans, isolate_with_marks, mark_found

register = template.Library()
register.simple_tag(scholarship.group_by_question, name="scholarship_by_question")


@register.filter
def terms_on(terms: Mapping[str, list[Term]], question: Question) -> list[Term]:
    """Return the entries that say more on a question, of those grouped by question."""
    return terms.get(question.identifier, [])


@register.simple_tag(takes_context=True)
def glossary_links(context: template.Context, text: str, language: str = "") -> SafeString:
    """Write the archive's own words with the first use on the page of each glossary word linked, other scripts isolated.

    The words that the reader searched for are marked.
    """
    language = language or get_language()
    address, spans = reverse("glossary"), find_found_spans(context, text)

    def render(part: str, term: str, start: int) -> SafeString:
        words = isolate_with_marks(part, language, [span.moved(-start) for span in spans])
        return format_html('<a href="{}#{}">{}</a>', address, term, words) if term else words

    if language not in context["glossary"]:
        return mark_found(context, text)
    parts = list(context["glossary"][language].mark_terms(text, context["glossed"]))
    starts = accumulate((len(part) for part, _term in parts), initial=0)
    return format_html_join("", "{}", ((render(part, term, start),) for (part, term), start in zip(parts, starts, strict=False)))
