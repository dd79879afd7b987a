"""Limits of requests, in bytes as they arrive (percent-encoded), and the response to a request line that the server does not read."""

from __future__ import annotations

import socket
import time
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from django.utils.translation import gettext_lazy as _

READ_METHODS = ("GET", "HEAD")
MAX_PATH_LENGTH = 2_000
MAX_QUERY_LENGTH = 2_000
# Pages that take a quotation, in which an Arabic letter is six bytes; gunicorn reads no longer line.
MAX_QUOTATION_QUERY = 8_190
QUOTATION_PATHS = ("/verify/", "/verify.json")
# A search has up to 400 letters, and filters.
MAX_SEARCH_QUERY = 4_000
SEARCH_PATHS = ("/search/", "/search/concordance/", "/search.json", "/search.atom", "/suggest")
MAX_HEADERS_SIZE = 16_000

REFUSAL_MESSAGES = {
    "400 Bad Request": _("The address cannot be read: it is not UTF-8 text. Open the archive’s first page and go on from there."),
    "405 Method Not Allowed": _("The archive is read and never written to: only GET and HEAD are answered."),
    "414 URI Too Long": _("The address is too long. Shorten it, or open the archive’s first page and go on from there."),
    "431 Request Header Fields Too Large": _(
        "The browser sends more with its request than the archive takes. Try a new private window."
    ),
}


def find_refusal(environ: dict) -> str:
    """Return the status line with which a request is refused; empty if it is accepted."""
    if environ["REQUEST_METHOD"] not in READ_METHODS:
        return "405 Method Not Allowed"
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) > MAX_PATH_LENGTH or (len(query) > MAX_QUERY_LENGTH and len(query) > get_max_query_length(path)):
        return "414 URI Too Long"
    if not path.isascii() and not _is_utf8(path):
        return "400 Bad Request"
    headers = sum(len(name) + len(value) for name, value in environ.items() if name[:5] == "HTTP_")
    return "431 Request Header Fields Too Large" if headers > MAX_HEADERS_SIZE else ""


def get_max_query_length(path: str) -> int:
    """Return the maximum length of the query of an address."""
    if path.endswith(QUOTATION_PATHS):
        return MAX_QUOTATION_QUERY
    return MAX_SEARCH_QUERY if path.endswith(SEARCH_PATHS) else MAX_QUERY_LENGTH


def _is_utf8(path: str) -> bool:
    """Return True if the bytes that WSGI decodes as Latin-1 are UTF-8."""
    try:
        path.encode("latin-1").decode()
    except UnicodeError:
        return False
    return True


TOO_LONG_PAGE = Path(__file__).with_name("too_long.html").read_bytes()
TOO_LONG_STYLE_HASH = b64encode(sha256(TOO_LONG_PAGE.partition(b"<style>")[2].partition(b"</style>")[0]).digest()).decode()
TOO_LONG_HEADERS = (
    "HTTP/1.1 414 URI Too Long",
    "Connection: close",
    "Cache-Control: no-store",
    "Access-Control-Allow-Origin: *",
    f"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; style-src 'sha256-{TOO_LONG_STYLE_HASH}'",
    f"Content-Length: {len(TOO_LONG_PAGE)}",
    "Content-Type: text/html; charset=utf-8",
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy: same-origin",
    "Cross-Origin-Resource-Policy: same-origin",
)
# Bytes and seconds for which such a request is still read: a client cut off while sending may not see the response.
MAX_DRAIN_BYTES, DRAIN_SECONDS = 1 << 18, 1.0


def send_too_long(client: socket.socket) -> None:
    """Send a page in both languages (RFC 9110, 15.5.15), and read the rest of the request within limits."""
    try:
        client.settimeout(DRAIN_SECONDS)
        client.sendall("\r\n".join([*TOO_LONG_HEADERS, "", ""]).encode() + TOO_LONG_PAGE)
        client.shutdown(socket.SHUT_WR)
        left, until = MAX_DRAIN_BYTES, time.monotonic() + DRAIN_SECONDS
        while left > 0 and time.monotonic() < until and (read := client.recv(min(left, 1 << 14))):
            left -= len(read)
    except OSError:
        pass
