"""What is settled before any page is made: the language, and who may load what is sent."""

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

GetResponse = Callable[[HttpRequest], HttpResponseBase]
POLICY_HEADERS = {"Content-Security-Policy", "Content-Security-Policy-Report-Only"}


class ResourcePolicyMiddleware:
    """Which sites may load what is sent (Fetch, Cross-Origin-Resource-Policy): downloads and embeds all sites may, the rest only this one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for_all = "Access-Control-Allow-Origin" in response.headers or getattr(response, "xframe_options_exempt", False)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin" if for_all else "same-origin"
        return response


class SortedPolicyMiddleware(CSPMiddleware):
    """The Content-Security-Policy with its directives in one order: as the library builds it, every process has an order of its own."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response, its policy put in order."""
        response = super().process_response(request, response)
        for name in POLICY_HEADERS & set(response.headers):
            response.headers[name] = "; ".join(sorted(response.headers[name].split("; ")))
        return response


class PathLanguageMiddleware:
    """The language that the address names; where it names none, the reader's by Accept-Language, or Arabic."""

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
    """The first language of an Accept-Language header (RFC 9110, 12.5.4) that the archive speaks; “*” is Arabic, quality 0 is a refusal."""
    for tag, quality in parse_accept_lang_header(accepted):
        if tag == "*" or not quality:
            break
        try:
            return get_supported_language_variant(tag)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
