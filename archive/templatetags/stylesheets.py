"""Tags that link a page to its style sheets and fonts."""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from archive.edition_cache import cached_per_edition
from archive.web.stylesheets import FRAME_STYLESHEETS, list_stylesheet_files

register = template.Library()
# Lists of names whose links are cached; they are literals in templates
MAX_LISTS = 100


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
    link = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
    return format_html_join("\n  ", link, ((static(f"archive/fonts/{name}.woff2"),) for name in names.split()))
