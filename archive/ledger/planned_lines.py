"""The lines of the next edition. Many are in a temporary file: 200,000 records take gigabytes as objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from weakref import finalize

from archive.ledger.last_lines import LastLines, LedgerVersion
from archive.ledger.lines import VersionLine, name_version

# Bytes up to which the lines are in memory
MAX_MEMORY = 10_000_000


class PlannedLines:
    """Lines that are added in any order, one for each record, and read in that of their keys."""

    def __init__(self, *lines: VersionLine) -> None:
        self._file = SpooledTemporaryFile(MAX_MEMORY)  # noqa: SIM115 - closed with the object
        finalize(self, _close, self._file)
        self._size = 0
        # Without numbers of editions; offset and length are those in the temporary file.
        self.last_lines = LastLines()
        self.counts = Counter[str]()
        for line in lines:
            self.append(line)

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.last_lines)

    def append(self, line: VersionLine) -> None:
        """Add a line. Raises OSError, for instance if the disk is full."""
        content = line.encode().removesuffix(b"\n")
        version = name_version(line, content)
        self.last_lines[line.key] = LedgerVersion(version, line.previous, line.outcome, 0, self._size, len(content), None)
        self.counts[line.kind] += 1
        self._file.seek(self._size)
        self._size += self._file.write(content)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines without their line feeds, sorted by kind and identifier. Raises OSError."""
        for key in sorted(self.last_lines):
            line = self.last_lines[key]
            self._file.seek(line.offset)
            yield self._file.read(line.length)


def _close(file: SpooledTemporaryFile) -> None:
    with suppress(OSError):  # of a full disk
        file.close()
