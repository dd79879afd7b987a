"""Measure searches in archives of invented sentences, on both engines: ``python -m tests.bench.search [SENTENCES …]``.

Milliseconds are of one machine and one run: compare the ratios. The baseline is the engine’s own full-text search in the same run: a plain
FTS5 table ranked by ``rank``, a plain ``tsvector`` ranked by ``ts_rank``, each over the same sentences, without folding, stems,
names, facets or reasons. “search” is everything but the template; “page” is the complete response, as HTML.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.load import ENGINES, set_up

SIZES = (10_000, 100_000, 1_000_000)
SORTS = ("all", "names", "common words", "phrases", "misspellings", "nothing")


def main(sizes: list[int]) -> None:
    """Print two tables: the size of the index, and the times."""
    for size in sizes:
        times = []
        print("\n| sentences | engine | text MB | index MB | ratio | seconds to index |\n|---|---|---|---|---|---|")
        for engine in ENGINES:
            with tempfile.TemporaryDirectory() as folder:
                index_figures = _step("build", folder, size, engine)
                text, index = index_figures["text"] / 1e6, index_figures["index"] / 1e6
                print(
                    f"| {size:,} | {engine} | {text:.1f} | {index:.1f} | {index / text:.1f} | {index_figures['seconds']:.0f} |",
                    flush=True,
                )
                times += [(size, engine, way, result) for way, result in _step("ask", folder, size, engine).items()]
        print("\nMedian / 99th percentile in milliseconds\n")
        print(f"| sentences | engine | what | {' | '.join(SORTS)} |\n|---|---|---|{'---|' * len(SORTS)}")
        for _size, engine, way, result in times:
            cells = (f"{result[sort][0]:.1f} / {result[sort][1]:.1f}" for sort in SORTS)
            print(f"| {size:,} | {engine} | {way} | {' | '.join(cells)} |", flush=True)


def _step(name: str, folder: str, size: int, engine: str) -> dict:
    words = [sys.executable, "-m", "tests.bench.search", "--step", name, folder, str(size), engine]
    result = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parents[2])
    return json.loads(result.stdout.splitlines()[-1])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        set_up(Path(sys.argv[3]), sys.argv[5])
        from tests.bench import searchsteps

        print(json.dumps(searchsteps.STEPS[sys.argv[2]](int(sys.argv[4]))))
    else:
        main([int(size.replace("_", "")) for size in sys.argv[1:]] or list(SIZES))
