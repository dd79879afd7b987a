"""From files to typed records, each with the place it stands at. Shapes only; whether the records agree is for ``checks``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Generic

from archive.drafts import Path_
from archive.fixturefiles import Document, Refused, decode, read_bytes, read_yaml
from archive.problems import Problem, Spot
from archive.records import ClaimRecord, MentionsRecord, PassagesRecord, QuestionsRecord, RegisterRecord, SourceRecord
from archive.recordtypes import AnyRecord, as_record

KNOWN_FOLDERS = ("sources", "claims", "places", "routes")
DOCUMENT = "README.md"
KNOWN_FILES = ("questions.yaml", "register.yaml", DOCUMENT)


@dataclass(frozen=True)
class Kept(Generic[AnyRecord]):
    """A record and the document it was read from; ``unwritten``: the paths of what a draft has still to be given."""

    record: AnyRecord
    document: Document
    unwritten: tuple[Path_, ...] = ()

    def spot(self, *path: str | int) -> Spot:
        """Where the field at ``path`` stands."""
        return self.document.spot(*path)

    @property
    def file(self) -> str:
        """The record's file, relative to the fixtures' root."""
        return self.document.file


@dataclass
class ArchiveRecords:
    """All records of the archive app.

    ``contents``: by source, the bytes of its verbatim file; ``texts``: those decoded; ``received``: the bytes of the document as
    received, where that is another file; ``unread``: files that gave no record.
    """

    sources: list[Kept[SourceRecord]] = field(default_factory=list)
    passages: list[Kept[PassagesRecord]] = field(default_factory=list)
    mentions: list[Kept[MentionsRecord]] = field(default_factory=list)
    claims: list[Kept[ClaimRecord]] = field(default_factory=list)
    questions: Kept[QuestionsRecord] | None = None
    register: Kept[RegisterRecord] | None = None
    contents: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    received: dict[str, bytes] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)


def names(root: Path, folder: str, pattern: str) -> list[str]:
    """Files below ``folder``, relative to the root, in the order of their names."""
    return sorted(path.relative_to(root).as_posix() for path in (root / folder).glob(pattern))


def read_one(root: Path, name: str, kind: type[AnyRecord]) -> tuple[Kept[AnyRecord] | None, list[Problem]]:
    """One file as one record of ``kind``; or None and its problems."""
    try:
        document = read_yaml(root, name)
    except Refused as refused:
        return None, [refused.problem]
    record, problems, unwritten = as_record(kind, document)
    return (Kept(record, document, tuple(unwritten)) if record else None), problems


def read_all(root: Path, files: Iterable[str], kind: type[AnyRecord]) -> tuple[list[Kept[AnyRecord]], list[Problem]]:
    """Every file as a record of ``kind``: those that have the shape, and the problems of the others."""
    kept, problems = [], []
    for name in files:
        one, found = read_one(root, name, kind)
        kept += [one] if one else []
        problems += found
    return kept, problems


def collect(root: Path) -> tuple[ArchiveRecords, list[Problem]]:
    """The archive's records below ``root``, and every problem of their files and shapes."""
    records = ArchiveRecords()
    problems = list(_strangers(root))
    for kind, files, shape in (
        ("sources", _in_each_source(root, "source.yaml"), SourceRecord),
        ("passages", _in_each_source(root, "passages.yaml"), PassagesRecord),
        ("mentions", names(root, "sources", "*/mentions.yaml"), MentionsRecord),
        ("claims", names(root, "claims", "*.yaml"), ClaimRecord),
    ):
        kept, found = read_all(root, files, shape)
        setattr(records, kind, kept)
        records.unread |= {*files} - {one.file for one in kept}
        problems += found
    records.questions, found = read_one(root, "questions.yaml", QuestionsRecord)
    records.register, more = read_one(root, "register.yaml", RegisterRecord)
    return records, [*problems, *found, *more, *_texts(root, records), *_received(root, records)]


def _in_each_source(root: Path, name: str) -> list[str]:
    """``name`` in every folder of sources, there or not."""
    return [f"{folder}/{name}" for folder in names(root, "sources", "*") if (root / folder).is_dir()]


def _texts(root: Path, records: ArchiveRecords) -> Iterator[Problem]:
    for kept in records.sources:
        name = f"{Path(kept.file).parent.as_posix()}/{kept.record.text.file}"
        try:
            content = read_bytes(root, name)
            records.contents[kept.record.source] = content
            records.texts[kept.record.source] = decode(name, content)
        except Refused as refused:
            records.unread.add(name)
            there = (root / name).is_file()
            yield refused.problem if there else replace(refused.problem, spot=kept.spot("text", "file"))


def _received(root: Path, records: ArchiveRecords) -> Iterator[Problem]:
    for kept in records.sources:
        if kept.record.received:
            name = f"{Path(kept.file).parent.as_posix()}/{kept.record.received.file}"
            try:
                records.received[kept.record.source] = read_bytes(root, name)
            except Refused as refused:
                yield replace(refused.problem, spot=kept.spot("received", "file"))


def _strangers(root: Path) -> Iterator[Problem]:
    """Files that no record claims: a misspelt name must not make a record vanish."""
    yield from _folders(root)
    known = {"source.yaml", "passages.yaml", "mentions.yaml"}
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if (path.is_dir() and not path.is_symlink()) or path.name.startswith("."):
            continue
        if path.is_symlink():
            yield Problem("file.unexpected", Spot("/".join(parts)), {"name": path.name})
            continue
        other = path.suffix.lower().rstrip("~") not in (".yaml", ".yml")
        in_source = len(parts) == 3 and parts[0] == "sources" and (path.name in known or other)
        in_folder = len(parts) == 2 and parts[0] in KNOWN_FOLDERS[1:] and path.suffix == ".yaml"
        if not (in_source or in_folder or (len(parts) == 1 and path.name in KNOWN_FILES)):
            yield Problem("file.unexpected", Spot("/".join(parts)), {"name": path.name})


def _folders(root: Path) -> Iterator[Problem]:
    """Folders that are not there or cannot be looked into: their records must not vanish unnoticed."""
    for folder in KNOWN_FOLDERS:
        try:
            sorted((root / folder).iterdir())
        except FileNotFoundError:
            yield Problem("file.missing", Spot(folder), {"name": folder})
        except OSError as error:
            yield Problem("file.unreadable", Spot(folder), {"reason": error.strerror})


def digest(root: Path, salt: str) -> str:
    """SHA-256, as hex, over ``salt`` and the name and SHA-256 of every fixture file, in the order of the names.

    What is no readable file goes in by its name and by that, so that fixtures with such a thing are checked, never taken as loaded.
    """
    total = sha256(f"{salt}\n".encode())
    for name in names(root, ".", "**/*"):
        if (root / name).is_dir() and not (root / name).is_symlink():
            continue
        if not Path(name).name.startswith(".") and name != DOCUMENT:
            total.update(f"{name}\0{_digest_of(root, name)}\n".encode(errors="surrogateescape"))
    return total.hexdigest()


def _digest_of(root: Path, name: str) -> str:
    try:
        return "symlink" if (root / name).is_symlink() else sha256(read_bytes(root, name)).hexdigest()
    except Refused as refused:
        return refused.problem.id
