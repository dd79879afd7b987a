"""Answers: as Django made them, and ready to be sent in one coding, with the headers by which they are known again."""

from __future__ import annotations

import gzip
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

import brotli
from django.conf import settings

from archive.serving.asked import Asked
from archive.serving.codeversion import code_version

Headers = list[tuple[str, str]]
WORTH_CODING = 200
CODED = ("text/", "application/", "image/svg+xml")
ENCODE = {"br": lambda body: brotli.compress(body, quality=5), "gzip": lambda body: gzip.compress(body, 6, mtime=0)}
ENCODE_WELL = {"br": brotli.compress, "gzip": lambda body: gzip.compress(body, 9, mtime=0)}
DECODE = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
# Of every answer's own, not of what was made.
OWN = {"content-length", "content-encoding", "etag", "vary", "cache-control"}


class Made(NamedTuple):
    """What Django made: the status line, the headers that do not depend on the coding, and the body in no coding."""

    status: str
    headers: Headers
    body: bytes

    @property
    def bare(self) -> Made:
        """Without the headers that each answer has of its own."""
        return self._replace(headers=[(name, value) for name, value in self.headers if name.lower() not in OWN])


class Answer(NamedTuple):
    """An answer ready to be sent: ``headers`` are all of them, ``body`` is in ``coding``, ``tag`` its entity tag or empty."""

    status: str
    headers: Headers
    body: bytes
    coding: str
    tag: str

    @property
    def made(self) -> Made:
        """What it was made from."""
        return Made(self.status, self.headers, DECODE[self.coding](self.body)).bare


def coding_for(made: Made, wanted: str) -> str:
    """The coding to send in: the one that is wanted, but none for what is too short or not text."""
    media = next((value for name, value in made.headers if name.lower() == "content-type"), "")
    return wanted if len(made.body) >= WORTH_CODING and media.startswith(CODED) else ""


def ready(made: Made, edition: str, asked: Asked, coding: str, encoded: bytes | None = None) -> Answer:
    """The answer to ``asked`` in ``coding``, or in none where that gains nothing; ``encoded``: the body in that coding, if it is at hand."""
    tag = entity_tag(edition, asked, coding) if made.status.startswith("200") else ""
    used = coding_for(made, coding)
    body = made.body if not used else encoded or ENCODE[used](made.body)
    headers = [*made.headers, *known_again(asked, tag), ("Content-Length", str(len(body)))]
    headers += [("Content-Encoding", used)] if used else []
    return Answer(made.status, headers, body, used, tag)


def known_again(asked: Asked, tag: str) -> Headers:
    """The headers by which caches know an answer again; a 304 has these and no others (RFC 9110, 15.4.5)."""
    return list(_known_again(asked, tag, settings.SHARED_CACHE_SECONDS))


@lru_cache(maxsize=512)
def _known_again(asked: Asked, tag: str, shared: int) -> tuple[tuple[str, str], ...]:
    """A browser asks every time, and is mostly told that nothing has changed; caches that readers share ask again after ``shared`` seconds."""
    kept = ("Cache-Control", f"public, max-age=0, must-revalidate, s-maxage={shared}")
    return (*([("ETag", tag)] if tag else []), kept, ("Vary", asked.vary))


@lru_cache(maxsize=512)
def entity_tag(edition: str, asked: Asked, coding: str) -> str:
    """A strong entity tag (RFC 9110, 8.8.3): by the edition, the code, the address and what was negotiated."""
    named = "\0".join((edition, code_version(), *asked, coding))
    return f'"{sha256(named.encode()).hexdigest()[:32]}"'
