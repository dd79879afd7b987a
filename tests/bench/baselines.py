"""Baselines of the serving benchmark: a bare WSGI application that returns stored bytes, and an empty Django view."""

from __future__ import annotations

import json
import os
from pathlib import Path

from archive.web.cross_origin import CROSS_ORIGIN_HEADERS

# Headers that the archive's 304 has, too
NOT_MODIFIED_HEADERS = ("ETag", "Cache-Control", "Vary", *(name for name, _value in CROSS_ORIGIN_HEADERS))


def bare(environ, start):
    """Return the headers and body in the files named by ``BENCH_ANSWER``; 304 to requests with a tag."""
    if "HTTP_IF_NONE_MATCH" in environ:
        start("304 Not Modified", list(TAGGED))
        return [b""]
    start("200 OK", list(HEADERS))
    return [BODY]


if "BENCH_ANSWER" in os.environ:
    response_file = Path(os.environ["BENCH_ANSWER"])
    HEADERS = [tuple(header) for header in json.loads(response_file.read_text())]
    TAGGED = [header for header in HEADERS if header[0] in NOT_MODIFIED_HEADERS]
    BODY = response_file.with_suffix(".body").read_bytes()


def empty():
    """Return a Django application with one empty view and no middleware."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="bench", MIDDLEWARE=[])  # noqa: S106
    globals()["urlpatterns"] = [path("", lambda _request: HttpResponse())]
    return get_wsgi_application()
