"""The sections of the site, and the pages to which a page of a long list leads."""

from __future__ import annotations

from django import template
from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import get_language

from archive.edition_cache import cached_per_edition
from archive.vocabulary import LANGUAGES, SECTIONS
from archive.web import paging

register = template.Library()


@register.simple_tag
def list_sections(path: str) -> list[dict[str, object]]:
    """Return the sections; ``current`` is “page” on the section's own page and “true” on a page below it."""
    part = path.split("/")[2] if path.count("/") > 2 else ""
    sections: list[dict[str, object]] = []
    addresses = _list_addresses(get_language())
    for name, (title, parts) in SECTIONS.items():
        address = addresses[name]
        current = "page" if path == address else "true" if part in parts else ""
        sections.append({"address": address, "name": title, "current": current})
    return sections


@cached_per_edition(maxsize=len(LANGUAGES))
def _list_addresses(_language: str | None) -> dict[str, str]:
    """Return the address of each section in the active language."""
    return {name: reverse(name) for name in SECTIONS}


@register.filter
def list_jumps(page: Page) -> list[int]:
    """Return the numbers of the pages to which a page of a long list leads besides its neighbours."""
    return paging.list_jumps(page.number, page.paginator.num_pages)
