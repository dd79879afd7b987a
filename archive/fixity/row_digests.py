"""The digest of every row, stored by a load in blocks, and the rows that are no longer what was loaded."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256
from struct import Struct
from types import MappingProxyType
from typing import NamedTuple

from django.db import DatabaseError, transaction
from django.db.models import Model

from archive.fixity.tables import (
    DIGEST_BYTES,
    DigestedTable,
    describe_table,
    iterate_digest_batches,
    list_digested_tables,
    read_row_digest,
)
from archive.models import RowDigests, bulk

# Keys of a block: those that give the same number when divided by it
BLOCK_KEYS = 1000
# A row in a block: the remainder of its key, and its digest
ENTRY = Struct(f"<H{DIGEST_BYTES}s")


class DamagedRow(NamedTuple):
    """A row that is not what was loaded. ``damage``: changed, missing, added, unreadable, or digests, if these are damaged themselves."""

    table: str
    key: int
    damage: str


def store_row_digests(first_new: Mapping[str, int] = MappingProxyType({}), kept: Collection[str] = ()) -> None:
    """Replace the stored digests by those of the rows that are there, within the transaction that wrote them.

    ``first_new``: by table, the first key that is new; earlier rows keep their digests, so that damage to them is not forgotten.
    ``kept``: tables of which no row was written.
    """
    with transaction.atomic():
        pass  # FTS5 writes pending words to its tables at a savepoint
    tables = [table for table in list_digested_tables() if table.name not in kept]
    RowDigests.objects.exclude(table__in=[*first_new, *kept]).delete()
    for table in tables:
        _store_table(table, first_new.get(table.name))


def store_table_digests(model: type[Model]) -> None:
    """Replace the stored digests of one table by those of the rows that are there, within the transaction that wrote them."""
    _store_table(describe_table(model))


def _store_table(table: DigestedTable, first: int | None = None) -> None:
    blocks = dict(_read_kept_block(table, first) if first else ())
    RowDigests.objects.filter(table=table.name, block__gte=(first or 0) // BLOCK_KEYS).delete()
    for block, digests in _iterate_blocks(table, first):
        blocks[block] = blocks.get(block, b"") + digests
    bulk.insert_rows(RowDigests, [_make_row(table, block, digests) for block, digests in blocks.items()])


def _iterate_blocks(table: DigestedTable, first: int | None = None) -> Iterator[tuple[int, bytes]]:
    """Yield the digests of each block of the rows that are there, from the key ``first`` on, packed. Raises DatabaseError."""
    current, packed, pack = -1, bytearray(), ENTRY.pack
    for batch in iterate_digest_batches(table, first):
        at = 0
        while at < len(batch):
            block = batch[at][0] // BLOCK_KEYS
            if block != current:
                if packed:
                    yield current, bytes(packed)
                current, packed = block, bytearray()
            first_key = block * BLOCK_KEYS
            end = bisect_left(batch, (first_key + BLOCK_KEYS,), at)
            packed += b"".join([pack(key - first_key, digest) for key, digest in batch[at:end]])
            at = end
    if packed:
        yield current, bytes(packed)


def _read_kept_block(table: DigestedTable, first: int) -> Iterator[tuple[int, bytes]]:
    """Yield the block of the first new key with the digests of the rows before it."""
    block = first // BLOCK_KEYS
    for digests in RowDigests.objects.filter(table=table.name, block=block).values_list("digests", flat=True):
        yield block, _pack(row for row in _unpack(block, bytes(digests)) if row[0] < first)


def _make_row(table: DigestedTable, block: int, digests: bytes) -> dict[str, object]:
    return {"table": table.name, "block": block, "digests": digests, "checksum": _checksum(table.name, block, digests)}


def find_damaged_rows(tables: Iterable[DigestedTable] | None = None) -> Iterator[DamagedRow]:
    """Yield the rows that are not what was loaded, of all tables by default. Raises DatabaseError if the digests cannot be read."""
    for table in list_digested_tables() if tables is None else tables:
        yield from _find_damaged_rows_in(table)


def _find_damaged_rows_in(table: DigestedTable) -> Iterator[DamagedRow]:
    expected: dict[int, bytes] = {}
    unknown = set()
    for block, digests, checksum in RowDigests.objects.filter(table=table.name).values_list("block", "digests", "checksum"):
        if _checksum(table.name, block, bytes(digests)) == checksum:
            expected[block] = bytes(digests)
        else:
            unknown.add(block)
            yield DamagedRow(table.name, block * BLOCK_KEYS, "digests")
    try:
        with transaction.atomic():
            for block, found in _iterate_blocks(table):
                if block not in unknown and found != (stored := expected.pop(block, b"")):
                    yield from _compare(table, dict(_unpack(block, stored)), dict(_unpack(block, found)))
        for block, stored in expected.items():
            yield from (DamagedRow(table.name, key, "missing") for key, _digest in _unpack(block, stored))
    except DatabaseError:
        yield from _find_unreadable_rows(table, expected)


def _find_unreadable_rows(table: DigestedTable, expected: Mapping[int, bytes]) -> Iterator[DamagedRow]:
    """Compare the rows of these blocks one by one, after the table as a whole could not be read."""
    damaged = 0
    for block, digests in expected.items():
        for key, digest in _unpack(block, digests):
            try:
                with transaction.atomic():
                    found = read_row_digest(table, key)
            except DatabaseError:
                damage = "unreadable"
            else:
                damage = "missing" if found is None else "changed" if found != digest else ""
            if damage:
                damaged += 1
                yield DamagedRow(table.name, key, damage)
    if not damaged:  # a page without rows
        yield DamagedRow(table.name, 0, "unreadable")


def _compare(table: DigestedTable, expected: dict[int, bytes], found: dict[int, bytes]) -> Iterator[DamagedRow]:
    for key in sorted(expected.keys() | found.keys()):
        if expected.get(key) != found.get(key):
            damage = "missing" if key not in found else "added" if key not in expected else "changed"
            yield DamagedRow(table.name, key, damage)


def _pack(rows: Iterable[tuple[int, bytes]]) -> bytes:
    return b"".join(ENTRY.pack(key % BLOCK_KEYS, digest) for key, digest in rows)


def _unpack(block: int, digests: bytes) -> Iterator[tuple[int, bytes]]:
    return ((block * BLOCK_KEYS + remainder, digest) for remainder, digest in ENTRY.iter_unpack(digests))


def _checksum(table: str, block: int, digests: bytes) -> str:
    return sha256(f"{table} {block} ".encode() + digests).hexdigest()
