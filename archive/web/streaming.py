"""Responses that are written piece by piece: a short one is an ordinary response, a long one is sent while it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from django.db import transaction
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from archive.edition_cache import EDITION_ENVIRON_KEY, STREAMED_ENVIRON_KEY
from archive.web.cache.edition import get_loaded_edition

# Code points from which a response is long: it is neither held nor stored.
MAX_HELD_LENGTH = 500_000
# Code points sent at once.
PIECE_LENGTH = 60_000


class EditionChanged(Exception):
    """Another edition was loaded before a long response was begun; the connection ends."""


def respond_in_pieces(request: HttpRequest, write: Callable[[], Iterable[str]], content_type: str) -> HttpResponseBase:
    """Return the text that ``write`` yields, each time that it is called, as a response."""
    held, length = [], 0
    for piece in write():
        held.append(piece)
        length += len(piece)
        if length > MAX_HELD_LENGTH:
            request.META[STREAMED_ENVIRON_KEY] = True
            edition = request.META.get(EDITION_ENVIRON_KEY, "")
            return StreamingHttpResponse(_iterate_edition(write, edition), content_type=content_type)
    return HttpResponse("".join(held).encode(), content_type=content_type)


def _iterate_edition(write: Callable[[], Iterable[str]], edition: str) -> Iterator[bytes]:
    """Yield the text in larger pieces; all of its queries read one state of the database. Raises EditionChanged."""
    with transaction.atomic(savepoint=False):
        if edition and get_loaded_edition() != edition:
            raise EditionChanged
        held, length = [], 0
        for piece in write():
            held.append(piece)
            length += len(piece)
            if length > PIECE_LENGTH:
                yield "".join(held).encode()
                held, length = [], 0
        yield "".join(held).encode()
