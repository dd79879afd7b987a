"""Reading and verification of the ledger files of a folder.

``0001.jsonl``, ``0002.jsonl`` … are JSON Lines in UTF-8, in canonical form. A version is named by the SHA-256 of its line.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from weakref import finalize

from pydantic_core import to_json

from archive.addresses import RecordKey
from archive.environment.cycle_collection import collect_rarely
from archive.ledger.canonical import digest_line, digest_versions
from archive.ledger.formats import current_format, list_text_digests, upgrade_record
from archive.ledger.last_lines import LastLines, LedgerVersion, is_in_force
from archive.ledger.lines import (
    RECORD,
    RENAMED,
    SUPPRESSED,
    EditionHeader,
    InvalidLine,
    VersionLine,
    name_version,
    parse_header,
    parse_version_line,
    read_version_line,
)

FILE_PATTERN = re.compile(r"(\d{4}|[1-9]\d{4,})\.jsonl")
# Files beside the ledger files: signatures, time stamps, and the folder of texts.
SEAL_SUFFIXES = ("sig", "tsr")
OTHER_FILES = re.compile(rf"(\d{{4}}|[1-9]\d{{4,}})\.(?:{'|'.join(SEAL_SUFFIXES)})|texts|allowed_signers")
TEXTS_FOLDER = "texts"
# Suffix of the note that is in place of a suppressed text
SUPPRESSED_TEXT = ".suppressed.json"
# Folder of the ledger in a fixtures folder
LEDGER_FOLDER = "editions"


class LedgerFault(Exception):
    """A ledger that is not intact. ``id`` is that of a problem; ``file`` and ``line`` say where."""

    def __init__(self, id_: str, file: str, line: int = 1, **values: object) -> None:
        super().__init__(f"{file}:{line}: {id_} {values}")
        self.id, self.file, self.line, self.values = id_, file, line, values


@dataclass
class LedgerEdition:
    """A published edition. ``digest``: SHA-256 of the header line; ``file_digest``: of the whole file."""

    header: EditionHeader
    digest: str
    file_digest: str
    path: Path

    def read_seals(self) -> dict[str, bytes]:
        """Return the signature and the time stamp of the header, as far as they are beside the file, by their suffix."""
        paths = {suffix: self.path.with_suffix(f".{suffix}") for suffix in SEAL_SUFFIXES}
        return {suffix: path.read_bytes() for suffix, path in paths.items() if path.exists()}


@dataclass
class Ledger:
    """The editions of a folder, in order, and the last line of every record: a version in force, or what became of it."""

    folder: Path
    editions: list[LedgerEdition] = field(default_factory=list)
    last_lines: LastLines = field(default_factory=LastLines)
    # By the key of a record that was withdrawn or renamed, its last version
    final_versions: dict[RecordKey, LedgerVersion] = field(default_factory=dict)
    # By the key of a record, the former key of the one whose history its first version continues
    renamed_from: dict[RecordKey, RecordKey] = field(default_factory=dict)
    # By the name of a suppressed version, the version or withdrawal that it follows, or None
    suppressed: dict[str, str | None] = field(default_factory=dict)
    # SHA-256 of the texts and received documents of all versions
    texts: set[str] = field(default_factory=set)
    # The last edition of the folder, where the ledger was read until an earlier one
    last_of_folder: LedgerEdition | None = None
    # The number of the edition whose file is open, what closes it, and its descriptor
    _open_file: tuple[int, Callable[[], object], int] | None = field(default=None, repr=False, compare=False)

    @property
    def number(self) -> int:
        """The number of the last edition; 0 if there is none."""
        return len(self.editions)

    @property
    def newest(self) -> int:
        """The number of the last edition of the folder; 0 if there is none."""
        return self.last_of_folder.header.edition if self.last_of_folder else self.number

    @property
    def newest_digest(self) -> str:
        """The digest of the header of the last edition of the folder; empty if there is none."""
        last = self.last_of_folder or (self.editions[-1] if self.editions else None)
        return last.digest if last else ""

    def iterate_in_force(self) -> Iterator[tuple[RecordKey, LedgerVersion]]:
        """Yield the key and the version in force of every record that has one."""
        return ((key, self.last_lines[key]) for key in self.last_lines.iterate_keys_in_force())

    def read_line(self, version: LedgerVersion) -> bytes:
        """Return the bytes of a version, without the line feed."""
        return self._read(version.edition, version.offset, version.length)

    def read_last_record(self, key: RecordKey) -> dict | None:
        """Return the record on the last line of a key, in the current format; None if it is suppressed or given up. Raises KeyError."""
        edition, offset, length = self.last_lines.find_line(key)
        return self.upgrade(read_version_line(self._read(edition, offset, length)), edition)

    def read_last_line(self, key: RecordKey) -> bytes:
        """Return the last line of a key as JSON, its record, if it has one, in the current format. Raises KeyError."""
        edition, offset, length = self.last_lines.find_line(key)
        line = self._read(edition, offset, length)
        if self.editions[edition - 1].header.format == current_format():
            return line
        record = self.upgrade(read_version_line(line), edition)
        return line if record is None else to_json({RECORD: record})

    def _read(self, edition: int, offset: int, length: int) -> bytes:
        return os.pread(self._open_edition(edition), length, offset)

    def _open_edition(self, edition: int) -> int:
        """Return the descriptor of the file of an edition, which stays open until that of another edition is opened."""
        if self._open_file is None or self._open_file[0] != edition:
            descriptor = os.open(self.editions[edition - 1].path, os.O_RDONLY)
            if self._open_file:
                self._open_file[1]()
            self._open_file = edition, finalize(self, os.close, descriptor), descriptor
        return self._open_file[2]

    def iterate_lines(self, edition: int) -> Iterator[bytes]:
        """Yield the lines of an edition's versions, without their line feeds."""
        with self.editions[edition - 1].path.open("rb") as file:
            next(file)
            yield from (line.removesuffix(b"\n") for line in file)

    def read_record(self, version: LedgerVersion) -> dict | None:
        """Return the record of a version, in the current format; None if it is suppressed or the record was given up."""
        return self.upgrade(read_version_line(self.read_line(version)), version.edition)

    def upgrade(self, line: VersionLine, edition: int) -> dict | None:
        """Return the record of a line in the current format; None if the line has none."""
        if not isinstance(line.value, dict):
            return None
        return upgrade_record(line.kind, line.value, self.editions[edition - 1].header.format)

    def read_final_record(self, key: RecordKey) -> dict | None:
        """Return the last version of a record that was withdrawn or renamed; None if there is none, or it is suppressed."""
        version = self.final_versions.get(key)
        return self.read_record(version) if version else None

    def is_text_suppressed(self, digest: str) -> bool:
        """Return whether there is a note in place of a text."""
        return (self.folder / TEXTS_FOLDER / f"{digest}{SUPPRESSED_TEXT}").exists()

    def read_text(self, digest: str) -> bytes:
        """Return the bytes of a text or received document.

        Raises LedgerFault if they are suppressed or missing, or do not have this SHA-256.
        """
        name = f"{TEXTS_FOLDER}/{digest}"
        if self.is_text_suppressed(digest):
            raise LedgerFault("ledger.suppressed-text", name + SUPPRESSED_TEXT, digest=digest)
        try:
            content = (self.folder / name).read_bytes()
        except OSError as error:
            raise LedgerFault("ledger.no-text", name, reason=error.strerror or str(error)) from error
        if sha256(content).hexdigest() != digest:
            raise LedgerFault("ledger.wrong-text", name, found=sha256(content).hexdigest(), digest=digest)
        return content


