"""``python -m tests.bench.prove_editions [COUNT [FIRST]]``: publish random sequences of editions and check all promises after each.

A sequence has six editions; its number is the seed. Stops at the first failure, which names its seed.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter

EDITIONS = 6


def main(count: int = 10_000, first: int = 0) -> None:
    """Print a line for each hundredth of the sequences, and the figures at the end."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from tests.support.edition_sequences import run_sequence

    start, figures, operations = time.perf_counter(), Counter(), Counter()
    for done, seed in enumerate(range(first, first + count), 1):
        sequence = run_sequence(seed, EDITIONS)
        operations.update(sequence.counts)
        figures["editions"] += sequence.ledger.number
        figures["versions"] += len(sequence.lines) - sequence.ledger.number
        figures["suppressed"] += len(sequence.ledger.suppressed)
        figures["joined histories"] += len(sequence.ledger.renamed_from)
        if done % max(1, count // 100) == 0:
            print(f"{done:,} of {count:,} sequences, {time.perf_counter() - start:,.0f} s", flush=True)
    print(f"{count:,} sequences in {time.perf_counter() - start:,.0f} s, processor time {time.process_time():,.0f} s")
    for name, number in [*figures.items(), *sorted(operations.items())]:
        print(f"{name}: {number:,}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
