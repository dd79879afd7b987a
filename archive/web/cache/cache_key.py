"""Cache keys: a request reduced to what its response depends on, the address and the outcome of negotiation.

Requests with the same response have the same key, whatever else their headers say, so that nobody can fill the memory by varying them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple, TypeVar
from urllib.parse import unquote_plus

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.translation import override

from archive.versions import timegate
from archive.versions.permanent_urls import TIMEGATE_SUFFIX
from archive.web import headers
from archive.web.middleware import preferred_language

CODINGS = ("br", "gzip", "")
NOT_ACCEPTABLE = "nothing"
MAX_CACHED_HEADER = 256
Value = TypeVar("Value")
View = TypeVar("View", bound=Callable)


class CacheKey(NamedTuple):
    """Path and query as in WSGI (PEP 3333). ``language``: empty where the path names it; ``media_type``: empty where none is negotiated.

    ``accept_datetime``: of a TimeGate, the instant of the edition that the request is for; empty elsewhere.
    """

    path: str
    query: str
    language: str
    media_type: str
    accept_datetime: str = ""

    @property
    def vary(self) -> str:
        """Return the request headers that the response depends on (RFC 9110, 12.5.5)."""
        names = ["Accept-Encoding", "Accept-Language" if self.language else "", "Accept" if self.media_type else ""]
        names += ["accept-datetime"] if self.accept_datetime else []
        return ", ".join(filter(None, names))

    def normalize_environ(self, environ: dict) -> dict:
        """Return a request like ``environ`` without anything of the reader's that is not in the key."""
        normalized = {name: value for name, value in environ.items() if name not in REMOVED_HEADERS}
        normalized |= {"REQUEST_METHOD": "GET", "PATH_INFO": self.path, "QUERY_STRING": self.query}
        normalized |= {"HTTP_ACCEPT_LANGUAGE": self.language, "HTTP_ACCEPT": self.media_type}
        if self.media_type == NOT_ACCEPTABLE:
            normalized["HTTP_ACCEPT"] = "*/*;q=0"
        if self.accept_datetime:
            normalized["HTTP_ACCEPT_DATETIME"] = self.accept_datetime
        return normalized


REMOVED_HEADERS = {
    "HTTP_ACCEPT_DATETIME",
    "HTTP_ACCEPT_ENCODING",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_IF_RANGE",
    "HTTP_COOKIE",
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
}


def build_cache_key(environ: dict, loaded: str = "") -> CacheKey:
    """Return the key of a WSGI request. ``loaded``: the digest of the loaded edition."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if path.startswith(_LANGUAGE_PREFIXES):
        return CacheKey(path, drop_unread_parameters(path, query), "", "")
    language, media = _read_header(preferred_language, environ.get("HTTP_ACCEPT_LANGUAGE", "")), ""
    if path.endswith(TIMEGATE_SUFFIX):
        return CacheKey(path, "", language, "", timegate.normalize_date(environ.get("HTTP_ACCEPT_DATETIME", ""), loaded))
    if offered := find_offered_types(path):
        media = _read_header(headers.preferred_media_type, environ.get("HTTP_ACCEPT", ""), offered) or NOT_ACCEPTABLE
    return CacheKey(path, query, language, media)


def reads_parameters(*names: str) -> Callable[[View], View]:
    """Mark a view as reading these query parameters and no others: requests that differ in others have the same response.

    For views whose addresses begin with a language.
    """

    def mark(view: View) -> View:
        view.read_parameters = frozenset(names)  # type: ignore[attr-defined]
        return view

    return mark


def drop_unread_parameters(path: str, query: str) -> str:
    """Return the query without the parameters that the view at ``path`` does not read; all of it if the view names none."""
    if not query or (names := _find_read_parameters(path)) is None:
        return query
    return "&".join(pair for pair in query.split("&") if unquote_plus(pair.partition("=")[0]) in names)


@lru_cache(maxsize=1024)
def _find_read_parameters(path: str) -> frozenset[str] | None:
    try:
        with override(path.split("/")[1]):
            return getattr(resolve(path).func, "read_parameters", None)
    except Resolver404:
        return None


_LANGUAGE_PREFIXES = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)


@lru_cache(maxsize=1024)
def find_offered_types(path: str) -> tuple[str, ...]:
    """Return the media types between which the view of an address chooses by ``Accept``; none if it does not."""
    try:
        match = resolve(path)
    except Resolver404:
        return ()
    return () if match.kwargs.get("suffix") else getattr(match.func, "offers", ())


def negotiate_coding(environ: dict) -> str:
    """Return ``br``, ``gzip`` or no coding: the most wanted, of equals the smallest (RFC 9110, 12.5.3)."""
    return _read_header(_parse_accept_encoding, environ.get("HTTP_ACCEPT_ENCODING", ""))


def _parse_accept_encoding(accepted: str) -> str:
    qualities = dict(headers.qualities(accepted))
    default_quality = qualities.get("*", 0.0)
    best = max(CODINGS[:2], key=lambda name: qualities.get(name, default_quality))
    return (
        best
        if qualities.get(best, default_quality) > 0 and qualities.get(best, default_quality) >= qualities.get("identity", 0.0)
        else ""
    )


def _read_header(read: Callable[..., Value], header: str, *more: tuple[str, ...]) -> Value:
    """Return the result of ``read`` for a header; cached, because most readers send the same, unless it is long."""
    return _cached_read(read, header, *more) if len(header) <= MAX_CACHED_HEADER else read(header, *more)


@lru_cache(maxsize=2048)
def _cached_read(read: Callable[..., Value], header: str, *more: tuple[str, ...]) -> Value:
    return read(header, *more)
