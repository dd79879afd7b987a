"""Language tags as BCP 47 defines them, with their data in CLDR."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError


def get_primary_language(tag: str) -> str:
    """Return the first part of a tag: “ar” for “ar-EG”."""
    return tag.partition("-")[0]


@cache
def find_locale(tag: str) -> Locale | None:
    """Return the CLDR data of a language, or None."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def get_language_name(tag: str, language: str) -> str:
    """Return the name of a language in another one; the tag itself if CLDR has none."""
    locale = find_locale(tag)
    return (locale and locale.get_display_name(language)) or tag
