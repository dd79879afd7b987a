"""The sections of the site, and the pages to which a page of a long list leads."""

from __future__ import annotations

from django import template
from django.core.paginator import Page
from django.urls import reverse

from archive.vocabulary import SECTIONS
from archive.web import paging

register = template.Library()


@register.simple_tag
def list_sections(path: str) -> list[dict[str, object]]:
    """Return the sections; ``current`` is “page” on the section's own page and “true” on a page below it."""
    part = path.split("/")[2] if path.count("/") > 2 else ""
    sections: list[dict[str, object]] = []
    for name, (title, parts) in SECTIONS.items():
        address = reverse(name)
        current = "page" if path == address else "true" if part in parts else ""
        sections.append({"address": address, "name": title, "current": current})
    return sections


@register.filter
def list_jumps(page: Page) -> list[int]:
    """Return the numbers of the pages to which a page of a long list leads besides its neighbours."""
    return paging.list_jumps(page.number, page.paginator.num_pages)
