"""Countries of today by their codes (ISO 3166-1 alpha-2), with their names in CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from archive.text.languages import find_locale

# Codes of CLDR that are of no country in ISO 3166-1: reserved ones, groups of countries, and those for private use
OTHER_CODES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
CODE_LENGTH = 2


@cache
def list_country_codes() -> frozenset[str]:
    """Return the codes of all countries."""
    return frozenset(code for code in _get_names("en") if len(code) == CODE_LENGTH and code.isalpha()) - OTHER_CODES


def get_country_name(code: str, language: str) -> str:
    """Return the name of a country in a language; the code itself if CLDR has none."""
    return _get_names(language).get(code, code)


def _get_names(language: str) -> Mapping[str, str]:
    locale = find_locale(language)
    return locale.territories if locale else {}
