"""What is settled before any page is made: the method, and the language."""

from hashlib import sha256

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpResponseNotAllowed
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

READING = ("GET", "HEAD")
POLICIES = {"Content-Security-Policy", "Content-Security-Policy-Report-Only"}
SETTLED = ("_csp_", "xframe_options_exempt")


class GetAndHeadOnly:
    """The archive is read, never written: 405 for every other method."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in READING:
            return HttpResponseNotAllowed(READING)
        response = self.get_response(request)
        if request.method == "HEAD" and not response.streaming:
            length = response.headers.get("Content-Length", str(len(response.content)))
            response.content = b""
            response.headers["Content-Length"] = length
        return response


def tag(response) -> None:
    """Gives a whole answer its ETag, unless it has one."""
    if "ETag" not in response.headers:
        response.headers["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'


class EntityTags:
    """A strong ETag on every whole answer, made from its bytes, and 304 to whoever has them already (RFC 9110, 13)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code != 200 or response.streaming:
            return response
        tag(response)
        answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
        if answer is not response:  # what a view has settled of the headers holds for its 304 too
            answer.__dict__ |= {name: value for name, value in vars(response).items() if name.startswith(SETTLED)}
        return answer


class PolicyInOrder(CSPMiddleware):
    """The Content-Security-Policy with its directives in one order: as the library builds it, every process has an order of its own."""

    def process_response(self, request, response):
        """The response, its policy put in order."""
        response = super().process_response(request, response)
        for name in POLICIES & set(response.headers):
            response.headers[name] = "; ".join(sorted(response.headers[name].split("; ")))
        return response


class LanguageFromPath:
    """The language that the address names; where it names none, the reader's by Accept-Language, or Arabic."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        named = translation.get_language_from_path(request.path_info)
        with translation.override(named or preferred(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            if response.headers.get("Content-Type", "").startswith("text/html"):
                response.headers.setdefault("Content-Language", translation.get_language())
        if not named and not request.path_info.startswith(settings.STATIC_URL):
            patch_vary_headers(response, ("Accept-Language",))
        return response


def preferred(request) -> str:
    """The first language of Accept-Language (RFC 9110, 12.5.4) that the archive speaks; “*” is Arabic, quality 0 is a refusal."""
    for tag, quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if tag == "*" or not quality:
            break
        try:
            return get_supported_language_variant(tag)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE
