"""``python -m tests.bench.serve [OUT.json]``: how fast pages are served, each beside its yardstick, on this machine's loopback.

One gunicorn worker for every candidate, wrk with one thread and eight connections. Candidate and yardstick take turns; what is told is the
median of the ratios of the rounds, because other work on the machine slows both alike. An uncached page is asked for under an address that
nobody asked for before. Needs wrk; Datasette is installed into a folder of its own for the run, and left out where it cannot be.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parents[2]
CAMP = "/en/camps/sachsenhausen/"
ROUNDS, SECONDS = 5, 3
UNCACHED = """
local count = 0
request = function()
  count = count + 1
  return wrk.format("GET", wrk.path .. "?n=" .. os.time() .. "-" .. count)
end
"""
BR = {"Accept-Encoding": "br"}


class Line(dict):
    """A measured pair: ``what``, ``beside``, requests a second of both, the median ratio and the aim."""


def main(out: Path) -> None:
    """Prints the table and writes it with the machine's shape as JSON."""
    if not shutil.which("wrk"):
        raise SystemExit("wrk is needed: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        lines, facts = measured(folder)
    print("| what | requests/s | beside | requests/s | ratio | aim |\n|---|---|---|---|---|---|")
    for one in lines:
        print(
            f"| {one['what']} | {one['ours']:,.0f} | {one['beside']} | {one['theirs']:,.0f} | {one['ratio']:.2f} | ≥ {one['aim']} |"
        )
    for name, value in facts.items():
        print(f"- {name}: {value}")
    told = {"cores": os.cpu_count(), "python": platform.python_version(), "rounds": ROUNDS, "seconds": SECONDS}
    out.write_text(json.dumps({**told, "lines": lines, "facts": facts}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measured(folder: Path) -> tuple[list[Line], dict[str, object]]:
    """All pairs, and what is counted beside them."""
    sqlite = prepared(folder, "sqlite")
    manage(sqlite, "collectstatic", "--noinput", "-v", "0")
    with ExitStack() as stack:
        archive = stack.enter_context(serving("archive.wsgi", sqlite))
        answer = saved(archive + CAMP, folder / "answer.json")
        bare = stack.enter_context(serving("tests.bench.yardsticks:bare", {**sqlite, "BENCH_ANSWER": str(answer)}))
        empty = stack.enter_context(serving("tests.bench.yardsticks:empty()", sqlite))
        tag = {**BR, "If-None-Match": dict(json.loads(answer.read_text()))["ETag"]}
        script = folder / "uncached.lua"
        script.write_text(UNCACHED)
        lines = [
            pair("cached page", archive + CAMP, "bare WSGI application, the same bytes", bare + "/", 0.85, headers=BR),
            pair("304", archive + CAMP, "bare WSGI application, 304", bare + "/", 0.9, headers=tag),
            pair("uncached camp page, SQLite", archive + CAMP, "Django’s empty view", empty + "/", 0.1, script=script),
        ]
        postgres = stack.enter_context(serving("archive.wsgi", prepared(folder, "postgresql")))
        lines.append(
            pair("uncached camp page, PostgreSQL", postgres + CAMP, "Django’s empty view", empty + "/", 0.1, script=script)
        )
        if datasette := stack.enter_context(beside(folder)):
            row = f"{datasette}/archive/archive_claim/1"
            lines.append(pair("cached page", archive + CAMP, "Datasette, a row", row, 10, headers=BR))
            lines.append(pair("uncached camp page, SQLite", archive + CAMP, "Datasette, a row", row, 1.5, script=script))
    return lines, {**lookups(folder, sqlite), **memory(sqlite)}


def prepared(folder: Path, engine: str) -> dict[str, str]:
    """The environment of a loaded archive."""
    told = {**os.environ, "VAR_ROOT": str(folder), "CANONICAL_ORIGIN": "http://127.0.0.1:8000", "PYTHONUTF8": "1"}
    if engine == "sqlite":
        told |= {"DATABASE_URL": f"sqlite:///{folder / 'archive.sqlite3'}"}
    else:
        from tests import settings_postgres  # starts the server, and keeps it until this process ends

        server = settings_postgres.DATABASES["default"]
        told |= {"PGHOST": server["HOST"], "PGPORT": str(server["PORT"]), "LOAD_DATABASE_URL": "postgres://postgres@/bench"}
        told |= {"DATABASE_URL": "postgres://bench_reader:word@/bench"}
        for statement in ("DROP DATABASE IF EXISTS bench WITH (FORCE)", "CREATE DATABASE bench"):
            subprocess.run(["psql", "-q", "-U", "postgres", "-d", "postgres", "-c", statement], env=told, check=True)
    manage(told, "migrate", "-v", "0")
    manage(told, "load_fixtures")
    manage(told, "grant_reader")
    return told


def manage(environment: dict[str, str], *words: str) -> None:
    """A command."""
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def serving(application: str, environment: dict[str, str], *, told: list[int] | None = None):
    """gunicorn with one worker; gives its origin, and adds the master's process id to ``told``."""
    port = free_port()
    words = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    with started([*words, "--no-control-socket", "--log-level", "error"], environment, port) as process:
        if told is not None:
            told.append(process.pid)
        yield f"http://127.0.0.1:{port}"


@contextmanager
def started(words: list[str], environment: dict[str, str], port: int):
    """A server, once it answers, until the end."""
    with subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            until_it_answers(port)
            yield process
        finally:
            process.terminate()


def until_it_answers(port: int) -> None:
    """Waits for a port, at most two minutes."""
    for _time in range(1200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("a server did not start")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def saved(address: str, file: Path) -> Path:
    """The headers and bytes of an answer, for the bare application to return."""
    own = {"Server", "Date", "Connection"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=BR)) as answer:  # noqa: S310
        file.write_text(json.dumps([one for one in answer.headers.items() if one[0] not in own]))
        file.with_suffix(".body").write_bytes(answer.read())
    return file


def pair(what: str, ours: str, beside: str, theirs: str, aim: float, **options) -> Line:
    """Both measured in turns; headers and script are the candidate's, headers the yardstick's too."""
    rates = []
    for address in (ours, theirs):
        wrk(address, 1, options.get("headers", {}))
    for _round in range(ROUNDS):
        first = wrk(ours, SECONDS, options.get("headers", {}), options.get("script"))
        rates.append((first, wrk(theirs, SECONDS, options.get("headers", {}))))
    ratio = statistics.median(one / other for one, other in rates)
    middle = [statistics.median(one) for one in zip(*rates, strict=True)]
    return Line(what=what, ours=middle[0], beside=beside, theirs=middle[1], ratio=round(ratio, 3), aim=aim)


def wrk(address: str, seconds: int, headers: dict[str, str], script: Path | None = None) -> float:
    """Requests a second; ends the run if anything but 2xx and 3xx was answered."""
    words = ["wrk", "-t1", "-c8", f"-d{seconds}s", *(part for one in headers.items() for part in ("-H", ": ".join(one)))]
    done = subprocess.run([*words, *(["-s", str(script)] if script else []), address], capture_output=True, text=True, check=True)
    if "Non-2xx" in done.stdout:
        raise SystemExit(done.stdout)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)[1])


@contextmanager
def beside(folder: Path):
    """Datasette over a copy of the database, with facets and counts as it comes; gives its origin, or nothing where it cannot be installed."""
    python = folder / "datasette" / "bin" / "python"
    made = subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=False)
    words = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "datasette"]
    if made.returncode or subprocess.run(words, check=False).returncode:
        yield ""
        return
    copied = folder / "datasette" / "archive.db"
    with sqlite3.connect(folder / "archive.sqlite3") as source, sqlite3.connect(copied) as copy:
        source.backup(copy)
    port = free_port()
    serve = [str(python), "-m", "datasette", "serve", str(copied), "--port", str(port)]
    with started(serve, dict(os.environ), port):
        yield f"http://127.0.0.1:{port}"


