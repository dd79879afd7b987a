"""Client of a WSGI application (PEP 3333), without a server."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.util import setup_testing_defaults

WsgiApplication = Callable[..., Iterable[bytes]]


class WsgiResponse(NamedTuple):
    """A response: ``headers`` in their order, ``body`` as it would be sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def of(cls, status: str, headers: list[tuple[str, str]], body: bytes) -> WsgiResponse:
        """Return a response with the number of its status line."""
        return cls(int(status.split(" ", 1)[0]), tuple(headers), body)

    def header(self, name: str) -> str:
        """Return the value of a header, in whatever case its name is; empty if there is none."""
        return next((value for header, value in self.headers if header.lower() == name.lower()), "")


def fetch_response(application: WsgiApplication, origin: str, address: str, **headers: str) -> WsgiResponse:
    """Return the response to GET ``address``, a path with or without a query, at ``origin``.

    ``headers``: request headers under their WSGI names, such as ``HTTP_ACCEPT``. Raises what the application raises.
    """
    return WsgiResponse.of(*run(application, build_environ(origin, address, **headers)))


def run(application: WsgiApplication, environ: dict) -> tuple[str, list[tuple[str, str]], bytes]:
    """Return the status line, headers and body of a WSGI application's response."""
    status, headers, body = begin(application, environ)
    return status, headers, read_body(body)


def read_body(body: Iterable[bytes]) -> bytes:
    """Return a whole body, and close it."""
    try:
        return b"".join(body)
    finally:
        getattr(body, "close", bool)()


def begin(application: WsgiApplication, environ: dict) -> tuple[str, list[tuple[str, str]], Iterable[bytes]]:
    """Return the status line, headers and unread body, which is to be closed, of the response of an application that does not start it later."""
    started: list = []
    body = application(environ, lambda status, headers, _error=None: started.append((status, headers)))
    return *started[-1], body


def build_environ(origin: str, address: str, **headers: str) -> dict[str, object]:
    """Return the environment that a server would pass to the application for GET ``address`` at ``origin``."""
    scheme, host, *_rest = urlsplit(origin)
    path, _mark, query = address.partition("?")
    name, _colon, port = (
        host.rpartition(":") if ":" in host.rpartition("]")[2] else (host, "", "443" if scheme == "https" else "80")
    )
    environ: dict[str, object] = {
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": name,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "HTTP_X_FORWARDED_PROTO": scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": scheme,
        **headers,
    }
    setup_testing_defaults(environ)
    return environ