def list_ledger_files(folder: Path) -> list[Path]:
    """Return the ledger files of a folder, which are numbered without gap. Raises LedgerFault."""
    try:
        names = [path.name for path in folder.iterdir() if not path.name.startswith(".")] if folder.is_dir() else []
    except OSError as error:
        raise LedgerFault("ledger.unreadable", name_file(1), reason=error.strerror or str(error)) from error
    numbers = sorted(int(match[1]) for name in names if (match := FILE_PATTERN.fullmatch(name)))
    known = {*map(name_file, numbers)}
    for expected, number in enumerate(numbers, 1):
        if number != expected:
            raise LedgerFault("ledger.missing-file", name_file(expected), found=name_file(number))
    for name in sorted(names):
        other = OTHER_FILES.fullmatch(name)
        if other and other[1] and int(other[1]) > len(numbers):
            raise LedgerFault("ledger.missing-file", name_file(int(other[1])), found=name)
        if name not in known and not other:
            raise LedgerFault("ledger.unexpected-file", name, name=name)
    return [folder / name_file(number) for number in numbers]


def name_file(edition: int) -> str:
    """Return the name of the ledger file of an edition."""
    return f"{edition:04}.jsonl"


@collect_rarely()
def read_ledger(folder: Path, *, until: int | None = None) -> Ledger:
    """Return the ledger of a folder, verified: headers, chain, the order and digests of all lines, and the state of the last edition.

    ``until``: the last edition to read. Raises LedgerFault at the first fault.
    """
    ledger = Ledger(folder)
    for path in list_ledger_files(folder)[:until]:
        _read_file(ledger, path)
    if until is not None and until > ledger.number:
        raise LedgerFault("ledger.no-edition", name_file(until), edition=until, last=ledger.number)
    if ledger.editions:
        last, state = ledger.editions[-1], digest_state(ledger)
        if last.header.state != state:
            raise LedgerFault("ledger.wrong-digest", last.path.name, field="state", found=state, expected=last.header.state)
    return ledger


