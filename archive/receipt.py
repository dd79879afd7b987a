"""Whether a source’s text is what it was made of: the document as received, in another encoding or in TEI. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from archive.anchoring import first_difference
from archive.characters import named
from archive.folder import Kept
from archive.problems import Problem
from archive.received import Unreadable, transcribed
from archive.records import ReceivedFile, SourceRecord, TextFile


def check_file(kept: Kept[SourceRecord], part: str, file: TextFile | ReceivedFile, digest: str, length: int) -> Iterator[Problem]:
    """Problems of the SHA-256, as hex, and the length in bytes of the ``file`` that ``part``, ``text`` or ``received``, of the record names."""
    for fault, found, expected, field, more in (
        ("wrong-digest", digest, file.sha256, "sha256", {}),
        ("wrong-length", length, file.bytes, "bytes", {"unit": "bytes"}),
    ):
        if found != expected:
            values = {"name": file.file, "found": found, "expected": expected, **more}
            yield Problem(f"source.{fault}", kept.spot(part, field), values)


def check_received(kept: Kept[SourceRecord], received: ReceivedFile, content: bytes, text: str | None) -> Iterator[Problem]:
    """Problems of the document as received, given by its bytes; ``text``: the verbatim text, None if that could not be read."""
    altered = list(check_file(kept, "received", received, sha256(content).hexdigest(), len(content)))
    yield from altered
    values = {"name": received.file, "encoding": received.encoding}
    try:
        stands = transcribed(content, received.encoding)
    except Unreadable as error:
        yield Problem("source.received-unreadable", kept.spot("received", "encoding"), {**values, "reason": error.words})
        return
    if text is not None and not altered and (at := first_difference(stands, text)) is not None:
        here, there = (named(one[at]) if at < len(one) else "—" for one in (text, stands))
        yield Problem(
            "source.received-differs", kept.spot("received", "file"), {**values, "offset": at, "here": here, "there": there}
        )
