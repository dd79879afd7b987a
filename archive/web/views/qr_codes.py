"""QR codes of permanent addresses, for printed pages: files of their own, because a code compresses to no less than 400 bytes."""

from __future__ import annotations

from io import BytesIO

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

# Characters of a permanent path; those of the archive's records are shorter, and the time for a code grows with the square.
MAX_PATH_LENGTH = 300


def qr_code(_request: HttpRequest, path: str) -> HttpResponse:
    """Return the code of the permanent address at ``path``, as SVG. Raises Http404 if no view has it; the record need not exist."""
    if len(path) > MAX_PATH_LENGTH:
        raise Http404
    try:
        resolve(f"/{path}")
    except Resolver404:
        raise Http404 from None
    return HttpResponse(render_qr_code(f"{settings.CANONICAL_ORIGIN}/{path}"), content_type="image/svg+xml")


def render_qr_code(address: str) -> bytes:
    """Return the address as a QR code (ISO/IEC 18004) in an SVG document."""
    document = BytesIO()
    segno.make(address, error="m", micro=False).save(document, kind="svg", border=2, xmldecl=False, omitsize=True)
    return document.getvalue()
