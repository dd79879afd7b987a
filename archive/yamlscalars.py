"""Where a character of a text stands in YAML that writes the text otherwise than it reads: over several lines, or with escapes. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

QUOTES, BLOCKS = ('"', "'"), ("|", ">")
# One character as it may be written between double and between single quotation marks, and anywhere else.
WRITTEN = {
    '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|\r?\n[ \t]*|.)|.", re.DOTALL),
    "'": re.compile(r"''|.", re.DOTALL),
    "": re.compile(r".", re.DOTALL),
}
ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b"} | {
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}


def offset_in(written: str, value: str, at: int) -> int:
    """Where in ``written``, a scalar with its quotation marks or indicator, the code point ``at`` of its text ``value`` stands.

    White space may be folded, so that it is not counted; 0 if ``written`` does not read as ``value``.
    """
    quoted = written[:1] in QUOTES
    if written.startswith(value, quoted):
        return quoted + at
    begin = written.find("\n") + 1 if written[:1] in BLOCKS else int(quoted)
    before = [one for one in value[:at] if not one.isspace()]
    read = list(islice(_read(written, begin), len(before) + 1))
    if [one for one, _start, _end in read[: len(before)]] != before:
        return 0
    if value[at : at + 1].isspace() or len(read) == len(before):
        return read[len(before) - 1][2] if before else begin
    return read[-1][1] if read[-1][0] == value[at : at + 1] else 0


def _read(written: str, begin: int) -> Iterator[tuple[str, int, int]]:
    """Each character that is no white space, with its start and end in ``written``."""
    style = written[:1] if written[:1] in QUOTES else ""
    for match in WRITTEN[style].finditer(written, begin, len(written) - bool(style)):
        one = match[0]
        if one[0] == "\\" and style == '"':
            one = chr(int(one[2:], 16)) if one[1] in "xuU" else ESCAPES.get(one[1], one[1])
        if not one[0].isspace():
            yield one[0], match.start(), match.end()
