"""The check of a quotation as a page and as JSON. The quotation is in the address, so that results can be linked to."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from archive.models import Source
from archive.quotations.answer import build_answer
from archive.quotations.answer_data import represent_answer
from archive.quotations.check import check_quotation

# Maximum code points of a quotation, and bytes of an address: so many every recipient should support (RFC 9110, 4.1).
MAX_QUOTATION_LENGTH, MAX_ADDRESS_LENGTH = 5000, 8000
LIMITS = {"longest": MAX_QUOTATION_LENGTH, "longest_address": MAX_ADDRESS_LENGTH}


class QuotationRequest(NamedTuple):
    """The quotation in an address, as far as it can be decoded; ``refusal``: why it is not looked up, with the status, else empty."""

    text: str
    refusal: str = ""
    status: int = 200


def read_quotation(request: HttpRequest) -> QuotationRequest:
    """Return the first ``q`` of the address. Bytes that are not UTF-8 are refused, never replaced."""
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    value = next((field[2:] for field in query.split(b"&") if field.startswith(b"q=")), b"")
    content = unquote_to_bytes(value.replace(b"+", b" "))
    text = content.decode(errors="replace")
    if len(query) + len(request.path) + 1 > MAX_ADDRESS_LENGTH:
        return QuotationRequest(text, "address", 414)
    if text.encode() != content:
        return QuotationRequest(text, "encoding", 400)
    if len(text) > MAX_QUOTATION_LENGTH:
        return QuotationRequest(text, "length", 400)
    return QuotationRequest(text)


def verify(request: HttpRequest) -> HttpResponse:
    """Render the form, and the answer or refusal if there is a quotation."""
    text, refusal, status = read_quotation(request)
    context: dict[str, object] = {"text": text, "refusal": refusal, **LIMITS}
    if text and not refusal:
        context |= {
            "answer": build_answer(check_quotation(text)),
            "sources": Source.objects.count(),
            "as_json": f"{reverse('verify-json')}?{request.META['QUERY_STRING']}",
        }
    return render(request, "quotations/verify.html", context, status=status)


def verify_json(request: HttpRequest) -> JsonResponse:
    """Return the same answer as data, or the refusal; 400 without a quotation."""
    text, refusal, status = read_quotation(request)
    if not text and not refusal:
        refusal, status = "nothing", 400
    data: dict[str, object] = {"error": refusal, **LIMITS}
    if not refusal:
        data = {"given": text, **represent_answer(build_answer(check_quotation(text)))}
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
