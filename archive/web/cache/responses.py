"""Responses as rendered by Django, and encoded for sending, with entity tags and cache headers."""

from __future__ import annotations

import gzip
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

import brotli
from django.conf import settings

from archive.web.cache.cache_key import CacheKey
from archive.web.cache.code_version import code_version

Headers = list[tuple[str, str]]
MIN_ENCODED_SIZE = 200
ENCODED_TYPES = ("text/", "application/", "image/svg+xml")
# Of qualities for requests 7 is the last that costs about as much as 5: pages become 2% smaller, in 2 to 5 ms (docs/performance.md).
ENCODERS = {"br": lambda body: brotli.compress(body, quality=7), "gzip": lambda body: gzip.compress(body, 6, mtime=0)}
BEST_ENCODERS = {"br": brotli.compress, "gzip": lambda body: gzip.compress(body, 9, mtime=0)}
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
# Headers of an encoded response, not of a rendered one.
RESPONSE_HEADERS = {"content-length", "content-encoding", "etag", "vary", "cache-control"}


class RenderedResponse(NamedTuple):
    """A response as Django rendered it: the body is not encoded."""

    status: str
    headers: Headers
    body: bytes

    @property
    def without_own_headers(self) -> RenderedResponse:
        """Return the response without the headers that depend on its coding and key."""
        return self._replace(headers=[(name, value) for name, value in self.headers if name.lower() not in RESPONSE_HEADERS])


class EncodedResponse(NamedTuple):
    """A response ready for sending: all headers, the body in ``coding``, the entity tag or an empty string."""

    status: str
    headers: Headers
    body: bytes
    coding: str
    etag: str

    @property
    def rendered(self) -> RenderedResponse:
        """Return the response before it was encoded."""
        return RenderedResponse(self.status, self.headers, DECODERS[self.coding](self.body)).without_own_headers


def choose_coding(rendered: RenderedResponse, coding: str) -> str:
    """Return the coding to send in: ``coding``, but none for a body that is too short or not text."""
    media = next((value for name, value in rendered.headers if name.lower() == "content-type"), "")
    return coding if len(rendered.body) >= MIN_ENCODED_SIZE and media.startswith(ENCODED_TYPES) else ""


def encode_response(
    rendered: RenderedResponse, edition: str, key: CacheKey, coding: str, encoded: bytes | None = None
) -> EncodedResponse:
    """Return the response to a key in ``coding``, or in none where that gains nothing.

    ``encoded``: the body in that coding, if it is stored; then ``rendered`` needs none.
    """
    tag = make_entity_tag(edition, key, coding) if rendered.status.startswith("200") else ""
    used = coding if encoded else choose_coding(rendered, coding)
    body = encoded or (ENCODERS[used](rendered.body) if used else rendered.body)
    headers = [*rendered.headers, *build_cache_headers(key, tag), ("Content-Length", str(len(body)))]
    headers += [("Content-Encoding", used)] if used else []
    return EncodedResponse(rendered.status, headers, body, used, tag)


def encode_unstored(rendered: RenderedResponse, coding: str) -> EncodedResponse:
    """Return a response that is not stored, with its own headers, in ``coding`` or in none where that gains nothing."""
    used = choose_coding(rendered, coding)
    if not used:
        return EncodedResponse(rendered.status, rendered.headers, rendered.body, "", "")
    body = ENCODERS[used](rendered.body)
    varies = [value for name, value in rendered.headers if name.lower() == "vary"]
    headers = [(name, value) for name, value in rendered.headers if name.lower() not in ("content-length", "vary")]
    headers += [("Content-Length", str(len(body))), ("Content-Encoding", used), ("Vary", ", ".join([*varies, "Accept-Encoding"]))]
    return EncodedResponse(rendered.status, headers, body, used, "")


def build_cache_headers(key: CacheKey, tag: str) -> Headers:
    """Return the headers for caches; a 304 has these, and none of the body (RFC 9110, 15.4.5)."""
    return list(_cached_headers(key, tag, settings.SHARED_CACHE_SECONDS))


@lru_cache(maxsize=512)
def _cached_headers(key: CacheKey, tag: str, shared: int) -> tuple[tuple[str, str], ...]:
    """Browsers revalidate every time; shared caches after ``shared`` seconds."""
    cache_control = ("Cache-Control", f"public, max-age=0, must-revalidate, s-maxage={shared}")
    return (*([("ETag", tag)] if tag else []), cache_control, ("Vary", key.vary))


@lru_cache(maxsize=512)
def make_entity_tag(edition: str, key: CacheKey, coding: str) -> str:
    """Return the strong entity tag (RFC 9110, 8.8.3) of an edition, the code, a key and a coding."""
    identity = "\0".join((edition, code_version(), *key, coding))
    return f'"{sha256(identity.encode()).hexdigest()[:32]}"'
