"""Fixtures of many places and marches, added to the founding ones or to those of many sentences, and the cost of the first and second start.

``make bench-start SIZES="PLACES MARCHES SENTENCES"``: the fixtures with as many places and marches of STOPS stops, each in
a source of its own, are checked and published as an edition; then the steps of ``make serve`` that depend on the content run on SQLite,
from nothing and again, each in a process of its own. With SENTENCES the founding source is there again and again (tests/bench/fixtures.py).
Printed are seconds by the clock, of the processor, and peak memory in MB.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from tests.bench.fixtures import generate
from tests.support.repository import ROOT

PLACES, MARCHES, STOPS, SENTENCES = 1_000, 500, 50, 0
STOPS_OF_A_PARAGRAPH = 10
# Distances, in places, of the stops of a march and of the first stops of marches
STOP_STEP, MARCH_STEP = 7, 50
MANAGE = [sys.executable, "manage.py"]
LOAD = [*MANAGE, "load_fixtures"]
PAGE = [sys.executable, "-c", "from tests.bench.march_fixtures import read_page; read_page()"]
CHECK = [*MANAGE, "check_fixtures"]
PUBLISH = [*MANAGE, "publish", "--note-en", "Marches", "--note-ar", "مسيرات"]
# The steps of ``make serve``, and a worker's first page
FIRST_START = {
    "static files": [*MANAGE, "collectstatic", "--noinput", "-v", "0"],
    "migrate": [*MANAGE, "migrate", "-v", "0"],
    "load": LOAD,
    "home page, stored": PAGE,
}
SECOND_START = {"migrate again": FIRST_START["migrate"], "load again": LOAD, "home page, stored, again": PAGE}


def generate_marches(root: Path, places: int, marches: int) -> None:
    """Write so many places and marches into a folder of fixtures."""
    for number in range(places):
        _write(root / "places" / f"invented-{number}.yaml", _build_place(number))
    for number in range(marches):
        _write_march(root, number, places)


def _write(path: Path, record: dict) -> None:
    """Write a record as JSON, which is YAML."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")


def _build_place(number: int) -> dict:
    position = {"latitude": round(47 + number * 0.618 % 8, 4), "longitude": round(8 + number * 0.414 % 16, 4)}
    reference = {"ar": "موضع مختلَق", "en": "An invented position"}
    return {
        "place": f"invented-{number}",
        "kind": "camp",
        "names": {"ar": f"معسكر {number}", "en": f"Camp {number}"},
        "coordinates": {**position, "confidence": "symbolic", "reference": reference, "recorded": "2026-11-29"},
    }


def _write_march(root: Path, number: int, places: int) -> None:
    """Write a source of STOPS sentences, the claim that it states, and the route."""
    source, march = f"invented-account-{number}", f"invented-march-{number}"
    stops = [(MARCH_STEP * number + STOP_STEP * at) % places for at in range(STOPS)]
    sentences = [f"On day {at + 1} march {number} came to Camp {place}." for at, place in enumerate(stops)]
    text = "\n".join(" ".join(sentences[at : at + STOPS_OF_A_PARAGRAPH]) for at in range(0, STOPS, STOPS_OF_A_PARAGRAPH))
    folder = root / "sources" / source
    folder.mkdir(parents=True)
    (folder / f"{source}.txt").write_text(text, encoding="utf-8")
    _write(folder / "source.yaml", _build_source(source, text))
    _write(folder / "passages.yaml", {"source": source, "paragraphs": _list_paragraphs(sentences)})
    mentions = [
        {"place": f"camp:invented-{place}", "passage": f"{source}:{_find_ref(at)}", "quote": f"Camp {place}", "form": "name"}
        for at, place in enumerate(stops)
    ]
    _write(folder / "mentions.yaml", {"source": source, "mentions": mentions})
    refs = [_find_ref(at) for at in range(STOPS)]
    quoted = [{"passage": f"{source}:{ref}", "quote": sentence} for ref, sentence in zip(refs, sentences, strict=True)]
    statement = {"ar": f"مسيرة مختلَقة رقم {number}", "en": f"Invented march {number}"}
    _write(root / "claims" / f"{march}.yaml", {"claim": march, "statement": statement, "evidence": quoted})
    events = ["departure", *["halt"] * (STOPS - 2), "arrival"]
    rows = [
        {"stop": f"stop-{at + 1}", "event": events[at], "place": f"camp:invented-{place}", "passage": f"{source}:{refs[at]}"}
        | {"quote": f"Camp {place}"}
        for at, place in enumerate(stops)
    ]
    _write(root / "routes" / f"{march}.yaml", {"route": march, "claim": march, "form": "stops", "name": statement, "stops": rows})


