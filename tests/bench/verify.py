"""``python -m tests.bench.verify [SENTENCES …]``: how long the check of a quotation takes, and how large its index is.

For each size and engine, 200 quotations: letter for letter, spelled differently, half of them invented, and wholly invented of the
same words. They are asked in ROUNDS, and of each the shortest time counts, for other work on the machine only lengthens it. Times are
of the check and of what its page shows, without the web server; compare the ratios.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

from tests.bench.load import ENGINES, set_up

SIZES = (10_000, 100_000, 1_000_000)
EACH, ROUNDS = 50, 3
KINDS = ("exact", "spelled differently", "partly", "absent")


def main(sizes: list[int]) -> None:
    """Prints a table, a line a size and engine; the ratio is that of the median to the median of the first size."""
    titles = [
        "sentences",
        "engine",
        "index built, s",
        "peak MB",
        "index / text",
        "median ms",
        "p99 ms",
        "ratio",
        *(f"{kind}, ms" for kind in KINDS),
    ]
    print("| " + " | ".join(titles) + " |\n|" + "---|" * len(titles))
    first: dict[str, float] = {}
    for size in sizes:
        for engine in ENGINES:
            with tempfile.TemporaryDirectory() as folder:
                built, asked = (_step(name, Path(folder), size, engine) for name in ("build", "ask"))
            taken = [one for times in asked.values() for one in times]
            first.setdefault(engine, median(taken))
            cells = [
                f"{size:,}",
                engine,
                f"{built['seconds']:.0f}",
                f"{built['peak']:.0f}",
                f"{built['index'] / built['text']:.2f}",
            ]
            cells += [f"{median(taken):.1f}", f"{quantiles(taken, n=100)[98]:.1f}", f"{median(taken) / first[engine]:.2f}"]
            print("| " + " | ".join([*cells, *(f"{median(asked[kind]):.1f}" for kind in KINDS)]) + " |", flush=True)


def _step(name: str, folder: Path, size: int, engine: str) -> dict:
    words = [sys.executable, "-m", "tests.bench.verify", "--step", name, str(folder), str(size), engine]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True, cwd=Path(__file__).parents[2])
    return json.loads(done.stdout.splitlines()[-1])


def build(size: int) -> dict[str, float]:
    """An archive and its index; the seconds that the index took, the process's peak memory in MB, and bytes."""
    from tests.bench import texts
    from tests.bench.steps import migrate

    migrate(None)
    written = texts.rows(size)
    before, begun = _database_size(), time.perf_counter()
    texts.index(size)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "peak": peak, "text": written, "index": _database_size() - before}


def _database_size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
    return Path(connection.settings_dict["NAME"]).stat().st_size


def ask(size: int) -> dict[str, list[float]]:
    """Milliseconds of each quotation, by kind; every answer is held to what it must be."""
    asked = quotations(size)
    taken = [min(times) for times in zip(*([_milliseconds(*one) for one in asked] for _round in range(ROUNDS)), strict=True)]
    return {kind: [one for one, (of, _quotation) in zip(taken, asked, strict=True) if of == kind] for kind in KINDS}


def _milliseconds(kind: str, quotation: str) -> float:
    from archive.quotations.answer import build_part_views as shown
    from archive.quotations.check import check_quotation as check

    begun = time.perf_counter()
    answer = check(quotation)
    shown(answer)
    taken = (time.perf_counter() - begun) * 1000
    if answer.verdict != {"exact": "exact", "spelled differently": "spelling", "partly": "partly"}.get(kind, answer.verdict):
        raise SystemExit(f"{kind}: {answer.verdict}: {quotation}")
    return taken


def quotations(size: int) -> list[tuple[str, str]]:
    """EACH of every kind, of sentences all over the archive, in an order that mixes them."""
    from archive.models import Passage
    from tests.bench.texts import ARABIC, Vocabulary

    chance, other = random.Random(3), Vocabulary(ARABIC, 1)  # noqa: S311
    other.random.seed(4)
    passages = Passage.objects.filter(kind="sentence").order_by("pk")
    sentences = [passages.filter(pk__gte=chance.randrange(1, size))[0].text for _time in range(3 * EACH)]
    made = [(kind, sentence) for kind, sentence in zip(KINDS[:3] * EACH, sentences, strict=True)]
    made = [(kind, altered(kind, sentence, other, chance)) for kind, sentence in made]
    made += [("absent", other.sentence()) for _time in range(EACH)]
    chance.shuffle(made)
    return made


def altered(kind: str, sentence: str, other, chance: random.Random) -> str:
    """The sentence, or three words of it; the same with a tatweel, without hamza and with one letter exchanged; half of it, the rest invented."""
    words = sentence.split()
    if kind == "exact":
        return sentence if chance.random() < 0.7 else " ".join(words[1:4])
    if kind == "partly":
        return " ".join(words[: len(words) // 2]) + " " + other.sentence(6)
    longest = max(words, key=len)
    at = sentence.index(longest) + 1
    letter = "ك" if sentence[at] != "ك" else "ل"
    changed = sentence[:at] + (letter if len(longest) > 4 else sentence[at]) + sentence[at + 1 :]
    return changed.replace("أ", "ا").replace(" ،", "،")[:-2] + "\u0640" + changed[-2]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        set_up(Path(sys.argv[3]), sys.argv[5])
        print(json.dumps({"build": build, "ask": ask}[sys.argv[2]](int(sys.argv[4]))))
    else:
        main([int(one.replace("_", "")) for one in sys.argv[1:]] or list(SIZES))
