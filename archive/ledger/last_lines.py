"""The last line of every record of a ledger, packed: an index of 200,000 records takes a third of a dict of named tuples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from struct import Struct
from typing import NamedTuple

from archive.addresses import RecordKey
from archive.ledger.lines import OUTCOMES, VERSION_OUTCOMES

# Edition, offset, length, position of the outcome in OUTCOMES, and the version; the previous version follows if there is one
PACKED = Struct("<IQIB32s")
LINE = Struct("<IQI")
# Byte of the outcome, and bytes of the version
OUTCOME_AT, VERSION_BYTES = 16, slice(17, 49)
OUTCOMES_IN_FORCE = {OUTCOMES.index(outcome) for outcome in VERSION_OUTCOMES}


class LedgerVersion(NamedTuple):
    """A version's place in the ledger. ``offset`` and ``length``: of its line, in bytes, without the line feed."""

    version: str
    previous: str | None
    outcome: str
    edition: int
    offset: int
    length: int
    target: RecordKey | None


class LastLines(MutableMapping[RecordKey, LedgerVersion]):
    """A mapping of the keys of records to their last lines, in the order in which the keys were first set."""

    def __init__(self, lines: Mapping[RecordKey, LedgerVersion] | None = None) -> None:
        self._packed: dict[RecordKey, bytes] = {}
        self._targets: dict[RecordKey, RecordKey] = {}
        if isinstance(lines, LastLines):
            self._packed, self._targets = lines._packed.copy(), lines._targets.copy()
        elif lines:
            self.update(lines)

    def __getitem__(self, key: RecordKey) -> LedgerVersion:
        """Return the last line of a record. Raises KeyError."""
        packed = self._packed[key]
        edition, offset, length, outcome, version = PACKED.unpack_from(packed)
        previous = packed[PACKED.size :].hex() or None
        return LedgerVersion(version.hex(), previous, OUTCOMES[outcome], edition, offset, length, self._targets.get(key))

    def __setitem__(self, key: RecordKey, line: LedgerVersion) -> None:
        """Make ``line`` the last one of a record."""
        outcome, version = OUTCOMES.index(line.outcome), bytes.fromhex(line.version)
        packed = PACKED.pack(line.edition, line.offset, line.length, outcome, version)
        self._packed[key] = packed + bytes.fromhex(line.previous or "")
        self._targets.pop(key, None)
        if line.target:
            self._targets[key] = line.target

    def __delitem__(self, key: RecordKey) -> None:
        """Forget a record. Raises KeyError."""
        del self._packed[key]
        self._targets.pop(key, None)

    def read_version(self, key: RecordKey) -> str:
        """Return the version that the last line of a record has, without the rest of it. Raises KeyError."""
        return self._packed[key][VERSION_BYTES].hex()

    def find_line(self, key: RecordKey) -> tuple[int, int, int]:
        """Return edition, offset and length of the last line of a record. Raises KeyError."""
        return LINE.unpack_from(self._packed[key])

    def iterate_keys_in_force(self) -> Iterator[RecordKey]:
        """Yield the key of every record whose last line is a version of it."""
        return (key for key, packed in self._packed.items() if packed[OUTCOME_AT] in OUTCOMES_IN_FORCE)

    def __iter__(self) -> Iterator[RecordKey]:
        """Return an iterator over the keys."""
        return iter(self._packed)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._packed)


def is_in_force(version: LedgerVersion) -> bool:
    """Return whether a record's last line is a version of it, and not that it was withdrawn or renamed."""
    return version.outcome in VERSION_OUTCOMES
