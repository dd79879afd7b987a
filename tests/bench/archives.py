"""Archives of the benchmarks of search and quotations: built in a temporary folder, or kept for the next run.

A kept archive is in a folder of ``VAR_ROOT/bench`` that is named by the benchmark, the size and the digest of everything that its rows
are made from: its texts, the version of the loader and the migrations. The answers of both engines are compared, also between runs.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tests.bench.load import ENGINES, set_up

ROOT = Path(__file__).parents[2]
SIZES = (10_000, 100_000, 1_000_000)
# Different answers that are printed.
MAX_PRINTED = 10
# Database of PostgreSQL for an archive that is not kept.
TEMPORARY_DATABASE = "bench"

Step = Callable[[int], object]


class Options(NamedTuple):
    """Options of a benchmark: sizes in sentences, engines, and whether the archives are kept."""

    sizes: list[int]
    engines: list[str]
    keep: bool


class BenchArchive(NamedTuple):
    """An archive of a benchmark: the module of the benchmark, sentences, folder, and PostgreSQL's database."""

    module: str
    size: int
    folder: Path
    database: str

    def build(self, engine: str) -> dict:
        """Return the figures of the build, which is done unless a kept archive is complete."""
        figures = self.folder / f"figures-{engine}.json"
        if not figures.exists():
            for file in self.folder.glob("bench.sqlite3*") if engine == "sqlite" else ():
                file.unlink()
            figures.write_text(json.dumps(self.run("build", engine)), encoding="utf-8")
        return json.loads(figures.read_text(encoding="utf-8"))

    def ask(self, engine: str) -> dict:
        """Return the times of the queries, after comparing their answers with those of the other engine."""
        result = self.run("ask", engine)
        answers = {"code": _digest_code(), "answers": result["answers"]}
        (self.folder / f"answers-{engine}.json").write_text(json.dumps(answers), encoding="utf-8")
        for other in ENGINES:
            file = self.folder / f"answers-{other}.json"
            if other != engine and file.exists():
                stored = json.loads(file.read_text(encoding="utf-8"))
                if stored["code"] == answers["code"]:
                    compare_answers(stored["answers"], answers["answers"], (other, engine))
        return result["times"]

    def run(self, step: str, engine: str) -> dict:
        """Run a step in a separate process; return what it printed last."""
        words = [sys.executable, "-m", self.module, "--step", step, str(self.folder), str(self.size), engine, self.database]
        result = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT)
        return json.loads(result.stdout.splitlines()[-1])


def read_options(arguments: list[str]) -> Options:
    """Return the options of a benchmark: ``[SENTENCES …] [--engine=NAME] [--keep]``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=lambda size: int(size.replace("_", "")))
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--keep", action="store_true")
    parsed = parser.parse_args(arguments)
    return Options(parsed.sizes or list(SIZES), [parsed.engine] if parsed.engine else list(ENGINES), parsed.keep)


@contextmanager
def open_archive(module: str, size: int, *, keep: bool) -> Iterator[BenchArchive]:
    """Provide an archive of a size, in a temporary folder or in the one where it is kept."""
    with tempfile.TemporaryDirectory() as folder:
        temporary = BenchArchive(module, size, Path(folder), TEMPORARY_DATABASE)
        if not keep:
            yield temporary
            return
        kept = Path(os.environ.get("VAR_ROOT") or ROOT / "var").resolve() / "bench"
        name = f"{module.rpartition('.')[2]}_{size}_{temporary.run('name', 'sqlite')[:12]}"
        (kept / name).mkdir(parents=True, exist_ok=True)
        os.environ["TEST_POSTGRES_FOLDER"] = str(kept / "postgres")
        yield BenchArchive(module, size, kept / name, name)


def compare_answers(first: Mapping[str, str], second: Mapping[str, str], engines: tuple[str, str]) -> None:
    """Print that the answers of two engines are equal; print the queries of those that are not, and raise SystemExit."""
    different = [query for query in {**first, **second} if first.get(query) != second.get(query)]
    if different:
        shown = "\n".join(different[:MAX_PRINTED])
        raise SystemExit(f"{len(different)} of {len(second)} answers of {engines[0]} and {engines[1]} differ:\n{shown}")
    print(f"{len(second)} answers of {engines[0]} and {engines[1]} are equal", flush=True)


def digest_answer(answer: object) -> str:
    """Return the SHA-256 of plain data."""
    return sha256(json.dumps(answer, sort_keys=True, default=str).encode()).hexdigest()


def digest_rows(texts: Iterable[object]) -> str:
    """Return the SHA-256 of everything that rows are made from: texts, the loader's version and the migrations."""
    from archive.editions.edition_load import LOADER_VERSION

    digest = sha256(str(LOADER_VERSION).encode())
    for file in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(file.read_bytes())
    for text in texts:
        digest.update(repr(text).encode())
    return digest.hexdigest()


def _digest_code() -> str:
    digest = sha256()
    for app in ("archive", "camps", "marches"):
        for file in sorted((ROOT / app).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def run_step(arguments: list[str], list_steps: Callable[[], Mapping[str, Step]]) -> None:
    """Run the step that ``BenchArchive.run`` asks for, and print what it returns as JSON."""
    name, folder, size, engine, database = arguments
    set_up(Path(folder), engine, database)
    print(json.dumps(list_steps()[name](int(size))))
