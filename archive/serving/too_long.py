"""The answer to a request line that is longer than the server reads (RFC 9110, 15.5.15): a page in both languages, for no address was read."""

from __future__ import annotations

import socket
import time
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

PAGE = Path(__file__).with_name("too_long.html").read_bytes()
STYLE = b64encode(sha256(PAGE.partition(b"<style>")[2].partition(b"</style>")[0]).digest()).decode()
HEADERS = (
    "HTTP/1.1 414 URI Too Long",
    "Connection: close",
    "Cache-Control: no-store",
    f"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; style-src 'sha256-{STYLE}'",
    f"Content-Length: {len(PAGE)}",
    "Content-Type: text/html; charset=utf-8",
    "X-Content-Type-Options: nosniff",
)
# What is still read of such a request, in bytes and seconds: a client that is cut off while it sends may never see the answer.
REST, PATIENCE = 1 << 18, 1.0


def tell(client: socket.socket) -> None:
    """Answers, and reads what else was sent, within bounds. A client that is gone is let go."""
    try:
        client.settimeout(PATIENCE)
        client.sendall("\r\n".join([*HEADERS, "", ""]).encode() + PAGE)
        client.shutdown(socket.SHUT_WR)
        left, until = REST, time.monotonic() + PATIENCE
        while left > 0 and time.monotonic() < until and (read := client.recv(min(left, 1 << 14))):
            left -= len(read)
    except OSError:
        pass
