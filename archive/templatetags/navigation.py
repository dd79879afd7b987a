"""The tag that lists the sections of the site."""

from __future__ import annotations

from django import template
from django.urls import reverse

from archive.vocabulary import SECTIONS

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
