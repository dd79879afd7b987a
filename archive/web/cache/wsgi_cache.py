"""The WSGI application around Django: it refuses, answers 304 and what is kept, and asks Django for the rest.

An answer is a function of the edition, the code, the address and what the headers come to (``Asked``). Its entity tag names these and the
coding, so that whoever has it is told so before anything is looked up or made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.translation import get_language_from_path, override

from archive.edition_cache import EDITION_ENVIRON_KEY
from archive.web.cache import limits
from archive.web.cache.cache_key import CacheKey, build_cache_key, negotiate_coding
from archive.web.cache.edition import EditionWatcher
from archive.web.cache.responses import EncodedResponse, Headers, RenderedResponse, build_cache_headers, make_entity_tag
from archive.web.cache.stores import EditionResponses
from archive.web.middleware import preferred_language
from archive.web.monitoring.health import LIVENESS_PATH, READINESS_PATH
from archive.web.monitoring.metrics import CACHE_STATUS
from archive.web.wsgi_client import run

StartResponse = Callable[[str, Headers], object]
CACHED_STATUSES = ("200", "301", "302", "303", "404", "410")
REFUSAL_HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]


class CachingApplication:
    """Serves ``application``, of whose answers it keeps at most ``RESPONSE_CACHE_MB``. With none to keep it only refuses."""

    def __init__(self, application: Callable) -> None:
        self.application = application
        self.edition_watcher, self.responses = EditionWatcher(), EditionResponses("")

    def __call__(self, environ: dict, start: StartResponse) -> Iterable[bytes]:
        """As PEP 3333 has it."""
        if refused := limits.find_refusal(environ):
            return send_refusal(refused, environ, start)
        if not settings.RESPONSE_CACHE_MB or not is_page_request(environ):
            return self.forward(environ, start)
        answers = self.responses_for(self.edition_watcher.look_up_edition())
        wanted, code = build_cache_key(environ), negotiate_coding(environ)
        known = environ.get("HTTP_IF_NONE_MATCH", "")
        environ[CACHE_STATUS] = "hit"
        if known and answers.edition and (tag := make_entity_tag(answers.edition, wanted, code)) in known:
            return send_not_modified(wanted, tag, start)
        if (answer := answers.find(wanted, code)) is None:
            environ[CACHE_STATUS] = "miss"
            answer = self.build_response(environ, wanted, code)
        if known.strip() == "*" and answer.etag:
            return send_not_modified(wanted, answer.etag, start)
        start(answer.status, list(answer.headers))
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else answer.body]

    def forward(self, environ: dict, start: StartResponse) -> Iterable[bytes]:
        """What Django answers, as it is; to HEAD without the body."""
        body = self.application(environ, start)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        getattr(body, "close", bool)()
        return [b""]

    def responses_for(self, edition: str) -> EditionResponses:
        """The answers of the edition that is loaded."""
        if self.responses.edition != edition:
            self.responses = EditionResponses(edition)
        return self.responses

    def build_response(self, environ: dict, wanted: CacheKey, code: str) -> EncodedResponse:
        """The answer made by Django, and kept if it is one that stays the same until the edition changes."""
        made, edition = render_response(self.application, wanted.normalize_environ(environ))
        if not edition or not is_cacheable(made, wanted):
            return EncodedResponse(made.status, made.headers, made.body, "", "")
        self.edition_watcher.edition = edition
        return self.responses_for(edition).store(wanted, code, made.without_own_headers)


def render_response(application: Callable, environ: dict) -> tuple[RenderedResponse, str]:
    """What an application answers, and of which edition; of none if it did not say."""
    return RenderedResponse(*run(application, environ)), environ.get(EDITION_ENVIRON_KEY, "")


def is_cacheable(made: RenderedResponse, wanted: CacheKey) -> bool:
    """Whether an answer depends on nothing but the edition and what was asked; one that says itself how long it holds does not."""
    said = {name.lower(): value for name, value in made.headers}
    varies = {name.strip() for name in said.get("vary", "").split(",")} - {""}
    return made.status[:3] in CACHED_STATUSES and "cache-control" not in said and varies <= set(wanted.vary.split(", "))


def is_page_request(environ: dict) -> bool:
    """Whether a request is one for a page: not for a static file or how this process is, nor one that Django refuses or leads elsewhere for
    its host or scheme."""
    path = environ.get("PATH_INFO", "")
    if (
        path.startswith(settings.STATIC_URL)
        or path in (LIVENESS_PATH, READINESS_PATH)
        or not _is_allowed_host(environ.get("HTTP_HOST", ""))
    ):
        return False
    forwarded = environ.get("HTTP_X_FORWARDED_PROTO", "").partition(",")[0].strip()
    return not settings.SECURE_SSL_REDIRECT or "https" in (environ["wsgi.url_scheme"], forwarded)


@lru_cache(maxsize=256)
def _is_allowed_host(host: str) -> bool:
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def send_not_modified(wanted: CacheKey, tag: str, start: StartResponse) -> list[bytes]:
    """304: the reader has it already."""
    start("304 Not Modified", build_cache_headers(wanted, tag))
    return [b""]


def send_refusal(status: str, environ: dict, start: StartResponse) -> list[bytes]:
    """Why a request is not answered, in the language of its address, or else the reader's."""
    named = get_language_from_path(environ.get("PATH_INFO", "")[:8])
    with override(named or preferred_language(environ.get("HTTP_ACCEPT_LANGUAGE", "")[:1000])):
        words = f"{limits.REFUSAL_MESSAGES[status]}\n".encode()
    headers = [*REFUSAL_HEADERS, ("Content-Length", str(len(words))), ("Vary", "Accept-Language")]
    start(status, headers + ([("Allow", "GET, HEAD")] if status.startswith("405") else []))
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else words]
