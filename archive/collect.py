"""From files to typed records, each with the place it stands at. Shapes only; whether the records agree is for ``checks``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from archive.characters import shown
from archive.fixturefiles import Refused, decode, read_bytes
from archive.folder import Faults, Folder, Kept, Records
from archive.listing import Listing
from archive.primerrecords import PrimerRecord
from archive.problems import Problem, Spot
from archive.record_keys import RecordKey
from archive.records import (
    ClaimRecord,
    MentionsRecord,
    PassagesRecord,
    QuestionRecord,
    QuestionsRecord,
    RegisterRecord,
    RetiredRecord,
    SourceRecord,
)
from archive.recordtypes import AnyRecord
from archive.shelf import Row
from archive.textfacts import TextFacts

KNOWN_FOLDERS = ("sources", "claims", "places", "routes")
DOCUMENT = "README.md"
PRIMER = "primer.yaml"
KNOWN_FILES = ("questions.yaml", "register.yaml", PRIMER)
# Files beside the records, which nothing is loaded from.
BESIDE = re.compile(rf"{re.escape(DOCUMENT)}|schemas/[a-z]+\.schema\.json")
IN_SOURCE = ("source.yaml", "passages.yaml", "mentions.yaml")


@dataclass
class ArchiveRecords:
    """All records of the archive app. ``texts``: the verbatim files by source; ``unread``: files that gave no record."""

    sources: Records[SourceRecord]
    passages: Records[PassagesRecord]
    mentions: Records[MentionsRecord]
    claims: Records[ClaimRecord]
    questions: Kept[QuestionsRecord] | None
    register: Kept[RegisterRecord] | None
    primer: Kept[PrimerRecord] | None
    texts: Texts
    unread: set[str] = field(default_factory=set)

    @property
    def claim_names(self) -> set[str]:
        """The identifiers of the claims, and of those whose files gave no record."""
        return {*(RecordKey.parse(key).identifier for key, _file in self.claims.keys), *(Path(file).stem for file in self.unread)}

    @property
    def question_records(self) -> list[QuestionRecord]:
        """Return the questions; none if their file gave no record."""
        return self.questions.record.questions if self.questions else []

    @property
    def retired(self) -> list[RetiredRecord]:
        """Return the retired identifiers; none if the register gave no record."""
        return self.register.record.retired if self.register else []

    @property
    def differing(self) -> Records[ClaimRecord]:
        """The claims that say of themselves that they differ from others; on no other do claims rest on claims."""
        rows = self.claims.rows
        chosen = {row.identifier for row in rows if any(one.startswith("claim:") for one in row.rests_on.split(" "))}
        return self.claims.where(chosen.__contains__)


@dataclass(frozen=True)
class Texts:
    """The verbatim files that could be read, by source: ``rows`` of what is known of them; a text is read when it is asked for.

    ``received``: the same of the documents as received, where those are other files.
    """

    folder: Folder
    rows: dict[str, Row] = field(default_factory=dict)
    received: dict[str, Row] = field(default_factory=dict)

    def __contains__(self, source: str) -> bool:
        return source in self.rows

    def __getitem__(self, source: str) -> str:
        """The text, verbatim. Raises Refused if the file is not what it was when it was looked at."""
        return decode(self.rows[source].name, self._content(self.rows[source]))

    def received_bytes(self, source: str) -> bytes:
        """The document as received. Raises Refused if the file is not what it was when it was looked at."""
        return self._content(self.received[source])

    def _content(self, row: Row) -> bytes:
        content = read_bytes(self.folder.root, row.name)
        if sha256(content).digest() != row.sha256:
            raise Refused(Problem("file.changed", Spot(row.name), {"name": row.name}))
        return content

    def facts(self, source: str) -> TextFacts:
        """What is known of the text without reading it again."""
        return TextFacts.of_json(self.folder.data(self.rows[source]))


def collect(folder: Folder) -> tuple[ArchiveRecords, list[Problem]]:
    """The archive's records in the folder, and every problem of their files and shapes."""
    listing = folder.listing
    problems, unread = [*listing.faults, *_strangers(listing)], set[str]()

    def read(names: Iterable[str], shape: type[AnyRecord]) -> Records[AnyRecord]:
        files = list(names)
        found, more = folder.records(files, shape)
        unread.update({*files} - {row.name for row in found.rows})
        problems.extend(more)
        return found

    records = ArchiveRecords(
        sources=read(listing.named("sources", "source.yaml"), SourceRecord),
        passages=read(listing.named("sources", "passages.yaml"), PassagesRecord),
        mentions=read((one for one in listing.named("sources", "mentions.yaml") if one in listing.files), MentionsRecord),
        claims=read(listing.below("claims", ".yaml"), ClaimRecord),
        questions=next(iter(read(["questions.yaml"], QuestionsRecord)), None),
        register=next(iter(read(["register.yaml"], RegisterRecord)), None),
        primer=next(iter(read((one for one in (PRIMER,) if one in listing.files), PrimerRecord)), None),
        texts=Texts(folder),
        unread=unread,
    )
    return records, [*problems, *_texts(folder, records), *_received(folder, records)]


