"""One request put to a WSGI application (PEP 3333) without a server, and its answer."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit

WsgiApplication = Callable[..., Iterable[bytes]]


class WsgiResponse(NamedTuple):
    """``body``: the bytes as they would be sent; ``headers``: as they came, in their order."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def of(cls, status: str, headers: list[tuple[str, str]], body: bytes) -> WsgiResponse:
        """An answer, of its status line."""
        return cls(int(status.split(" ", 1)[0]), tuple(headers), body)

    def header(self, name: str) -> str:
        """The value of a header, whatever the case of its name; empty if there is none."""
        return next((value for one, value in self.headers if one.lower() == name.lower()), "")


def fetch_response(application: WsgiApplication, origin: str, address: str, **asked: str) -> WsgiResponse:
    """The answer to GET ``address``, a path with or without a query, at ``origin``.

    ``asked``: request headers in the names of WSGI, such as ``HTTP_ACCEPT``. Whatever the application raises is raised.
    """
    return WsgiResponse.of(*run(application, build_environ(origin, address, **asked)))


def run(application: WsgiApplication, environ: dict) -> tuple[str, list[tuple[str, str]], bytes]:
    """Return what a WSGI application answers: its status line, headers and body."""
    started: list = []
    body = application(environ, lambda status, headers, _error=None: started.append((status, headers)))
    try:
        content = b"".join(body)
    finally:
        getattr(body, "close", bool)()
    return *started[-1], content


def build_environ(origin: str, address: str, **asked: str) -> dict[str, object]:
    """What a server would hand to the application for GET ``address`` at ``origin``, with the request headers ``asked``."""
    scheme, host, *_rest = urlsplit(origin)
    path, _mark, query = address.partition("?")
    name, _colon, port = (
        host.rpartition(":") if ":" in host.rpartition("]")[2] else (host, "", "443" if scheme == "https" else "80")
    )
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "HTTP_X_FORWARDED_PROTO": scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **asked,
    }