def find_fault_of_file(path: Path) -> LedgerFault | None:
    """Return a fault that a ledger file has without regard to the chain."""
    number, versions = 1, dict[RecordKey, str]()
    try:
        with path.open("rb") as file:
            lines = _iterate_lines(file, path.name)
            header = parse_header(next(lines, b"")[:-1])
            for line in lines:
                number += 1
                version = parse_version_line(line[:-1])
                if version.key in versions:
                    return LedgerFault("ledger.wrong-order", path.name, number, key=str(version.key))
                versions[version.key] = name_version(version, line[:-1])
    except InvalidLine as error:
        return LedgerFault("ledger.invalid-line", path.name, number, reason=str(error))
    except OSError as error:
        return LedgerFault("ledger.unreadable", path.name, reason=error.strerror or str(error))
    except LedgerFault as fault:
        return fault
    if (found := digest_versions(versions, versions.__getitem__)) != header.changes:
        return LedgerFault("ledger.wrong-digest", path.name, field="changes", found=found, expected=header.changes)
    return None


def require_edition(ledger: Ledger, digest: str) -> None:
    """Raise LedgerFault unless an edition has a header with this SHA-256, in hex: the ledger was cut, or is another archive's."""
    if digest not in {edition.digest for edition in ledger.editions}:
        raise LedgerFault("ledger.not-expected", name_file(max(ledger.number, 1)), expected=digest)


def digest_state(ledger: Ledger) -> str:
    """Return the digest over all versions in force."""
    return digest_versions(ledger.last_lines.iterate_keys_in_force(), ledger.last_lines.read_version)


def _read_file(ledger: Ledger, path: Path) -> None:
    """Add the edition of the next ledger file to ``ledger``. Raises LedgerFault."""
    try:
        with path.open("rb") as file:
            lines = enumerate(_iterate_lines(file, path.name), 1)
            _number, line = next(lines, (1, b""))
            if not line:
                raise LedgerFault("ledger.cut-off", path.name)
            header = _check_header(ledger, path, line[:-1])
            digest, offset = sha256(line), len(line)
            edition = LedgerEdition(header, digest_line(line), "", path)
            ledger.editions.append(edition)
            reader = _VersionReader(ledger, path.name)
            for number, line in lines:
                reader.read(number, offset, line[:-1])
                digest.update(line)
                offset += len(line)
    except OSError as error:
        raise LedgerFault("ledger.unreadable", path.name, reason=error.strerror or str(error)) from error
    reader.close(header)
    edition.file_digest = digest.hexdigest()


