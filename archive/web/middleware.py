"""Middleware: the language of a request, and the policies that its response is sent with."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from whitenoise.middleware import WhiteNoiseFileResponse

from archive.models import UnsoundText
from archive.web.cross_origin import is_readable_elsewhere, list_cross_origin_headers
from archive.web.monitoring.texts import MONITOR

GetResponse = Callable[[HttpRequest], HttpResponseBase]
POLICY_HEADERS = {"Content-Security-Policy", "Content-Security-Policy-Report-Only"}
# Policies that a browser applies to a page alone. A page needs about ten files before it is drawn on a phone.
PAGE_HEADERS = ("Cross-Origin-Opener-Policy", "Referrer-Policy")


class ResourcePolicyMiddleware:
    """Set who may read and load a response (Fetch): scripts of all sites may read it; only this site may load a page as a resource.

    Downloads, redirects and embeds may be loaded by all sites. A static file is sent without the headers that only a page or a record needs.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_page = response.headers.get("Content-Type", "").startswith("text/html") and "Location" not in response.headers
        for_all = is_readable_elsewhere() and (not is_page or getattr(response, "xframe_options_exempt", False))
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if for_all else "same-origin"
        if isinstance(response, WhiteNoiseFileResponse):
            for name in PAGE_HEADERS:
                del response.headers[name]
            return response
        for name, value in list_cross_origin_headers():
            response.headers[name] = value
        return response


class SortedPolicyMiddleware(CSPMiddleware):
    """Sort the directives of the Content-Security-Policy: the library's order differs from process to process."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the response with its policy sorted."""
        response = super().process_response(request, response)
        for name in POLICY_HEADERS & set(response.headers):
            response.headers[name] = "; ".join(sorted(response.headers[name].split("; ")))
        return response


class UnsoundTextMiddleware:
    """Answer 503 in place of a text that does not have its SHA-256, in both languages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Return the response if a text is not sound."""
        if not isinstance(exception, UnsoundText):
            return None
        MONITOR.report(str(exception))
        headers = {"Cache-Control": "no-store", "Retry-After": "300"}
        return HttpResponse(render_to_string("web/unsound_text.html"), status=503, headers=headers)


class PathLanguageMiddleware:
    """Activate the language of the address; where it names none, the reader's by Accept-Language, or Arabic."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        named = translation.get_language_from_path(request.path_info)
        with translation.override(named or preferred_language(request.headers.get("Accept-Language", ""))):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                response.headers.setdefault("Content-Language", translation.get_language())
        if not named and not request.path_info.startswith(settings.STATIC_URL):
            patch_vary_headers(response, ("Accept-Language",))
        return response


def preferred_language(accepted: str) -> str:
    """Return the first language of an Accept-Language header (RFC 9110, 12.5.4) that the archive has.

    “*” is Arabic; quality 0 is a refusal.
    """
    for tag, quality in parse_accept_lang_header(accepted):
        if tag == "*" or not quality:
            break
        try:
            return get_supported_language_variant(tag)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
