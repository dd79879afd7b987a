"""A client of the WSGI application (PEP 3333) including its cache, which Django's test client bypasses."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import NamedTuple

from django.core.handlers.wsgi import WSGIHandler

from archive.web.cache.responses import DECODERS
from archive.web.cache.wsgi_cache import CachingApplication

HOST = "127.0.0.1:8000"


class Response(NamedTuple):
    """A response; names of headers in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """Return the body, decompressed and decoded."""
        return DECODERS[self.headers.get("content-encoding", "")](self.body).decode()


class WSGIClient:
    """A client of one serving process."""

    def __init__(self) -> None:
        self.application = CachingApplication(WSGIHandler())

    def get(self, address: str, method: str = "GET", **headers: str) -> Response:
        """Request an address; ``accept_language="en"`` is a header."""
        path, _mark, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": HOST,
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        responses: list = []
        body = b"".join(self.application(environ, lambda status, sent, _error=None: responses.append((status, sent))))
        status, sent = responses[-1]
        names = [name.lower() for name, _value in sent]
        assert len(names) == len({*names}), f"a header is sent twice: {names}"
        return Response(int(status[:3]), {name.lower(): value for name, value in sent}, body)