def _iterate_lines(file: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the lines of a ledger file with their line feeds. Raises LedgerFault at one that has none."""
    for number, line in enumerate(file, 1):
        if not line.endswith(b"\n"):
            raise LedgerFault("ledger.cut-off", name, number)
        yield line


class _VersionReader:
    """The versions of one ledger file, which are entered in the ledger one by one."""

    def __init__(self, ledger: Ledger, file: str) -> None:
        self.ledger, self.file = ledger, file
        self.keys: list[RecordKey] = []
        self.counts = Counter[str]()
        # By the version of a line that says so, the records that were renamed; the same versions by the new keys of the records
        self.renamed: dict[str, RecordKey] = {}
        self.targets: dict[RecordKey, str] = {}
        # Records whose first lines follow such a version; and those whose first versions are suppressed
        self.following: list[tuple[int, RecordKey, str]] = []
        self.first_suppressed: list[tuple[RecordKey, str]] = []

    def read(self, number: int, offset: int, content: bytes) -> None:
        """Enter the version of a line. Raises LedgerFault if it does not follow the record's last one."""
        try:
            line = parse_version_line(content)
        except InvalidLine as error:
            raise LedgerFault("ledger.invalid-line", self.file, number, reason=str(error)) from error
        key = line.key
        last = self.ledger.last_lines.get(key)
        if self.keys and key <= self.keys[-1]:
            raise LedgerFault("ledger.wrong-order", self.file, number, key=str(key))
        expected = last.version if last else None
        previous = expected if line.outcome == SUPPRESSED else line.previous
        if previous != expected:
            if last or previous is None:
                raise LedgerFault("ledger.wrong-previous", self.file, number, key=str(key))
            self.following.append((number, key, previous))
        name, target = name_version(line, content), None
        if line.outcome == RENAMED:
            target = RecordKey.parse(str(line.value))
            self.renamed[name], self.targets[target] = key, name
        if line.outcome == SUPPRESSED:
            self.ledger.suppressed[name] = expected
            if last is None:
                self.first_suppressed.append((key, name))
        if line.kind == "source" and (record := self.ledger.upgrade(line, self.ledger.number)):
            self.ledger.texts.update(list_text_digests(line.kind, record))
        version = LedgerVersion(name, previous, line.outcome, self.ledger.number, offset, len(content), target)
        self.ledger.last_lines[key] = version
        if last and is_in_force(last) and not is_in_force(version):
            self.ledger.final_versions[key] = last
        self.keys.append(key)
        self.counts[line.kind] += 1

    def close(self, header: EditionHeader) -> None:
        """Check the whole file. Raises LedgerFault."""
        for number, key, previous in self.following:
            if previous not in self.renamed:
                raise LedgerFault("ledger.wrong-previous", self.file, number, key=str(key))
            self.ledger.renamed_from[key] = self.renamed[previous]
        for key, name in self.first_suppressed:
            if renaming := self.targets.get(key):
                self.ledger.suppressed[name] = renaming
                self.ledger.renamed_from[key] = self.renamed[renaming]
        digest = digest_versions(self.keys, self.ledger.last_lines.read_version)
        if digest != header.changes:
            raise LedgerFault("ledger.wrong-digest", self.file, field="changes", found=digest, expected=header.changes)
        if self.counts != header.counts:
            raise LedgerFault("ledger.wrong-counts", self.file)


def _check_header(ledger: Ledger, path: Path, line: bytes) -> EditionHeader:
    """Return the header of the next ledger file. Raises LedgerFault if it does not follow the last one."""
    name = path.name
    try:
        header = parse_header(line)
    except InvalidLine as error:
        raise LedgerFault("ledger.invalid-line", name, reason=str(error)) from error
    last = ledger.editions[-1] if ledger.editions else None
    if header.edition != ledger.number + 1:
        raise LedgerFault("ledger.wrong-number", name, found=header.edition, expected=ledger.number + 1)
    if header.format > current_format():
        raise LedgerFault("ledger.newer-format", name, found=header.format, expected=current_format())
    if last and header.previous != last.digest and _is_followed(path, digest_line(line)):
        raise LedgerFault("ledger.changed-header", last.path.name, found=last.digest, expected=header.previous or "null")
    if header.previous != (last.digest if last else None):
        raise LedgerFault("ledger.broken-chain", name, found=header.previous or "null", expected=last.digest if last else "null")
    if last and header.instant <= last.header.instant:
        raise LedgerFault("ledger.not-later", name, found=header.published, expected=last.header.published)
    return header


def _is_followed(path: Path, digest: str) -> bool:
    """Return whether the ledger file after ``path`` follows the header with this SHA-256, which is then as it was published."""
    try:
        with path.with_name(name_file(int(path.stem) + 1)).open("rb") as file:
            return parse_header(file.readline().removesuffix(b"\n")).previous == digest
    except (InvalidLine, OSError):
        return False
