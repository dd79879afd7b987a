"""What is refused before anything looks at it: other methods than those that read, and requests larger than any that the archive has use for.

All sizes are bytes as they arrive, percent-encoded.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

READING = ("GET", "HEAD")
LONGEST_PATH = 2_000
LONGEST_QUERY = 2_000
# The pages that take a quotation, of which every Arabic letter is six bytes, and say themselves how long it may be. No server reads
# more than this in one line.
LONGEST_QUOTATION = 8_190
TAKE_QUOTATIONS = ("/verify/", "/verify.json")
# A search has up to 400 letters, and filters beside them.
LONGEST_SEARCH = 4_000
TAKE_SEARCHES = ("/search/", "/search.json", "/search.atom", "/suggest")
LARGEST_HEADERS = 16_000

PROBLEMS = {
    "400 Bad Request": _("The address cannot be read: it is not UTF-8 text. Open the archive’s first page and go on from there."),
    "405 Method Not Allowed": _("The archive is read and never written to: only GET and HEAD are answered."),
    "414 URI Too Long": _("The address is too long. Shorten it, or open the archive’s first page and go on from there."),
    "431 Request Header Fields Too Large": _(
        "The browser sends more with its request than the archive takes. Try a new private window."
    ),
}


def refusal(environ: dict) -> str:
    """The status line with which a request is refused; empty if it is not."""
    if environ["REQUEST_METHOD"] not in READING:
        return "405 Method Not Allowed"
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) > LONGEST_PATH or (len(query) > LONGEST_QUERY and len(query) > longest_query(path)):
        return "414 URI Too Long"
    if not path.isascii() and not _is_utf8(path):
        return "400 Bad Request"
    headers = sum(len(name) + len(value) for name, value in environ.items() if name[:5] == "HTTP_")
    return "431 Request Header Fields Too Large" if headers > LARGEST_HEADERS else ""


def longest_query(path: str) -> int:
    """How long the query of an address may be."""
    if path.endswith(TAKE_QUOTATIONS):
        return LONGEST_QUOTATION
    return LONGEST_SEARCH if path.endswith(TAKE_SEARCHES) else LONGEST_QUERY


def _is_utf8(path: str) -> bool:
    """Whether the bytes that WSGI gives as Latin-1 are UTF-8."""
    try:
        path.encode("latin-1").decode()
    except UnicodeError:
        return False
    return True
