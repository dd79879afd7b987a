"""Tags that mark drafts in a preview; on the published site they write nothing."""

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
    """Write the word “draft” after a record that is one in a preview; nothing otherwise."""
    state = PREVIEW_STATE.state
    is_draft = state is not None and state.is_draft(kind, identifier)
    return format_html(' <span class="draft-mark">{}</span>', _("draft")) if is_draft else mark_safe("")


@register.simple_tag
def draft_link(draft: DraftRecord) -> SafeString:
    """Write the file of a draft, linked to the page that shows it in the preview."""
    page = "source" if draft.kind in ("passages", "mentions") else draft.kind
    address = reverse(page, args=[draft.identifier])
    return format_html('<a href="{}"><bdi dir="ltr" class="hash">{}</bdi></a>', address, draft.file)
