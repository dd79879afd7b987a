"""The page that checks a quotation, and the same answer as JSON. The quotation stands in the address, so that an answer can be linked to."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from archive.addresses import permanent
from archive.models import Source
from archive.quotationanswer import represented, shown
from archive.quotationcheck import check
from archive.quotedclaims import claimed

# Code points of a quotation, and bytes of an address, at most: so many every recipient should take (RFC 9110, 4.1).
LONGEST, LONGEST_ADDRESS = 5000, 8000


class Refusal(NamedTuple):
    """Why a quotation is not looked for: a key of the page's sentences, and the status."""

    reason: str
    status: int


class Asked(NamedTuple):
    """The quotation as it is in the address, as far as it can be read; and why it is refused, if it is."""

    text: str
    refusal: Refusal | None = None


def asked(request: HttpRequest) -> Asked:
    """The first ``q`` of the address. Bytes that are not UTF-8 are refused, never replaced."""
    query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
    given = next((one[2:] for one in query.split(b"&") if one.startswith(b"q=")), b"")
    content = unquote_to_bytes(given.replace(b"+", b" "))
    text, readable = _decoded(content)
    if len(query) + len(request.path) + 1 > LONGEST_ADDRESS:
        return Asked(text, Refusal("address", 414))
    if not readable:
        return Asked(text, Refusal("encoding", 400))
    if len(text) > LONGEST:
        return Asked(text, Refusal("length", 400))
    return Asked(text)


def _decoded(content: bytes) -> tuple[str, bool]:
    try:
        return content.decode(), True
    except UnicodeDecodeError:
        return content.decode(errors="replace"), False


def verify(request: HttpRequest) -> HttpResponse:
    """The form, and under it what was found, if a quotation is given; 400 or 414 with what to try, if it cannot be looked for."""
    text, refusal = asked(request)
    context: dict[str, object] = {"text": text, "refusal": refusal, "longest": LONGEST, "longest_address": LONGEST_ADDRESS}
    if text and not refusal:
        answer = check(text)
        same = reverse("verify-json") + "?" + request.META["QUERY_STRING"]
        context |= {"answer": answer, "pieces": shown(answer), "claims": claimed(answer), "sources": Source.objects.count()}
        context["as_json"] = same
    return render(request, "archive/verify.html", context, status=refusal.status if refusal else 200)


def verify_json(request: HttpRequest) -> JsonResponse:
    """The same answer as data; without a quotation, 400."""
    text, refusal = asked(request)
    refusal = refusal or (None if text else Refusal("nothing", 400))
    if refusal:
        limits = {"longest": LONGEST, "longest_address": LONGEST_ADDRESS}
        answer, status = {"error": refusal.reason, **limits}, refusal.status
    else:
        found = check(text)
        claims = [permanent("claim", one.identifier) for one in claimed(found)]
        answer, status = {"given": text, **represented(found, shown(found)), "claims": claims}, 200
    headers = {"Access-Control-Allow-Origin": "*"}
    return JsonResponse(answer, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
