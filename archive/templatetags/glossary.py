"""Words that the glossary explains, linked where a page first uses them."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from archive.templatetags.record import isolate_scripts

register = template.Library()


@register.simple_tag(takes_context=True)
def glossary_links(context: template.Context, text: str, language: str = "") -> SafeString:
    """The archive's own words, ``isolated``, with the first mention on the page of each word that the glossary explains linked to it."""
    language = language or get_language()
    address = reverse("glossary")
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a class="term" href="{}#{}">{}</a>', address, term, isolate_scripts(part, language)),)
            if term
            else (isolate_scripts(part, language),)
            for part, term in context["glossary"][language].mark_terms(text, context["glossed"])
        ),
    )
