"""The tag that links words to the glossary where a page first uses them."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.claims import scholarship
from archive.models import Question, Term
from archive.templatetags.record import isolate_scripts

register = template.Library()
register.simple_tag(scholarship.group_by_question, name="scholarship_by_question")


@register.filter
def terms_on(terms: Mapping[str, list[Term]], question: Question) -> list[Term]:
    """Return the entries that say more on a question, of those grouped by question."""
    return terms.get(question.identifier, [])


@register.simple_tag(takes_context=True)
def glossary_links(context: template.Context, text: str, language: str = "") -> SafeString:
    """Write the archive's own words with the first use on the page of each glossary word linked, other scripts isolated."""
    language = language or get_language()
    address = reverse("glossary")

    def render(part: str, term: str) -> SafeString:
        words = isolate_scripts(part, language)
        return format_html('<a class="term" href="{}#{}">{}</a>', address, term, words) if term else words

    if language not in context["glossary"]:
        return format_html("{}", text)
    parts = context["glossary"][language].mark_terms(text, context["glossed"])
    return format_html_join("", "{}", ((render(part, term),) for part, term in parts))
