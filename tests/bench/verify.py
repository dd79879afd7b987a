"""Measure the check of quotations and the size of its index.

``python -m tests.bench.verify [SENTENCES …] [--engine=NAME] [--keep]``

For each size and engine, 200 quotations are checked: exact, spelled differently, half invented, and completely invented of the same words.
Each is checked ROUNDS times and the shortest time counts, because other work on the machine only adds to it. Times include what the page
shows, but no web server; compare the ratios.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from pathlib import Path
from statistics import median, quantiles

from tests.bench.archives import BenchArchive, Options, digest_answer, digest_rows, open_archive, read_options, run_step

MODULE = "tests.bench.verify"
EACH, ROUNDS = 50, 3
KINDS = ("exact", "spelled differently", "partly", "absent")
# Verdicts of each kind. A replaced letter makes another word; an invented run may state nothing, of words so common that not every place is looked at;
# six invented words after fourteen or more of a long sentence are few enough to be told as other words.
VERDICTS = {
    "exact": ("exact",),
    "spelled differently": ("spelling", "other-words"),
    "partly": ("partly", "absent", "undecided", "partly-joined", "other-words"),
}


def main(options: Options) -> None:
    """Print a table with a line for each size and engine; the ratio is that of the median to that of the first size."""
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
        "own processor ms",
    ]
    print("| " + " | ".join(titles) + " |\n|" + "---|" * len(titles), flush=True)
    first: dict[str, float] = {}
    for size in options.sizes:
        with open_archive(MODULE, size, keep=options.keep) as archive:
            for engine in options.engines:
                print("| " + " | ".join(_measure(archive, engine, first)) + " |", flush=True)


def _measure(archive: BenchArchive, engine: str, first: dict[str, float]) -> list[str]:
    figures, asked = archive.build(engine), archive.ask(engine)
    times_by_kind = asked["by_kind"]
    times = [time for kind_times in times_by_kind.values() for time in kind_times]
    first.setdefault(engine, median(times))
    cells = [f"{archive.size:,}", engine, f"{figures['seconds']:.0f}", f"{figures['peak']:.0f}"]
    cells += [f"{figures['index'] / figures['text']:.2f}"]
    cells += [f"{median(times):.1f}", f"{quantiles(times, n=100)[98]:.1f}", f"{median(times) / first[engine]:.2f}"]
    return [*cells, *(f"{median(times_by_kind[kind]):.1f}" for kind in KINDS), f"{asked['own']:.1f}"]


def build(size: int) -> dict[str, float]:
    """Build an archive and its index; return the seconds of the index, the peak memory in MB, and bytes."""
    from tests.bench import texts
    from tests.bench.steps import migrate

    migrate(None)
    text_bytes = texts.insert_rows_of_sources(size)
    before, begun = _database_size(), time.perf_counter()
    texts.index(size)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "peak": peak, "text": text_bytes, "index": _database_size() - before}


def _database_size() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
    return Path(connection.settings_dict["NAME"]).stat().st_size


def ask(size: int) -> dict[str, object]:
    """Return ``times`` and ``answers``. Raises SystemExit after a wrong verdict.

    Times are ``by_kind`` the milliseconds of each quotation, and ``own`` the median of this process’s own time.

    Answers are the digest of the complete answer to each quotation.
    """
    from archive.quotations.answer import build_answer
    from archive.quotations.answer_data import represent_answer
    from archive.quotations.check import check_quotation

    pairs = quotations(size)
    rounds = [[_time_check(*pair) for pair in pairs] for _round in range(ROUNDS)]
    times, own = ([min(checked[clock] for checked in of_pair) for of_pair in zip(*rounds, strict=True)] for clock in range(2))
    by_kind = {kind: [time for time, (of, _quotation) in zip(times, pairs, strict=True) if of == kind] for kind in KINDS}
    answers = {quotation: represent_answer(build_answer(check_quotation(quotation))) for _kind, quotation in pairs}
    return {
        "times": {"by_kind": by_kind, "own": median(own)},
        "answers": {quotation: digest_answer(answer) for quotation, answer in answers.items()},
    }


def _time_check(kind: str, quotation: str) -> tuple[float, float]:
    """Return the milliseconds of a check, and those of this process’s own time."""
    from archive.quotations.answer import build_part_views
    from archive.quotations.check import check_quotation

    begun, worked = time.perf_counter(), time.process_time()
    result = check_quotation(quotation)
    build_part_views(result)
    milliseconds = ((time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000)
    if result.verdict not in VERDICTS.get(kind, (result.verdict,)):
        raise SystemExit(f"{kind}: {result.verdict}: {quotation}")
    return milliseconds


def quotations(size: int) -> list[tuple[str, str]]:
    """Return EACH quotations of every kind, of random sentences, in random order."""
    from archive.models import Passage
    from tests.bench.texts import ARABIC, Vocabulary

    chance, vocabulary = random.Random(3), Vocabulary(ARABIC, 1)  # noqa: S311
    vocabulary.random.seed(4)
    passages = Passage.objects.filter(kind="sentence").order_by("pk")
    sentences = [passages.filter(pk__gte=chance.randrange(1, size))[0].text for _time in range(3 * EACH)]
    pairs = [(kind, sentence) for kind, sentence in zip(KINDS[:3] * EACH, sentences, strict=True)]
    pairs = [(kind, alter_sentence(kind, sentence, vocabulary, chance)) for kind, sentence in pairs]
    pairs += [("absent", vocabulary.sentence()) for _time in range(EACH)]
    chance.shuffle(pairs)
    return pairs


def alter_sentence(kind: str, sentence: str, vocabulary, chance: random.Random) -> str:
    """Return a quotation of a kind made of the sentence.

    ``exact``: the sentence or three words of it; ``partly``: half of it, the rest invented; else with a tatweel, without hamza and with one
    letter replaced.
    """
    words = sentence.split()
    if kind == "exact":
        return sentence if chance.random() < 0.7 else " ".join(words[1:4])
    if kind == "partly":
        return " ".join(words[: len(words) // 2]) + " " + vocabulary.sentence(6)
    longest = max(words, key=len)
    at = sentence.index(longest) + 1
    letter = "ك" if sentence[at] != "ك" else "ل"
    changed = sentence[:at] + (letter if len(longest) > 4 else sentence[at]) + sentence[at + 1 :]
    return changed.replace("أ", "ا").replace(" ،", "،")[:-2] + "\u0640" + changed[-2]


def _name(size: int) -> str:
    from tests.bench.texts import texts

    return digest_rows(texts(size))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        run_step(sys.argv[2:], lambda: {"name": _name, "build": build, "ask": ask})
    else:
        main(read_options(sys.argv[1:]))
