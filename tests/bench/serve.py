"""Measure requests per second of pages and of baselines, on the loopback: ``python -m tests.bench.serve [OUT.json]``.

Each server has one gunicorn worker; wrk has one thread and eight connections. Page and baseline are measured in turns, and the median of the
ratios of the rounds is printed, because other work slows both alike; also the ratio by the serving process's own processor time, which other
work hardly affects (PostgreSQL's is not included). Uncached pages are requested at new addresses, with and without a stored response.
Needs wrk; Datasette is installed into a temporary folder, and omitted if that fails.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.bench import servers
from tests.bench.servers import Server, datasette, manage, measure_processor_time, prepare_archive, serving

CAMP = "/en/camps/sachsenhausen/"
# Pages that are rendered for each request, in both languages by turns; values of their edition are cached, their responses are not.
RENDERED = {
    "camp": "camps/sachsenhausen/",
    "route": "routes/spring-1945-to-mauthausen/",
    "passage": "sources/ushmm-death-marches/4.3/",
    "claim": "claims/majdanek-first-major-camp-overrun/",
}
ROUNDS, SECONDS = 3, 2
UNCACHED = """
local count = 0
request = function()
  count = count + 1
  return wrk.format("GET", wrk.path .. "?n=" .. os.time() .. "-" .. count)
end
"""
BOTH_LANGUAGES = """
local count = 0
request = function()
  count = count + 1
  return wrk.format("GET", (count %% 2 == 0 and "/en/" or "/ar/") .. "%s")
end
"""
BR, GZIP = {"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip"}
FOUND = """
import json, os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
import django; django.setup()
from archive.web.cache.cache_key import CacheKey
from archive.web.cache.edition import get_loaded_edition
from archive.web.cache.stores import EditionResponses
responses, key = EditionResponses(get_loaded_edition()), CacheKey(sys.argv[1], "", "", "")
def took(find, times=2000):
    find(); begun = time.process_time()
    for _ in range(times): find()
    return (time.process_time() - begun) / times * 1e6
