"""Permanent addresses of editions: ``/id/editions``, ``/id/edition/<n>``, its ledger file and the list of its checksums."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from archive.formats import MEDIA_TYPES, write_json
from archive.formats.histories import MAX_ENTRIES, format_editions_feed
from archive.ledger.chain import SEAL_SUFFIXES
from archive.models import Edition
from archive.versions import edition_files, permanent_urls
from archive.web.views.address_problems import AddressProblem
from archive.web.views.address_view import AddressView
from archive.web.views.permanent import SeeOtherResponse
from archive.web.views.record_addresses import find_edition


def _respond_editions(view: AddressView, request: HttpRequest, format_: str) -> HttpResponse:
    """Return all editions as JSON, the newest as a feed, or 303 to their page."""
    editions = Edition.objects.order_by("-number")
    if not format_:
        return SeeOtherResponse(reverse("editions"))
    if format_ == "atom":
        return _make_response(format_editions_feed(editions[:MAX_ENTRIES]).encode(), format_, "editions")
    described = [
        {
            "edition": edition.number,
            "published": edition.published,
            "digest": edition.digest,
            "state": edition.state,
            "address": permanent_urls.build_archive_edition_url(edition.number),
        }
        for edition in editions
    ]
    text = write_json({"editions": described})
    return _make_response(text.encode(), format_, "editions")


def _respond_edition(view: AddressView, request: HttpRequest, format_: str, number: str) -> HttpResponseBase:
    """Return the header of an edition, its whole ledger file, its signature or time stamp, or 303 to its page."""
    edition = find_edition(number)
    if not format_:
        return SeeOtherResponse(reverse("edition", args=[edition.number]))
    name = f"{edition.number:04}"
    if format_ == "json":
        return _make_response(edition_files.build_header(edition).encode().removesuffix(b"\n"), format_, name)
    if format_ in SEAL_SUFFIXES:
        return _make_response(_find_seal(edition, format_), format_, name)
    return _stream_ledger_file(request, edition, name)


def _find_seal(edition: Edition, suffix: str) -> bytes:
    """Return the signature or time stamp of an edition. Raises AddressProblem."""
    seal = edition.seals.filter(suffix=suffix).first()
    if seal is None:
        words = {"sig": _("Edition %(edition)s is not signed."), "tsr": _("Edition %(edition)s has no time stamp.")}
        raise AddressProblem(404, words[suffix] % {"edition": edition.number})
    return bytes(seal.content)


def _stream_ledger_file(request: HttpRequest, edition: Edition, name: str) -> HttpResponseBase:
    """Return the ledger file line by line: that of many records is large, and neither held nor stored."""
    etag = f'"{edition.file_digest}"'
    headers = {**_make_headers(f"{name}.jsonl"), "ETag": etag, "Cache-Control": "public, max-age=0, must-revalidate"}
    unread = HttpResponse(headers=headers)
    response = get_conditional_response(request, etag=etag, response=unread)
    if response and response is not unread:
        return response
    return StreamingHttpResponse(edition_files.iterate_ledger_file(edition), content_type=MEDIA_TYPES["jsonl"], headers=headers)


def checksums(request: HttpRequest, number: str) -> HttpResponse:
    """Return the versions in force in an edition in the format of ``sha256sum``; its SHA-256 is the edition's ``state``."""
    try:
        edition = find_edition(number)
    except AddressProblem as problem:
        return problem.render(request, as_page=False)
    return _make_response("".join(edition_files.list_checksums(edition.number)).encode(), "txt", "SHA256SUMS")


def _make_response(content: bytes, suffix: str, name: str) -> HttpResponse:
    file_name = name if suffix == "txt" else f"{name}.{suffix}"
    return HttpResponse(content, content_type=MEDIA_TYPES[suffix], headers=_make_headers(file_name))


def _make_headers(file_name: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="{file_name}"'}


editions = AddressView("editions", ("json", "atom"), _respond_editions)
edition = AddressView("edition", ("json", "jsonl", *SEAL_SUFFIXES), _respond_edition)
