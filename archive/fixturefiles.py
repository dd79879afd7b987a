"""Reading fixture files: bytes and text. Nothing is guessed and nothing repaired."""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from archive.problems import Problem, Spot, spot_of

MANY, ALIKE = 2000, 4
NOT_ORDINARY = "it is no ordinary file"
# Bytes of one file; a text of a thousand pages has a tenth of it.
LIMIT = 16 * 2**20
PIECE = 2**16


class Refused(Exception):
    """A file that cannot be read at all; carries its one problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.id)
        self.problem = problem


def read_bytes(root: Path, name: str) -> bytes:
    """The bytes of ``name`` below ``root``; Refused if there is no such file, or it cannot be read, or is larger than LIMIT."""
    try:
        handle = os.open(os.path.join(root, name), os.O_RDONLY | os.O_NONBLOCK)  # a pipe is not waited for
        with open(handle, "rb", buffering=0) as file:
            found = os.fstat(handle)
            if not stat.S_ISREG(found.st_mode):
                raise OSError(0, NOT_ORDINARY)
            # Room for LIMIT bytes would be made and given back for every file; what was written meanwhile is read as well.
            content = file.read(min(found.st_size, LIMIT) + 1)
            while len(content) <= LIMIT and (more := file.read(min(PIECE, LIMIT + 1 - len(content)))):
                content += more
    except FileNotFoundError:
        raise Refused(Problem("file.missing", Spot(name), {"name": name})) from None
    except OSError as error:
        raise Refused(Problem("file.unreadable", Spot(name), {"reason": error.strerror or str(error)})) from None

    if len(content) > LIMIT:
        raise Refused(Problem("file.too-large", Spot(name), {"limit": LIMIT // 2**20}))
    return content


def decode(name: str, content: bytes) -> str:
    """UTF-8 bytes as text, no newline translated, no mark dropped; Refused at the first byte that is not UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        values = {"byte": f"0x{content[error.start]:02X}", "offset": error.start}
        raise Refused(Problem("file.not-utf8", spot_of(name, before, len(before)), values)) from None


def nearest(word: str, known: Iterable[str]) -> str:
    """“: did you mean …?” for the known identifier most like ``word``, or nothing."""
    likely = list(known)
    if len(likely) > MANY:  # then only those that begin alike, for each comparison takes its time
        likely = [one for one in likely if one[:ALIKE] == word[:ALIKE] and abs(len(one) - len(word)) <= ALIKE][:MANY]
    close = difflib.get_close_matches(word, likely, n=1, cutoff=0.6)
    return f" ({close[0]}?)" if close else ""