file = took(lambda: responses.warm_file.get(key, "br"))
responses.find(key, "br")
print(json.dumps([took(lambda: responses.find(key, "br")), file]))
"""
HEAD = "| measured | requests/s | compared with | requests/s | ratio | ratio by processor time | target |\n|---|---|---|---|---|---|---|"
LINE = "| {measured} | {ours:,.0f} | {baseline} | {theirs:,.0f} | {ratio:.3g} | {ratio_by_processor:.3g} | {at_least} |"


def main(out: Path) -> None:
    """Print the table; write it with the properties of the machine as JSON."""
    if not shutil.which("wrk"):
        raise SystemExit("wrk is needed: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        lines, facts = measure_all(Path(folder))
    print(
        HEAD,
        *(LINE.format(at_least=f"≥ {line['target']}" if line["target"] else "—", **line) for line in lines),
        *(f"- {name}: {value}" for name, value in facts.items()),
        sep="\n",
    )
    machine = {"cores": os.cpu_count(), "python": platform.python_version(), "rounds": ROUNDS, "seconds": SECONDS}
    out.write_text(json.dumps({**machine, "lines": lines, "facts": facts}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measure_all(folder: Path) -> tuple[list[dict], dict[str, str]]:
    """Return the lines of all pairs, and further figures."""
    folder.chmod(0o755)  # nginx drops root and must read it
    sqlite = prepare_archive(folder, "sqlite")
    script = folder / "uncached.lua"
    script.write_text(UNCACHED)
    with ExitStack() as stack:
        archive = stack.enter_context(serving("archive.wsgi", sqlite))
        answer = servers.save_response(archive.origin + CAMP, BR, folder / "answer.json")
        baseline = stack.enter_context(serving("tests.bench.baselines:bare", {**sqlite, "BENCH_ANSWER": str(answer)}))
        empty = ("Django’s empty view", stack.enter_context(serving("tests.bench.baselines:empty()", sqlite)), "/")
        tag = {**BR, "If-None-Match": dict(json.loads(answer.read_text()))["ETag"]}
        lines = [
            measure_pair("cached page", archive, ("bare WSGI application, the same bytes", baseline, "/"), 0.85, headers=BR),
            measure_pair("304", archive, ("bare WSGI application, 304", baseline, "/"), 0.9, headers=tag),
        ]
        for engine, environment in (("SQLite", sqlite), ("PostgreSQL", prepare_archive(folder, "postgresql"))):
            uncached = stack.enter_context(serving("archive.wsgi", environment))
            lines.append(measure_pair(f"uncached camp page, {engine}", uncached, empty, 0.1, script=script))
            rendering = stack.enter_context(serving("archive.wsgi:django_application", environment))
            lines += measure_rendered(folder, rendering, empty, engine)
        if other := stack.enter_context(datasette(folder)):
            row = ("Datasette, a row", other, "/archive/archive_claim/1")
            lines.append(measure_pair("cached page", archive, row, 10, headers=BR))
            lines.append(measure_pair("uncached camp page, SQLite", archive, row, 1.5, script=script))
        front = stack.enter_context(servers.shipped_nginx(folder, archive))
        baked = stack.enter_context(servers.baked_nginx(folder, sqlite))
        lines.append(measure_pair("nginx as shipped, its cache", front, ("nginx, the baked file", baked, CAMP), 0.9, headers=GZIP))
    manage(sqlite, "warm")
    return lines, {**time_lookups(sqlite), **measure_memory(sqlite)}


def measure_rendered(folder: Path, rendering: Server, empty: tuple[str, Server, str], engine: str) -> list[dict]:
    """Return a line for each kind of page that a server without a response cache renders."""
    lines = []
    for kind, path in RENDERED.items():
        script = folder / f"{kind}.lua"
        script.write_text(BOTH_LANGUAGES % path)
        lines.append(measure_pair(f"{kind} page rendered on request, {engine}", rendering, empty, 0.04, script=script))
    return lines


def measure_pair(
    measured: str, ours: Server, theirs: tuple[str, Server, str], target: float | None, *, headers=None, script: Path | None = None
) -> dict:
    """Measure two servers in turns; return a line.

    ``theirs``: name, server and address of the baseline; ``target``: minimum ratio, if any. The script is for ``ours`` only.
    """
    name, baseline, address = theirs
    rounds = []
    for seconds in (1, *[SECONDS] * ROUNDS):
        first = wrk(ours, CAMP, seconds, headers or {}, script)
        rounds.append((first, wrk(baseline, address, seconds, headers or {})))
    line = {"measured": measured, "baseline": name, "target": target}
    for at, ratio in enumerate(("ratio", "ratio_by_processor")):
        line[ratio] = round(statistics.median(first[at] / second[at] for first, second in rounds[1:]), 4)
    for side, server in enumerate(("ours", "theirs")):
        line[server] = round(statistics.median(results[side][0] for results in rounds[1:]), 1)
    return line


def wrk(server: Server, path: str, seconds: int, headers: dict[str, str], script: Path | None = None) -> tuple[float, float]:
    """Return requests per second, and per second of the server's processor time. Raises SystemExit after a status but 2xx and 3xx."""
    words = ["wrk", "-t1", "-c8", f"-d{seconds}s", *(part for header in headers.items() for part in ("-H", ": ".join(header)))]
    words += ["-s", str(script)] if script else []
    begun, words = measure_processor_time(server.pid), [*words, server.origin + path]
    try:
        output = subprocess.run(words, capture_output=True, text=True, check=True, timeout=seconds + 15).stdout
    except subprocess.TimeoutExpired:  # wrk sometimes waits endlessly for a closed connection
        return wrk(server, path, seconds, headers, script)
    if "Non-2xx" in output:
        raise SystemExit(output)
    count = int(re.search(r"(\d+) requests in", output)[1])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1]), count / (measure_processor_time(server.pid) - begun)


def time_lookups(environment: dict[str, str]) -> dict[str, str]:
    """Return the time of a look-up in a worker's memory, and in the file that workers share."""
    words = [sys.executable, "-c", FOUND, CAMP]
    result = subprocess.run(words, cwd=servers.ROOT, env=environment, capture_output=True, text=True, check=True)
    own, shared = json.loads(result.stdout)
    return {"lookup of a response in a worker’s memory": f"{own:.1f} µs", "in the shared file": f"{shared:.1f} µs"}


def measure_memory(environment: dict[str, str]) -> dict[str, str]:
    """Return a worker's memory at its start, and after requests for everything in every coding."""
    file = next((Path(environment["VAR_ROOT"]) / "answers").glob("*.sqlite3"))
    with sqlite3.connect(file) as warmed:
        # The columns are BLOB, which LIKE does not match.
        keys = [
            json.loads(row[0]) for row in warmed.execute("SELECT cache_key FROM response WHERE CAST(status AS TEXT) LIKE '200%'")
        ]
    if not keys:
        raise SystemExit(f"{file} has no response to request.")
    with serving("archive.wsgi", environment) as server:
        before = servers.resident(server.pid)
        for coding in ("br", "gzip", "identity", "br"):
            for path, query, *_negotiated in keys:
                servers.get(server, path, query, coding)
        return {
            "memory of a worker at start": f"{before:.0f} MB",
            "with a full response cache": f"{servers.resident(server.pid):.0f} MB",
        }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
