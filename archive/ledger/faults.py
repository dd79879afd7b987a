"""All faults of a ledger: those of its files, of which ``read_ledger`` raises the first, and those of its texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from archive.ledger.chain import FILE_PATTERN, TEXTS_FOLDER, Ledger, LedgerFault, find_fault_of_file, read_ledger
from archive.ledger.lines import InvalidLine, parse_suppressed_text

# Files of the folder of texts: these by their SHA-256, and the notes that are in place of suppressed ones
TEXT_PATTERN = re.compile(r"([0-9a-f]{64})(\.suppressed\.json)?")


def find_ledger_faults(folder: Path) -> Iterator[LedgerFault]:
    """Yield the faults of all files of a ledger: the first one of the chain, then those that the other files have by themselves."""
    ledger, faulty = Ledger(folder), ""
    try:
        ledger = read_ledger(folder)
    except LedgerFault as fault:
        faulty = fault.file
        yield fault
    names = (
        sorted(path.name for path in folder.iterdir() if FILE_PATTERN.fullmatch(path.name)) if faulty and folder.is_dir() else []
    )
    for name in names:
        if name != faulty and (found := find_fault_of_file(folder / name)):
            yield found
    yield from find_text_faults(ledger)


def verify_texts(ledger: Ledger) -> None:
    """Raise LedgerFault unless every text of the ledger has its bytes or a note that it is suppressed; nothing else may be there."""
    for fault in find_text_faults(ledger):
        raise fault


def find_text_faults(ledger: Ledger) -> Iterator[LedgerFault]:
    """Yield the faults of all texts of the ledger, and of the files beside them."""
    folder = ledger.folder / TEXTS_FOLDER
    names = [path.name for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []
    for name in sorted(names):
        match = TEXT_PATTERN.fullmatch(name)
        try:
            if match is None:
                raise LedgerFault("ledger.unexpected-file", f"{TEXTS_FOLDER}/{name}", name=name)
            if match[2]:
                _check_suppressed_text(folder / name, match[1])
        except LedgerFault as fault:
            yield fault
    for digest in sorted(ledger.texts | {name for name in names if re.fullmatch("[0-9a-f]{64}", name)}):
        try:
            if not ledger.is_text_suppressed(digest):
                ledger.read_text(digest)
        except LedgerFault as fault:
            yield fault


def _check_suppressed_text(path: Path, digest: str) -> None:
    """Raise LedgerFault unless a file is the note that a text is suppressed."""
    name = f"{TEXTS_FOLDER}/{path.name}"
    try:
        suppressed = parse_suppressed_text(path.read_bytes().removesuffix(b"\n"))
    except (InvalidLine, OSError) as error:
        raise LedgerFault("ledger.invalid-line", name, reason=str(error)) from error
    if suppressed != digest:
        raise LedgerFault("ledger.invalid-line", name, reason="suppressed is the name of the text")
