"""The page that checks a quotation, and the same answer as JSON. The quotation stands in the address, so that an answer can be linked to."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from archive.addresses import build_permanent_url
from archive.models import Source
from archive.quotations.answer import build_part_views, represent_answer
from archive.quotations.check import check_quotation
from archive.quotations.quoted_claims import find_quoted_claims

# Code points of a quotation, and bytes of an address, at most: so many every recipient should take (RFC 9110, 4.1).
MAX_QUOTATION_LENGTH, MAX_ADDRESS_LENGTH = 5000, 8000


class QuotationRefusal(NamedTuple):
    """Why a quotation is not looked for: a key of the page's sentences, and the status."""

    reason: str
    status: int


class QuotationRequest(NamedTuple):
    """The quotation as it is in the address, as far as it can be read; and why it is refused, if it is."""

    text: str
    refusal: QuotationRefusal | None = None


def read_quotation(request: HttpRequest) -> QuotationRequest:
    """The first ``q`` of the address. Bytes that are not UTF-8 are refused, never replaced."""
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    given = next((one[2:] for one in query.split(b"&") if one.startswith(b"q=")), b"")
    content = unquote_to_bytes(given.replace(b"+", b" "))
    text, readable = _decode(content)
    if len(query) + len(request.path) + 1 > MAX_ADDRESS_LENGTH:
        return QuotationRequest(text, QuotationRefusal("address", 414))
    if not readable:
        return QuotationRequest(text, QuotationRefusal("encoding", 400))
    if len(text) > MAX_QUOTATION_LENGTH:
        return QuotationRequest(text, QuotationRefusal("length", 400))
    return QuotationRequest(text)


def _decode(content: bytes) -> tuple[str, bool]:
    try:
        return content.decode(), True
    except UnicodeDecodeError:
        return content.decode(errors="replace"), False


def verify(request: HttpRequest) -> HttpResponse:
    """The form, and under it what was found, if a quotation is given; 400 or 414 with what to try, if it cannot be looked for."""
    text, refusal = read_quotation(request)
    context: dict[str, object] = {
        "text": text,
        "refusal": refusal,
        "longest": MAX_QUOTATION_LENGTH,
        "longest_address": MAX_ADDRESS_LENGTH,
    }
    if text and not refusal:
        answer = check_quotation(text)
        same = reverse("verify-json") + "?" + request.META["QUERY_STRING"]
        context |= {
            "answer": answer,
            "pieces": build_part_views(answer),
            "claims": find_quoted_claims(answer),
            "sources": Source.objects.count(),
        }
        context["as_json"] = same
    return render(request, "quotations/verify.html", context, status=refusal.status if refusal else 200)


def verify_json(request: HttpRequest) -> JsonResponse:
    """The same answer as data; without a quotation, 400."""
    text, refusal = read_quotation(request)
    refusal = refusal or (None if text else QuotationRefusal("nothing", 400))
    if refusal:
        limits = {"longest": MAX_QUOTATION_LENGTH, "longest_address": MAX_ADDRESS_LENGTH}
        answer, status = {"error": refusal.reason, **limits}, refusal.status
    else:
        found = check_quotation(text)
        claims = [build_permanent_url("claim", one.identifier) for one in find_quoted_claims(found)]
        answer, status = {"given": text, **represent_answer(found, build_part_views(found)), "claims": claims}, 200
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(answer, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