def _texts(folder: Folder, records: ArchiveRecords) -> Iterator[Problem]:
    for kept in records.sources:
        name = f"{kept.beside}/{kept.record.text.file}"
        try:
            records.texts.rows[kept.record.source] = folder.row(name, partial(_text, name))
        except Faults as faults:
            records.unread.add(name)
            there = folder.listing.files.get(name) is not None
            yield from (one if there else replace(one, spot=kept.spot("text", "file")) for one in faults.problems)


def _text(name: str, content: bytes) -> tuple[Row, str, str]:
    return Row(0, name, "", b"", "", 0, "", None), TextFacts.of(name, content).as_json(), ""


def _received(folder: Folder, records: ArchiveRecords) -> Iterator[Problem]:
    for kept in records.sources:
        if kept.record.received:
            name = f"{kept.beside}/{kept.record.received.file}"
            try:
                records.texts.received[kept.record.source] = folder.row(name, partial(_document, name))
            except Faults as faults:
                yield from (replace(one, spot=kept.spot("received", "file")) for one in faults.problems)


def _document(name: str, _content: bytes) -> tuple[Row, str, str]:
    return Row(0, name, "", b"", "", 0, "", None), "", ""


def _strangers(listing: Listing) -> Iterator[Problem]:
    """Files that no record claims, and folders that are not there: a misspelt name must not make a record vanish."""
    for folder in KNOWN_FOLDERS:
        if folder not in listing.folders and folder not in listing.links:
            yield Problem("file.no-folder", Spot(folder), {"name": folder})
    for name in listing.files:
        parts = name.split("/")
        if name in listing.links or not _is_expected(parts):
            yield Problem("file.unexpected", Spot(name), {"name": shown(parts[-1])})


def _is_expected(parts: list[str]) -> bool:
    if BESIDE.fullmatch("/".join(parts)):
        return True
    if len(parts) == 3 and parts[0] == "sources":
        suffix = Path(parts[-1]).suffix.lower().rstrip("~")
        return parts[-1] in IN_SOURCE or suffix not in (".yaml", ".yml")
    return (len(parts) == 2 and parts[0] in KNOWN_FOLDERS[1:] and parts[-1].endswith(".yaml")) or (
        len(parts) == 1 and parts[0] in KNOWN_FILES
    )


def digests(root: Path) -> dict[str, str]:
    """The SHA-256, as hex, of every fixture file by its name, in the order of the names.

    What is no readable file is there by its name and by that, so that fixtures with such a thing are checked, never taken as loaded.
    """
    listing = Listing.of(root)
    return {name: _digest_of(listing, name) for name in listing.files if name in listing.links or not BESIDE.fullmatch(name)}


def edition_of(digests: dict[str, str], salt: str) -> str:
    """SHA-256, as hex, over ``salt`` and the names and digests of all files."""
    total = sha256(f"{salt}\n".encode())
    for name, digest in digests.items():
        total.update(f"{name}\0{digest}\n".encode(errors="surrogateescape"))
    return total.hexdigest()


def _digest_of(listing: Listing, name: str) -> str:
    try:
        return "symlink" if name in listing.links else sha256(read_bytes(listing.root, name)).hexdigest()
    except Refused as refused:
        return refused.problem.id
