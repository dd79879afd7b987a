"""The canonical origin: the scheme and host that permanent addresses begin with, checked before anything is served under it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
EXPECTED = "CANONICAL_ORIGIN is “{}”: {}. Expected a scheme and a host, and nothing after them. Try: https://archive.example"


def canonical_origin(given: str) -> str:
    """``given`` without the slash at its end. Raises ImproperlyConfigured, with words that say what is wrong, if it is no origin (RFC 6454)."""
    origin = given.removesuffix("/")
    if problem := _problem(origin):
        raise ImproperlyConfigured(EXPECTED.format(given, problem))
    return origin


def _problem(origin: str) -> str:
    try:
        parts = urlsplit(origin)
        host = parts.netloc.removesuffix(f":{parts.port}") if parts.port else parts.netloc
    except ValueError as error:
        return str(error)
    if parts.scheme not in ("http", "https") or not origin.startswith(f"{parts.scheme}://"):
        return "it begins neither with http:// nor with https://"
    if not HOST.fullmatch(host):
        return f"“{parts.netloc}” is no host in lower-case ASCII letters, perhaps with a port"
    return "" if origin == f"{parts.scheme}://{parts.netloc}" else "something follows the host"
