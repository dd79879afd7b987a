"""Fixtures of many places and marches, beside the founding ones, and what a first and a second start of the archive with them costs.

``python -m tests.bench.march_fixtures [PLACES [MARCHES]]``: a stored copy of the fixtures with as many places and marches of STOPS stops,
each told by a source of its own, is published as an edition; then the steps of ``make serve`` that depend on the content run on SQLite,
from nothing and again, each in a process of its own. Printed are seconds by the clock, of the processor, and peak memory in MB.
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

from tests.support.repository import ROOT

PLACES, MARCHES, STOPS = 1_000, 500, 50
STOPS_OF_A_PARAGRAPH = 10
# Distances, in places, of the stops of a march and of the first stops of marches
STOP_STEP, MARCH_STEP = 7, 50
# The steps that ``make serve`` runs on the content, and a worker's first page.
STEPS = {
    "publish": ["publish", "--note-en", "Marches", "--note-ar", "مسيرات"],
    "migrate": ["migrate", "-v", "0"],
    "load": ["load_fixtures"],
}


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


def main(places: int, marches: int) -> None:
    """Print what each step costs."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(shutil.copytree(ROOT / "fixtures", Path(name) / "fixtures"))
        generate_marches(root, places, marches)
        paths = {"FIXTURES_ROOT": str(root), "VAR_ROOT": f"{name}/var", "DATABASE_ACCESS": "write"}
        environment = {**os.environ, **paths, "DJANGO_SETTINGS_MODULE": "archive.settings"}
        print("| step | seconds | processor seconds | peak MB |\n|---|---|---|---|")
        manage = [sys.executable, "manage.py"]
        page = [sys.executable, "-c", "from tests.bench.march_fixtures import read_page; read_page()"]
        again = [("load again", [*manage, *STEPS["load"]]), ("first page again", page)]
        static = ("static files", [*manage, "collectstatic", "--noinput", "-v", "0"])
        for step, command in [static, *((step, [*manage, *words]) for step, words in STEPS.items()), ("first page", page), *again]:
            print(f"| {step} | {' | '.join(_run(command, environment))} |", flush=True)


def _run(command: list[str], environment: dict[str, str]) -> tuple[str, str, str]:
    begun, process = time.perf_counter(), subprocess.Popen(command, env=environment, stdout=sys.stderr)
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed: {status}")
    seconds = time.perf_counter() - begun, used.ru_utime + used.ru_stime
    return f"{seconds[0]:.1f}", f"{seconds[1]:.1f}", f"{used.ru_maxrss / 1024:.0f}"


def read_page() -> None:
    """Start the application and read its first page, as a worker does."""
    from archive.web.wsgi_client import build_environ, run
    from archive.wsgi import application

    run(application, build_environ("http://127.0.0.1:8000", "/en/"))


if __name__ == "__main__":
    sizes = [int(size) for size in sys.argv[1:]]
    main(*(sizes or (PLACES, MARCHES)))
