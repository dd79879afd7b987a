"""What lies in the fixtures' folder: one walk through it, and of every file what tells whether it has changed since."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from archive.problems import Problem, Spot

# A file that changed less than so many nanoseconds before the walk may change again and look the same.
SETTLED = 2_000_000_000


class Stamp(NamedTuple):
    """Size in bytes, and the times, in nanoseconds, and the number that the file system keeps."""

    size: int
    modified: int
    changed: int
    inode: int


@dataclass
class Listing:
    """The files below ``root`` by name, relative to it and with slashes; ``None`` instead of a stamp for what is no ordinary file.

    ``folders``: by name, whether it is a link. ``faults``: folders that could not be looked into. ``begun``: when, in nanoseconds.
    Names that begin with a full stop are passed over, and folders so named with all that is in them.
    """

    root: Path
    files: dict[str, Stamp | None] = field(default_factory=dict)
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
        """What names this state of the folder; None while any of its files has changed of late, or may be read differently next time."""
        latest = max((max(stamp.modified, stamp.changed) for stamp in self.files.values() if stamp), default=0)
        if self.faults or None in self.files.values() or latest >= self.begun - SETTLED:
            return None
        return sha256(repr((sorted(self.folders), self.files)).encode(errors="surrogateescape")).digest()

    def settled(self, name: str) -> Stamp | None:
        """The stamp of a file that has not changed of late; None if it has, or is no ordinary file."""
        stamp = self.files.get(name)
        return stamp if stamp and max(stamp.modified, stamp.changed) < self.begun - SETTLED else None

    def _walk(self, folder: str) -> None:
        try:
            with os.scandir(self.root / folder) as entries:
                found = [one for one in entries if not one.name.startswith(".")]
        except OSError as error:
            self.faults.append(Problem("file.unreadable", Spot(folder), {"reason": error.strerror or str(error)}))
            return
        for entry in found:
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                self.links.add(name)
                self.files[name] = None
            elif entry.is_dir():
                self.folders.add(name)
                self._walk(name)
            else:
                self.files[name] = _stamp(entry)


def _stamp(entry: os.DirEntry) -> Stamp | None:
    try:
        facts = entry.stat(follow_symlinks=False)
    except OSError:
        return None
    whole = Stamp(facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns, facts.st_ino)
    return whole if stat.S_ISREG(facts.st_mode) else None
