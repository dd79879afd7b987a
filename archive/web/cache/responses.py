"""Answers: as Django made them, and ready to be sent in one coding, with the headers by which they are known again."""

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
ENCODERS = {"br": lambda body: brotli.compress(body, quality=5), "gzip": lambda body: gzip.compress(body, 6, mtime=0)}
BEST_ENCODERS = {"br": brotli.compress, "gzip": lambda body: gzip.compress(body, 9, mtime=0)}
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
# Of every answer's own, not of what was made.
RESPONSE_HEADERS = {"content-length", "content-encoding", "etag", "vary", "cache-control"}


class RenderedResponse(NamedTuple):
    """What Django made: the status line, the headers that do not depend on the coding, and the body in no coding."""

    status: str
    headers: Headers
    body: bytes

    @property
    def without_own_headers(self) -> RenderedResponse:
        """Without the headers that each answer has of its own."""
        return self._replace(headers=[(name, value) for name, value in self.headers if name.lower() not in RESPONSE_HEADERS])


class EncodedResponse(NamedTuple):
    """An answer ready to be sent: ``headers`` are all of them, ``body`` is in ``coding``, ``tag`` its entity tag or empty."""

    status: str
    headers: Headers
    body: bytes
    coding: str
    etag: str

    @property
    def rendered(self) -> RenderedResponse:
        """What it was made from."""
        return RenderedResponse(self.status, self.headers, DECODERS[self.coding](self.body)).without_own_headers


def choose_coding(made: RenderedResponse, wanted: str) -> str:
    """The coding to send in: the one that is wanted, but none for what is too short or not text."""
    media = next((value for name, value in made.headers if name.lower() == "content-type"), "")
    return wanted if len(made.body) >= MIN_ENCODED_SIZE and media.startswith(ENCODED_TYPES) else ""


def encode_response(
    made: RenderedResponse, edition: str, asked: CacheKey, coding: str, encoded: bytes | None = None
) -> EncodedResponse:
    """The answer to ``asked`` in ``coding``, or in none where that gains nothing; ``encoded``: the body in that coding, if it is at hand."""
    tag = make_entity_tag(edition, asked, coding) if made.status.startswith("200") else ""
    used = choose_coding(made, coding)
    body = made.body if not used else encoded or ENCODERS[used](made.body)
    headers = [*made.headers, *build_cache_headers(asked, tag), ("Content-Length", str(len(body)))]
    headers += [("Content-Encoding", used)] if used else []
    return EncodedResponse(made.status, headers, body, used, tag)


def build_cache_headers(asked: CacheKey, tag: str) -> Headers:
    """The headers by which caches know an answer again; a 304 has these and no others (RFC 9110, 15.4.5)."""
    return list(_cached_headers(asked, tag, settings.SHARED_CACHE_SECONDS))


@lru_cache(maxsize=512)
def _cached_headers(asked: CacheKey, tag: str, shared: int) -> tuple[tuple[str, str], ...]:
    """A browser asks every time, and is mostly told that nothing has changed; caches that readers share ask again after ``shared`` seconds."""
    kept = ("Cache-Control", f"public, max-age=0, must-revalidate, s-maxage={shared}")
    return (*([("ETag", tag)] if tag else []), kept, ("Vary", asked.vary))


@lru_cache(maxsize=512)
def make_entity_tag(edition: str, asked: CacheKey, coding: str) -> str:
    """A strong entity tag (RFC 9110, 8.8.3): by the edition, the code, the address and what was negotiated."""
    named = "\0".join((edition, code_version(), *asked, coding))
    return f'"{sha256(named.encode()).hexdigest()[:32]}"'
