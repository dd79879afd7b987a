"""Reading by scripts of other sites (Fetch, 3.3): everything published may be read, for nothing here depends on who asks.

A preview shows what is not published yet, so no other site may read its responses.
"""

from __future__ import annotations

from django.conf import settings

# Response headers besides the safelisted ones that scripts of other sites may read
EXPOSED_HEADERS = (
    "Accept-Ranges",
    "Allow",
    "Content-Disposition",
    "Content-Encoding",
    "Content-Location",
    "Content-Range",
    "Date",
    "ETag",
    "Link",
    "Location",
    "Memento-Datetime",
    "Retry-After",
    "Vary",
    "X-Robots-Tag",
)
CROSS_ORIGIN_HEADERS = (("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", ", ".join(EXPOSED_HEADERS)))
# Request headers are named besides “*”, which browsers before 2020 do not know; the maximum age is a day, in seconds.
PREFLIGHT_HEADERS = (
    CROSS_ORIGIN_HEADERS[0],
    ("Access-Control-Allow-Methods", "GET, HEAD"),
    ("Access-Control-Allow-Headers", "Accept, Accept-Datetime, Accept-Language, If-Modified-Since, If-None-Match, Range, *"),
    ("Access-Control-Max-Age", "86400"),
)


def is_readable_elsewhere() -> bool:
    """Return whether scripts of other sites may read the responses of this process."""
    return not settings.PREVIEW


def list_cross_origin_headers() -> list[tuple[str, str]]:
    """Return the headers that let scripts of other sites read a response."""
    return list(CROSS_ORIGIN_HEADERS) if is_readable_elsewhere() else []


def is_preflight(environ: dict) -> bool:
    """Return whether a request asks what a script of another site may send (Fetch, 4.8)."""
    return environ["REQUEST_METHOD"] == "OPTIONS" and {"HTTP_ORIGIN", "HTTP_ACCESS_CONTROL_REQUEST_METHOD"} <= environ.keys()