def lookups(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """One answer found in a worker's own memory, and in the file that workers share."""
    manage(environment, "warm")
    code = """
import json, os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
import django; django.setup()
from archive.serving.asked import Asked
from archive.serving.editions import loaded
from archive.serving.shelves import OfEdition
of, asked = OfEdition(loaded()), Asked(sys.argv[1], "", "", "")
def took(find, times=2000):
    find(); begun = time.perf_counter()
    for _ in range(times): find()
    return (time.perf_counter() - begun) / times * 1e6
file = took(lambda: of.warmed.get(asked, "br"))
of.find(asked, "br")
print(json.dumps([took(lambda: of.find(asked, "br")), file]))
"""
    words = [sys.executable, "-c", code, CAMP]
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    own, shared = json.loads(done.stdout)
    return {"an answer found in a worker’s memory": f"{own:.1f} µs", "in the shared file": f"{shared:.1f} µs"}


def memory(environment: dict[str, str]) -> dict[str, str]:
    """The worker's own memory before anything is asked, and when its share is full."""
    file = next((Path(environment["VAR_ROOT"]) / "answers").glob("*.sqlite3"))
    with sqlite3.connect(file) as warmed:
        asked = [json.loads(row[0]) for row in warmed.execute("SELECT asked FROM answer WHERE status LIKE '200%'")]
    told: list[int] = []
    with serving("archive.wsgi", environment, told=told) as origin:
        time.sleep(1)
        before = resident(told[0])
        for coding in ("br", "gzip", "identity", "br"):
            for path, query, *_negotiated in asked:
                get(f"{origin}{urllib.request.quote(path.encode('latin-1'))}{'?' if query else ''}{query}", coding)
        return {
            "memory of a worker at its start": f"{before:.0f} MB",
            "with its memory of answers full": f"{resident(told[0]):.0f} MB",
        }


def get(address: str, coding: str) -> None:
    """One answer, thrown away."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": coding})) as answer:  # noqa: S310
            answer.read()
    except URLError as error:
        print(error, file=sys.stderr)


def resident(master: int) -> float:
    """The largest resident set among the workers of a gunicorn, in MB."""
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    told = [re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{one}/status").read_text())[1] for one in workers]
    return max(int(one) for one in told) / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "var" / "bench-serve.json")
