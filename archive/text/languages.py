"""Language tags as BCP 47 defines them."""

from __future__ import annotations


def get_primary_language(tag: str) -> str:
    """Return the first part of a tag: “ar” for “ar-EG”."""
    return tag.partition("-")[0]