def _find_ref(at: int) -> str:
    return f"{at // STOPS_OF_A_PARAGRAPH + 1}.{at % STOPS_OF_A_PARAGRAPH + 1}"


def _build_source(source: str, text: str) -> dict:
    invented = {"ar": "نص مختلَق", "en": "An invented text"}
    digest = {"sha256": sha256(text.encode()).hexdigest(), "bytes": len(text.encode()), "characters": len(text)}
    return {
        "source": source,
        "text": {"file": f"{source}.txt", "language": "en", **digest},
        "title": invented,
        "publisher": invented,
        "origin": {"address": f"https://example.org/{source}", "note": invented},
        "remark": invented,
        "rights": {"statement": "https://creativecommons.org/publicdomain/zero/1.0/", "note": invented},
        "accessioned": "2026-11-29",
    }


def _list_paragraphs(sentences: list[str]) -> list[dict]:
    rows, start = [], 0
    for at, sentence in enumerate(sentences):
        reading = {"language": "ar", "status": "plain", "text": f"جملة مختلَقة {at}"}
        rows.append({"ref": _find_ref(at), "start": start, "end": start + len(sentence), "exact": sentence, "reading": reading})
        start += len(sentence) + 1
    parts = [rows[at : at + STOPS_OF_A_PARAGRAPH] for at in range(0, STOPS, STOPS_OF_A_PARAGRAPH)]
    return [
        {"ref": str(number), "start": part[0]["start"], "end": part[-1]["end"], "sentences": part}
        for number, part in enumerate(parts, 1)
    ]


def main(places: int, marches: int, sentences: int) -> None:
    """Print what each step costs, and both starts as a whole."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "fixtures"
        paths = {"FIXTURES_ROOT": str(root), "VAR_ROOT": f"{name}/var", "DATABASE_ACCESS": "write"}
        environment = {**os.environ, **paths, "DJANGO_SETTINGS_MODULE": "archive.settings"}
        _generate(root, places, marches, sentences)
        time.sleep(2.5)  # until files do not count as recently changed
        print("| step | seconds | processor seconds | peak MB |\n|---|---|---|---|")
        publish = [*PUBLISH, "--first"] if sentences else PUBLISH
        # A start on another machine knows no records of these.
        _run_steps({"check": CHECK, "publish": publish}, {**environment, "VAR_ROOT": f"{name}/editor"})
        _run_steps(FIRST_START, environment, "first start")
        _run_steps(SECOND_START, environment, "second start")
        _run_steps({"home page, rendered": PAGE}, {**environment, "RESPONSE_CACHE_ROOT": f"{name}/none"})


def _generate(root: Path, places: int, marches: int, sentences: int) -> None:
    if sentences:
        generate(root, sentences, ROOT / "fixtures")
    else:
        shutil.copytree(ROOT / "fixtures", root)
    generate_marches(root, places, marches)


def _run_steps(steps: dict[str, list[str]], environment: dict[str, str], total: str = "") -> None:
    """Run the steps and print a line for each; with ``total`` also one for all of them."""
    costs = []
    for step, command in steps.items():
        costs.append(_run(command, environment))
        _print_line(step, *costs[-1])
    if total:
        seconds, processor, peaks = zip(*costs, strict=True)
        _print_line(total, sum(seconds), sum(processor), max(peaks))


def _print_line(step: str, seconds: float, processor: float, peak: float) -> None:
    print(f"| {step} | {seconds:.1f} | {processor:.1f} | {peak:.0f} |", flush=True)


def _run(command: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Run a command and return its seconds by the clock and of the processor, and its peak memory in MB."""
    begun, process = time.perf_counter(), subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed: {status}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def read_page() -> None:
    """Start the application and read its first page, as a worker does."""
    from archive.web.wsgi_client import build_environ, run
    from archive.wsgi import application

    run(application, build_environ("http://127.0.0.1:8000", "/en/"))


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]]
    main(*sizes, *(PLACES, MARCHES, SENTENCES)[len(sizes) :])
