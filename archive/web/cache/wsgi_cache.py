"""The WSGI application around Django: it refuses, answers 304, serves stored responses, and calls Django for the rest.

A response is a function of the edition, the code and the cache key. Its entity tag is computed from these and the coding, so that a 304
needs no look-up and no rendering.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.translation import get_language_from_path, override

from archive.edition_cache import EDITION_ENVIRON_KEY, STREAMED_ENVIRON_KEY
from archive.web.cache import limits
from archive.web.cache.cache_key import CacheKey, build_cache_key, negotiate_coding
from archive.web.cache.edition import EditionWatcher
from archive.web.cache.responses import (
    EncodedResponse,
    Headers,
    RenderedResponse,
    build_cache_headers,
    encode_unstored,
    make_entity_tag,
)
from archive.web.cache.stores import EditionResponses
from archive.web.cross_origin import PREFLIGHT_HEADERS, is_preflight, is_readable_elsewhere, list_cross_origin_headers
from archive.web.middleware import preferred_language
from archive.web.monitoring.health import LIVENESS_PATH, READINESS_PATH
from archive.web.monitoring.metrics import CACHE_STATUS
from archive.web.wsgi_client import begin, read_body

StartResponse = Callable[[str, Headers], object]
CACHED_STATUSES = ("200", "301", "302", "303", "404", "410", "451")
# Ending of the addresses of ledger files, which are sent line by line
STREAMED_SUFFIX = ".jsonl"
REFUSAL_HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]


class StreamedResponse(NamedTuple):
    """A long response that is sent while Django writes it, in no coding: ``body`` is to be closed."""

    status: str
    headers: Headers
    body: Iterable[bytes]
    edition: str


class CachingApplication:
    """Serves ``application`` and caches at most ``RESPONSE_CACHE_MB`` of its responses; with 0 it only refuses."""

    def __init__(self, application: Callable) -> None:
        self.application = application
        self.edition_watcher, self.responses = EditionWatcher(), EditionResponses("")

    def __call__(self, environ: dict, start: StartResponse) -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        if is_preflight(environ) and is_readable_elsewhere():
            return send_preflight(start)
        if refused := limits.find_refusal(environ):
            return send_refusal(refused, environ, start)
        if not settings.RESPONSE_CACHE_MB or not is_page_request(environ):
            return self.forward(environ, start)
        responses = self.responses_for(self.edition_watcher.look_up_edition())
        key, coding = build_cache_key(environ, responses.edition), negotiate_coding(environ)
        known_tags = environ.get("HTTP_IF_NONE_MATCH", "")
        environ[CACHE_STATUS] = "hit"
        if known_tags and responses.edition and (tag := make_entity_tag(responses.edition, key, coding)) in known_tags:
            return send_not_modified(key, tag, start)
        response: EncodedResponse | StreamedResponse | None = responses.find(key, coding)
        if response is None:
            environ[CACHE_STATUS] = "miss"
            response = self.build_response(environ, key, coding)
        if isinstance(response, StreamedResponse):
            return send_stream(response, key, coding, environ, start)
        if known_tags.strip() == "*" and response.etag:
            return send_not_modified(key, response.etag, start)
        start(response.status, list(response.headers))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else response.body]

    def forward(self, environ: dict, start: StartResponse) -> Iterable[bytes]:
        """Return Django's response unchanged; to HEAD without the body."""
        body = self.application(environ, start)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        getattr(body, "close", bool)()
        return [b""]

    def responses_for(self, edition: str) -> EditionResponses:
        """Return the stored responses of an edition."""
        if self.responses.edition != edition:
            self.responses = EditionResponses(edition)
        return self.responses

    def build_response(self, environ: dict, key: CacheKey, coding: str) -> EncodedResponse | StreamedResponse:
        """Render a response, and store it if it is the same until the edition changes; do not read one that is long."""
        normalized = key.normalize_environ(environ)
        status, headers, body = begin(self.application, normalized)
        edition = normalized.get(EDITION_ENVIRON_KEY, "")
        if normalized.get(STREAMED_ENVIRON_KEY):
            return StreamedResponse(status, headers, body, edition)
        response = RenderedResponse(status, headers, read_body(body))
        if not edition or not is_cacheable(response, key):
            return encode_unstored(response, coding)
        self.edition_watcher.edition = edition
        return self.responses_for(edition).store(key, coding, response.without_own_headers)


