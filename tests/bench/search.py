"""Measure searches in archives of invented sentences, on both engines.

``python -m tests.bench.search [SENTENCES …] [--engine=NAME] [--keep]``

Milliseconds are of one machine and one run: compare the ratios. The baseline is the engine’s own full-text search in the same run: a plain
FTS5 table ranked by ``rank``, a plain ``tsvector`` ranked by ``ts_rank``, each over the same sentences, without folding, stems,
names, facets or reasons. “search” is everything but the template; “page” is the complete response, as HTML.
"""

from __future__ import annotations

import sys

from tests.bench.archives import BenchArchive, Options, open_archive, read_options, run_step

MODULE = "tests.bench.search"
SORTS = ("all", "names", "common words", "phrases", "misspellings", "nothing")


def main(options: Options) -> None:
    """Print two tables for each size: the size of the index, and the times."""
    for size in options.sizes:
        with open_archive(MODULE, size, keep=options.keep) as archive:
            _measure(archive, options.engines)


def _measure(archive: BenchArchive, engines: list[str]) -> None:
    times = []
    print("\n| sentences | engine | text MB | index MB | ratio | seconds to index | processor |\n|---|---|---|---|---|---|---|")
    for engine in engines:
        figures = archive.build(engine)
        text, index = figures["text"] / 1e6, figures["index"] / 1e6
        cells = f"{text:.1f} | {index:.1f} | {index / text:.1f} | {figures['seconds']:.0f} | {figures['cpu']:.0f}"
        print(f"| {archive.size:,} | {engine} | {cells} |", flush=True)
        times += [(engine, way, result) for way, result in archive.ask(engine).items()]
    print("\nMedian / 99th percentile in milliseconds (median of the own processor time, without that of PostgreSQL)\n")
    print(f"| sentences | engine | what | {' | '.join(SORTS)} |\n|---|---|---|{'---|' * len(SORTS)}")
    for engine, way, result in times:
        cells = " | ".join(f"{result[sort][0]:.1f} / {result[sort][1]:.1f} ({result[sort][2]:.1f})" for sort in SORTS)
        print(f"| {archive.size:,} | {engine} | {way} | {cells} |", flush=True)


def _list_steps() -> dict:
    from tests.bench import searchsteps

    return searchsteps.STEPS


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        run_step(sys.argv[2:], _list_steps)
    else:
        main(read_options(sys.argv[1:]))
