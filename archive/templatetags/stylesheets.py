"""Tags that link a page to its style sheets and fonts."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from archive.edition_cache import cached_per_edition
from archive.web.stylesheets import FRAME_STYLESHEETS, list_stylesheet_files

register = template.Library()
# Lists of names whose links are cached; they are literals in templates
MAX_LISTS = 100

CSS_FOLDER = Path(__file__).parents[1] / "static" / "archive" / "css"
# Sheets with the faces of rarer characters; the faces of a sheet are of the same characters.
LETTER_SHEETS = ("latin", "accents", "cyrillic", "arabic")
LETTER_FACE = re.compile(r"@font-face \{[^}]*fonts/([\w-]+)\.woff2[^}]*unicode-range: ([^;]+);")


@register.simple_tag
def page_stylesheets(names: str) -> SafeString:
    """Write links to the style sheets of a page: those of every page, and ``names``.

    Names are literals in templates, because ``collectstatic`` finds there which files to join.
    """
    return stylesheets(f"{FRAME_STYLESHEETS} {names}")


@register.simple_tag
@cached_per_edition(maxsize=MAX_LISTS)
def stylesheets(names: str) -> SafeString:
    """Write links to style sheets that only some pages of a kind need, after those of the page."""
    link = '<link rel="stylesheet" href="{}">'
    return format_html_join("\n  ", link, ((static(path),) for path in list_stylesheet_files(names)))


@register.simple_tag
@cached_per_edition(maxsize=MAX_LISTS)
def preload_fonts(names: str) -> SafeString:
    """Write links that load fonts before any style sheet requests them."""
    link = '<link rel="preload" href="{}" as="font" crossorigin>'
    return format_html_join("\n  ", link, ((static(f"archive/fonts/{name}.woff2"),) for name in names.split()))


@register.simple_tag(takes_context=True)
def letter_stylesheet(context: template.Context, page: str) -> SafeString:
    """Write links to the faces of the rarer characters that ``page``, HTML, has; on English pages links that load their first fonts before."""
    # Most pages have none: one search says so.
    if not compile_rarer_characters().search(page):
        return SafeString()
    needed = [(sheet, font) for sheet, font, characters in list_letter_faces() if characters.search(page)]
    preloads = preload_fonts(" ".join(font for _, font in needed)) if context["language"] == "en" else SafeString()
    return preloads + format_html_join("\n  ", "{}", ((stylesheets(sheet),) for sheet, _ in needed))


@cache
def list_letter_faces() -> list[tuple[str, str, re.Pattern[str]]]:
    """Return each sheet of rarer characters with its first font and a pattern of one of these characters."""
    faces = []
    for sheet in LETTER_SHEETS:
        font, spans = LETTER_FACE.findall((CSS_FOLDER / f"{sheet}.css").read_text(encoding="utf-8"))[0]
        faces.append((sheet, font, re.compile(f"[{_convert_range(spans)}]")))
    return faces


@cache
def compile_rarer_characters() -> re.Pattern[str]:
    """Return the pattern of one of the characters of any of these sheets."""
    return re.compile("|".join(characters.pattern for _sheet, _font, characters in list_letter_faces()))


def _convert_range(spans: str) -> str:
    """Return a ``unicode-range`` as the inside of a character class."""
    return re.sub(r"(?:U\+|(?<=-))([0-9A-F]{4})(?:, )?", lambda match: f"\\u{match[1]}", spans)
