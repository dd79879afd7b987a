"""The origin of permanent addresses, the variable ``CANONICAL_ORIGIN``, parsed and checked."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

HOST_PATTERN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
ORIGIN_ERROR = "CANONICAL_ORIGIN is “{}”: {}. Expected a scheme and a host, and nothing after them. Try: https://archive.example"


def parse_canonical_origin(value: str) -> str:
    """Return the origin without a final slash. Raises ImproperlyConfigured if it is no origin (RFC 6454)."""
    origin = value.removesuffix("/")
    if problem := _find_origin_problem(origin):
        raise ImproperlyConfigured(ORIGIN_ERROR.format(value, problem))
    return origin


def _find_origin_problem(origin: str) -> str:
    try:
        parts = urlsplit(origin)
        host = parts.netloc.removesuffix(f":{parts.port}") if parts.port else parts.netloc
    except ValueError as error:
        return str(error)
    if parts.scheme not in ("http", "https") or not origin.startswith(f"{parts.scheme}://"):
        return "it begins neither with http:// nor with https://"
    if not HOST_PATTERN.fullmatch(host):
        return f"“{parts.netloc}” is no host in lower-case ASCII letters, perhaps with a port"
    return "" if origin == f"{parts.scheme}://{parts.netloc}" else "something follows the host"
