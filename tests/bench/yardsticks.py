"""What the archive is measured against: a bare WSGI application that returns given bytes, and Django's own empty view."""

from __future__ import annotations

import json
import os
from pathlib import Path


def bare(environ, start):
    """The status, headers and bytes in the file that ``BENCH_ANSWER`` names, and nothing else; 304 to whoever sends a tag."""
    if "HTTP_IF_NONE_MATCH" in environ:
        start("304 Not Modified", list(TAGGED))
        return [b""]
    start("200 OK", list(HEADERS))
    return [BODY]


if "BENCH_ANSWER" in os.environ:
    given = Path(os.environ["BENCH_ANSWER"])
    HEADERS = [tuple(one) for one in json.loads(given.read_text())]
    TAGGED = [one for one in HEADERS if one[0] in ("ETag", "Cache-Control", "Vary")]
    BODY = given.with_suffix(".body").read_bytes()


def empty():
    """Django with one view that answers nothing, and no middleware."""
    from django.conf import settings
    from django.core.wsgi import get_wsgi_application
    from django.http import HttpResponse
    from django.urls import path

    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="bench", MIDDLEWARE=[])  # noqa: S106
    globals()["urlpatterns"] = [path("", lambda _request: HttpResponse())]
    return get_wsgi_application()
