"""What a preview adds to pages: which records are drafts. Elsewhere nothing."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from archive.web.preview_state import PREVIEW_STATE, DraftRecord

register = template.Library()


@register.simple_tag
def draft_label(kind: str, identifier: str) -> SafeString:
    """In a preview, beside a record that is a draft, a word that says so; nothing elsewhere."""
    state = PREVIEW_STATE.state
    marked = state is not None and state.is_draft(kind, identifier)
    return format_html(' <span class="draft-mark">{}</span>', _("draft")) if marked else mark_safe("")


@register.simple_tag
def draft_link(draft: DraftRecord) -> SafeString:
    """A draft by its file, linked to its page where the preview shows it."""
    names = {"passages": "source", "mentions": "source"}
    name = names.get(draft.kind, draft.kind)
    address = reverse(name, args=[draft.identifier])
    return format_html('<a href="{}"><bdi dir="ltr" class="hash">{}</bdi></a>', address, draft.file)
