"""``python -m tests.bench.serve [OUT.json]``: how fast pages are served, each beside its yardstick, on this machine's loopback.

One gunicorn worker for every candidate, wrk with one thread and eight connections. Candidate and yardstick take turns, and the median of the
ratios of the rounds is told, because other work on the machine slows both alike; and beside it the ratio of requests a second of the serving
process's own processor time, which other work hardly touches (PostgreSQL's own is not in it). An uncached page is asked for under an address
that nobody asked for before: prepared when the archive was loaded, or, where none is, *made anew*. Needs wrk; Datasette is installed into a
folder of its own for the run, and left out where it cannot be.
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
from tests.bench.servers import Server, datasette, manage, prepared, serving, worked

CAMP = "/en/camps/sachsenhausen/"
ROUNDS, SECONDS = 3, 2
UNCACHED = """
local count = 0
request = function()
  count = count + 1
  return wrk.format("GET", wrk.path .. "?n=" .. os.time() .. "-" .. count)
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
HEAD = "| what | requests/s | beside | requests/s | ratio | ratio by processor time | aim |\n|---|---|---|---|---|---|---|"
LINE = "| {what} | {ours:,.0f} | {beside} | {theirs:,.0f} | {ratio:.3g} | {ratio_by_processor:.3g} | {at_least} |"


def main(out: Path) -> None:
    """Prints the table and writes it with the machine's shape as JSON."""
    if not shutil.which("wrk"):
        raise SystemExit("wrk is needed: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder:
        lines, facts = measured(Path(folder))
    print(
        HEAD,
        *(LINE.format(at_least=f"≥ {one['aim']}" if one["aim"] else "—", **one) for one in lines),
        *(f"- {name}: {value}" for name, value in facts.items()),
        sep="\n",
    )
    told = {"cores": os.cpu_count(), "python": platform.python_version(), "rounds": ROUNDS, "seconds": SECONDS}
    out.write_text(json.dumps({**told, "lines": lines, "facts": facts}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measured(folder: Path) -> tuple[list[dict], dict[str, str]]:
    """All pairs, and what is counted beside them."""
    folder.chmod(0o755)  # nginx gives up root, and must get in
    sqlite = prepared(folder, "sqlite")
    script = folder / "uncached.lua"
    script.write_text(UNCACHED)
    with ExitStack() as stack:
        archive = stack.enter_context(serving("archive.wsgi", sqlite))
        answer = servers.saved(archive.origin + CAMP, BR, folder / "answer.json")
        bare = stack.enter_context(serving("tests.bench.yardsticks:bare", {**sqlite, "BENCH_ANSWER": str(answer)}))
        empty = ("Django’s empty view", stack.enter_context(serving("tests.bench.yardsticks:empty()", sqlite)), "/")
        tag = {**BR, "If-None-Match": dict(json.loads(answer.read_text()))["ETag"]}
        lines = [
            pair("cached page", archive, ("bare WSGI application, the same bytes", bare, "/"), 0.85, headers=BR),
            pair("304", archive, ("bare WSGI application, 304", bare, "/"), 0.9, headers=tag),
        ]
        for engine, told in (("SQLite", sqlite), ("PostgreSQL", prepared(folder, "postgresql"))):
            uncached = stack.enter_context(serving("archive.wsgi", told))
            lines.append(pair(f"camp page under an unread query, {engine}", uncached, empty, 0.1, script=script))
            anew = stack.enter_context(serving("archive.wsgi", {**told, "RESPONSE_CACHE_MB": "0"}))
            lines.append(pair(f"camp page rendered, {engine}", anew, empty, None, script=script))
        if other := stack.enter_context(datasette(folder)):
            row = ("Datasette, a row", other, "/archive/archive_claim/1")
            lines.append(pair("cached page", archive, row, 10, headers=BR))
            lines.append(pair("camp page under an unread query, SQLite", archive, row, 1.5, script=script))
        front = stack.enter_context(servers.shipped_nginx(folder, archive))
        baked = stack.enter_context(servers.baked_nginx(folder, sqlite))
        lines.append(pair("nginx as shipped, its cache", front, ("nginx, the baked file", baked, CAMP), 0.9, headers=GZIP))
    manage(sqlite, "warm")
    return lines, {**lookups(sqlite), **memory(sqlite)}


def pair(
    what: str, ours: Server, theirs: tuple[str, Server, str], aim: float | None, *, headers=None, script: Path | None = None
) -> dict:
    """Both measured in turns; ``theirs``: what it is called, the server, the address; ``aim``: None where there is none. The script is the
    candidate's alone."""
    beside, yardstick, address = theirs
    rounds = []
    for seconds in (1, *[SECONDS] * ROUNDS):
        first = wrk(ours, CAMP, seconds, headers or {}, script)
        rounds.append((first, wrk(yardstick, address, seconds, headers or {})))
    told = {"what": what, "beside": beside, "aim": aim}
    for at, name in enumerate(("ratio", "ratio_by_processor")):
        told[name] = round(statistics.median(one[at] / other[at] for one, other in rounds[1:]), 4)
    for side, name in enumerate(("ours", "theirs")):
        told[name] = round(statistics.median(one[side][0] for one in rounds[1:]), 1)
    return told


def wrk(server: Server, path: str, seconds: int, headers: dict[str, str], script: Path | None = None) -> tuple[float, float]:
    """Requests a second, and a second of the server's processor time; ends the run if anything but 2xx and 3xx was answered."""
    words = ["wrk", "-t1", "-c8", f"-d{seconds}s", *(part for one in headers.items() for part in ("-H", ": ".join(one)))]
    words += ["-s", str(script)] if script else []
    begun, words = worked(server.pid), [*words, server.origin + path]
    try:
        said = subprocess.run(words, capture_output=True, text=True, check=True, timeout=seconds + 15).stdout
    except subprocess.TimeoutExpired:  # wrk at times waits for ever for a connection that was closed
        return wrk(server, path, seconds, headers, script)
    if "Non-2xx" in said:
        raise SystemExit(said)
    count = int(re.search(r"(\d+) requests in", said)[1])
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), count / (worked(server.pid) - begun)


def lookups(environment: dict[str, str]) -> dict[str, str]:
    """One answer found in a worker's own memory, and in the file that workers share."""
    words = [sys.executable, "-c", FOUND, CAMP]
    done = subprocess.run(words, cwd=servers.ROOT, env=environment, capture_output=True, text=True, check=True)
    own, shared = json.loads(done.stdout)
    return {"an answer found in a worker’s memory": f"{own:.1f} µs", "in the shared file": f"{shared:.1f} µs"}


def memory(environment: dict[str, str]) -> dict[str, str]:
    """The worker's own memory at its start, and when it was asked for everything in every coding."""
    file = next((Path(environment["VAR_ROOT"]) / "answers").glob("*.sqlite3"))
    with sqlite3.connect(file) as warmed:
        asked = [json.loads(row[0]) for row in warmed.execute("SELECT cache_key FROM response WHERE status LIKE '200%'")]
    with serving("archive.wsgi", environment) as server:
        before = servers.resident(server.pid)
        for coding in ("br", "gzip", "identity", "br"):
            for path, query, *_negotiated in asked:
                servers.get(server, path, query, coding)
        return {
            "memory of a worker at its start": f"{before:.0f} MB",
            "with its answers full": f"{servers.resident(server.pid):.0f} MB",
        }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
