"""Style sheets and letters, as a page asks for them."""

from __future__ import annotations

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from archive.web.stylesheets import FRAME_STYLESHEETS, list_stylesheet_files

register = template.Library()


@register.simple_tag
def page_stylesheets(names: str) -> SafeString:
    """Links to the style sheets of a page: the frame's, and those it needs beyond them. Names are written out, for they are joined before."""
    return stylesheets(f"{FRAME_STYLESHEETS} {names}")


@register.simple_tag
def stylesheets(names: str) -> SafeString:
    """Links to style sheets that only some pages of a kind need, after the page's own."""
    link = '<link rel="stylesheet" href="{}">'
    return format_html_join("\n  ", link, ((static(path),) for path in list_stylesheet_files(names)))


@register.simple_tag
def preload_fonts(names: str) -> SafeString:
    """Asks for fonts before any style sheet does: those that a page is drawn with at once, or stays without on a first visit."""
    link = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
    return format_html_join("\n  ", link, ((static(f"archive/fonts/{name}.woff2"),) for name in names.split()))
