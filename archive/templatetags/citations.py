"""The tag that writes a citation."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from archive.citations import Piece
from archive.templatetags.record import isolate_scripts

register = template.Library()


@register.simple_tag
def render_citation(pieces: Iterable[Piece], language: str = "") -> SafeString:
    """Write a citation: titles in italics where the style requires it, words in another script isolated.

    The day of access is left to ``cite.js``.
    """
    return format_html_join("", "{}", ((_render_piece(piece, language),) for piece in pieces))


def _render_piece(piece: Piece, language: str) -> SafeString:
    if piece.day:
        return format_html('<span data-day="{}" data-said="{}"></span>', piece.day, piece.text)
    text = isolate_scripts(piece.text, language)
    return format_html("<i>{}</i>", text) if piece.italic else text
