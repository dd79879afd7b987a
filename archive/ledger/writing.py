"""Writing of a new edition: first its texts, then the ledger file, each complete or not at all. No older file is rewritten."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from archive.ledger.canonical import digest_versions
from archive.ledger.chain import SUPPRESSED_TEXT, TEXTS_FOLDER, Ledger, LedgerFault, digest_state, name_file
from archive.ledger.formats import current_format
from archive.ledger.last_lines import LastLines
from archive.ledger.lines import EditionHeader, format_instant
from archive.ledger.planned_lines import PlannedLines

# Beginning of the names of files that are being written; those of a killed process are deleted by the next one.
TEMPORARY_PREFIX = ".publishing-"


def compose_header(ledger: Ledger, lines: PlannedLines, published: datetime, note: Mapping[str, str]) -> EditionHeader:
    """Return the header of the next edition, which has these lines."""
    last_lines = LastLines(ledger.last_lines)
    last_lines.update(lines.last_lines)
    return EditionHeader(
        format=current_format(),
        edition=ledger.number + 1,
        published=format_instant(published),
        note=dict(note),
        counts=dict(lines.counts),
        previous=ledger.editions[-1].digest if ledger.editions else None,
        changes=digest_versions(lines.last_lines, lines.last_lines.read_version),
        state=digest_state(Ledger(ledger.folder, last_lines=last_lines)),
    )


def write_edition(folder: Path, header: EditionHeader, lines: PlannedLines, texts: Mapping[str, bytes]) -> Path:
    """Write texts, by SHA-256, and then the ledger file; return its path.

    Raises LedgerFault if there is such an edition already, because someone else published it meanwhile, or if a text is suppressed;
    OSError.
    """
    path = folder / name_file(header.edition)
    with lock_ledger(folder):
        if path.exists():
            raise LedgerFault("ledger.published-meanwhile", path.name, edition=header.edition)
        ledger = Ledger(folder)
        for digest in filter(ledger.is_text_suppressed, texts):
            raise LedgerFault("ledger.suppressed-text", f"{TEXTS_FOLDER}/{digest}{SUPPRESSED_TEXT}", digest=digest)
        for digest, content in texts.items():
            text_path = folder / TEXTS_FOLDER / digest
            if not text_path.exists() or text_path.read_bytes() != content:
                write_file(text_path, content)
        write_file(path, header.encode(), (line + b"\n" for line in lines))
    return path


@contextmanager
def share_ledger(folder: Path) -> Iterator[None]:
    """Hold off those who write the ledger while it is read; where a file system has no locks, nobody is held off. Raises OSError."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_SH)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def lock_ledger(folder: Path, on_wait: Callable[[], object] = lambda: None) -> Iterator[None]:
    """Create the folders of the ledger, and hold its lock; delete what a killed process left. Raises OSError.

    ``on_wait`` is called if others read or write the ledger, before it waits for them.
    """
    (folder / TEXTS_FOLDER).mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_wait()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        for place in (folder, folder / TEXTS_FOLDER):
            for temporary in place.glob(f"{TEMPORARY_PREFIX}*"):
                temporary.unlink()
        yield
    finally:
        os.close(descriptor)


def write_file(path: Path, content: bytes, others: Iterable[bytes] = ()) -> None:
    """Write a file at once, its ``content`` and then ``others``.

    A process that is killed, or a full disk, leaves the former file or none. Raises OSError.
    """
    temporary = path.with_name(f"{TEMPORARY_PREFIX}{path.name}")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.writelines(others)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