def render_response(application: Callable, environ: dict) -> tuple[RenderedResponse, str]:
    """Return an application's response and its edition; empty if the application set none, or if the response is too long to be stored."""
    status, headers, body = begin(application, environ)
    if environ.get(STREAMED_ENVIRON_KEY):
        getattr(body, "close", bool)()
        return RenderedResponse(status, headers, b""), ""
    return RenderedResponse(status, headers, read_body(body)), environ.get(EDITION_ENVIRON_KEY, "")


def is_cacheable(response: RenderedResponse, key: CacheKey) -> bool:
    """Return True if a response depends only on the edition and the key, and has no ``Cache-Control`` of its own."""
    headers = {name.lower(): value for name, value in response.headers}
    varies = {name.strip() for name in headers.get("vary", "").split(",")} - {""}
    return response.status[:3] in CACHED_STATUSES and "cache-control" not in headers and varies <= set(key.vary.split(", "))


def is_page_request(environ: dict) -> bool:
    """Return True unless a request is for a file or a health check, or Django refuses or redirects its host or scheme."""
    path = environ.get("PATH_INFO", "")
    is_file = path.startswith(settings.STATIC_URL) or path.endswith(STREAMED_SUFFIX)
    is_page = not is_file and path not in (LIVENESS_PATH, READINESS_PATH)
    if not is_page or not _is_allowed_host(environ.get("HTTP_HOST", "")):
        return False
    if not settings.SECURE_SSL_REDIRECT:
        return True
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO", "").partition(",")[0].strip()
    return "https" in (environ["wsgi.url_scheme"], forwarded)


@lru_cache(maxsize=256)
def _is_allowed_host(host: str) -> bool:
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def send_not_modified(key: CacheKey, tag: str, start: StartResponse) -> list[bytes]:
    """Answer 304."""
    start("304 Not Modified", build_cache_headers(key, tag) + list_cross_origin_headers())
    return [b""]


def send_stream(response: StreamedResponse, key: CacheKey, coding: str, environ: dict, start: StartResponse) -> Iterable[bytes]:
    """Send a long response with the entity tag that it would have if it were stored; to HEAD without the body."""
    tag = make_entity_tag(response.edition, key, coding) if response.edition else ""
    own = RenderedResponse(response.status, response.headers, b"").without_own_headers
    start(response.status, own.headers + build_cache_headers(key, tag))
    if environ["REQUEST_METHOD"] != "HEAD":
        return response.body
    getattr(response.body, "close", bool)()
    return [b""]


def send_preflight(start: StartResponse) -> list[bytes]:
    """Answer that scripts of other sites may send any header with a request that reads."""
    start("204 No Content", list(PREFLIGHT_HEADERS))
    return [b""]


def send_refusal(status: str, environ: dict, start: StartResponse) -> list[bytes]:
    """Answer with the reason of a refusal, in the language of the address, or else the reader's."""
    path_language = get_language_from_path(environ.get("PATH_INFO", "")[:8])
    with override(path_language or preferred_language(environ.get("HTTP_ACCEPT_LANGUAGE", "")[:1000])):
        words = f"{limits.REFUSAL_MESSAGES[status]}\n".encode()
    headers = [*REFUSAL_HEADERS, *list_cross_origin_headers(), ("Content-Length", str(len(words))), ("Vary", "Accept-Language")]
    start(status, headers + ([("Allow", "GET, HEAD")] if status.startswith("405") else []))
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else words]
