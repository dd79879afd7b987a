"""What lies in the fixtures' folder: one walk through it, and of every file what tells whether it has changed since."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from archive.characters import shown
from archive.problems import Problem, Spot

# A file that changed less than so many nanoseconds before the walk may change again and look the same.
SETTLED = 2_000_000_000
# Folders within folders; the fixtures need three.
DEEPEST = 8
# How the fixtures' own folder is named where a problem is told of it.
TOP = "."
# What editors leave beside a file that they change.
BACKUP = re.compile(r"(?P<of>.+?)(?:\.~\d+)?~|#(?P<saving>.+)#")


@dataclass
class Listing:
    """The files below ``root`` by name, relative to it and with slashes, each with its stamp: what tells whether it has changed.

    The stamp is size, times and number, as the file system keeps them; it is empty if the file has changed of late, so that it
    may change again and look the same, and None for what is no ordinary file. ``links`` and ``folders``: their names. ``faults``:
    folders that could not be looked into, or lie too deep. ``begun``: when, in nanoseconds. Names that begin with a full stop are passed over, and
    folders so named with all that is in them; so are an editor's backups, ``name~`` and ``#name#``, where ``name`` is there too.
    """

    root: Path
    files: dict[str, str | None] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    faults: list[Problem] = field(default_factory=list)
    begun: int = 0

    @classmethod
    def of(cls, root: Path) -> Listing:
        """Looks; follows no link to a folder."""
        listing = cls(root, begun=time.time_ns())
        listing._walk("")
        listing.files = dict(sorted(listing.files.items()))
        return listing

    def named(self, folder: str, name: str) -> Iterator[str]:
        """``name`` in each folder right below ``folder``, there or not, in the order of their names."""
        depth = folder.count("/") + 1
        within = (one for one in self.folders if one.startswith(f"{folder}/") and one.count("/") == depth)
        return (f"{one}/{name}" for one in sorted(within))

    def below(self, folder: str, ending: str) -> list[str]:
        """Everything right below ``folder`` whose name has that ending, folders among them, in the order of the names."""
        depth = folder.count("/") + 1
        names = [one for one in (*self.files, *self.folders) if one.startswith(f"{folder}/") and one.endswith(ending)]
        return sorted(one for one in names if one.count("/") == depth)

    def digest(self) -> bytes | None:
        """What names this state of the folder; None if any of its files may change and look the same, or is none."""
        if self.faults or not all(self.files.values()):
            return None
        total = sha256("\n".join(sorted(self.folders)).encode(errors="surrogateescape"))
        for name, stamp in self.files.items():
            total.update(f"{name}\0{stamp}\n".encode(errors="surrogateescape"))
        return total.digest()

    def look(self) -> str:
        """All names and stamps, whether settled or not, to be compared with another look."""
        return repr([(name, _facts(self.root, name)) for name in self.files])

    def _walk(self, folder: str) -> None:
        try:
            with os.scandir(self.root / folder) as entries:
                found = [one for one in entries if not one.name.startswith(".")]
            names = {one.name for one in found}
            found = [one for one in found if _original(one.name) not in names]
        except OSError as error:
            self.faults.append(Problem("file.unreadable", Spot(folder or TOP), {"reason": error.strerror or str(error)}))
            return
        for entry in found:
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                self.links.add(name)
                self.files[name] = None
            elif entry.is_dir() and name.count("/") >= DEEPEST:
                self.faults.append(Problem("file.unexpected", Spot(name), {"name": shown(entry.name)}))
            elif entry.is_dir():
                self.folders.add(name)
                self._walk(name)
            else:
                self.files[name] = _stamp(entry, self.begun - SETTLED)


def _original(name: str) -> str:
    """The name of the file that an editor's backup is of; empty if ``name`` is none."""
    match = BACKUP.fullmatch(name)
    return (match["of"] or match["saving"]) if match else ""


def _facts(root: Path, name: str) -> tuple[int, ...]:
    try:
        facts = os.lstat(root / name)
    except OSError:
        return ()
    return facts.st_size, facts.st_mtime_ns, facts.st_ino


def _stamp(entry: os.DirEntry, settled: int) -> str | None:
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    if not stat.S_ISREG(facts.st_mode):
        return None
    changed, modified = facts.st_ctime_ns, facts.st_mtime_ns
    return f"{facts.st_size}:{modified}:{changed}:{facts.st_ino}" if max(changed, modified) < settled else ""
