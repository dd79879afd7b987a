"""A flipped bit anywhere in a ledger or a text is named by file.

The header of the last edition is proved by what is outside the ledger: a signature, --expect, or a database that knows it. The
reason in place of a suppressed version is the only part over which there is no digest.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from archive.ledger.chain import LedgerFault, read_ledger, require_edition
from archive.ledger.suppression import suppress_version
from tests.support.ledgers import ARRIVAL, REASON, TEXT_DIGEST, find_fault, write_example

FLIPS = 150
FILES = ["0001.jsonl", "0002.jsonl", "0003.jsonl", f"texts/{TEXT_DIGEST}"]


def flip(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def is_expected(folder: Path, digest: str) -> bool:
    try:
        require_edition(read_ledger(folder), digest)
    except LedgerFault:
        return False
    return True


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_bit_is_named_by_file(name, folder):
    path, last = folder / name, read_ledger(folder).editions[-1].digest
    content = path.read_bytes()
    header = content.find(b"\n")
    for bit in Random(name).sample(range(len(content) * 8), min(FLIPS, len(content) * 8)):  # noqa: S311
        path.write_bytes(flip(content, bit))
        fault = find_fault(folder)
        if bit // 8 > header or name == "0001.jsonl" or name.startswith("texts/"):
            assert fault is not None, bit
            assert fault[1] == name, (bit, fault)
        else:  # of the last two headers, one proves the other
            assert fault is None or fault[1] in ("0002.jsonl", "0003.jsonl"), (bit, fault)
            assert fault or (name == "0003.jsonl" and not is_expected(folder, last)), bit


def test_a_flipped_bit_of_a_suppressed_version_is_named_outside_its_reason(tmp_path):
    ledger = write_example(tmp_path)
    stored = suppress_version(ledger, ledger.final_versions[ARRIVAL].version, REASON)
    path = tmp_path / "0001.jsonl"
    content = path.read_bytes()
    start = sum(len(line) for line in content.splitlines(keepends=True)[: stored.number - 1])
    line = content[start:].split(b"\n")[0]
    reason = range(start + line.index(b'"reason":{'), start + line.index(b'},"suppressed"'))
    for bit in range(start * 8, (start + len(line)) * 8):
        if bit // 8 not in reason:
            path.write_bytes(flip(content, bit))
            fault = find_fault(tmp_path)
            assert fault is not None, bit
            assert fault[1] == "0001.jsonl", (bit, fault)
