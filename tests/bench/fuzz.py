"""``make fuzz``: what no browser would send, over raw sockets, to the archive under gunicorn as it is in production, with its log and metrics.

Requests are made from a seed, so that a run can be repeated. What may not happen: an answer of class 5xx, a traceback or a path or a
version in an answer or in the log, a worker that dies, another answer to readers than before, memory that grows from the second half of the
run to its end.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from tests.bench.servers import ROOT, manage, resident
from tests.support.ports import free_port

LEAKS = re.compile(
    rb"Traceback|File \"/|site-packages|/usr/lib|\.py\b(?!\w)|Django/|Python/|gunicorn/\d|sqlite3?\.|psycopg|OperationalError", re.I
)
METHODS = [b"GET"] * 60 + [
    b"HEAD",
    b"HEAD",
    b"POST",
    b"PUT",
    b"DELETE",
    b"OPTIONS",
    b"TRACE",
    b"CONNECT",
    b"PATCH",
    b"PROPFIND",
    b"get",
    b"G\x00T",
    b"",
]
VERSIONS = [b"HTTP/1.1"] * 90 + [b"HTTP/1.0", b"HTTP/0.9", b"HTTP/2.0", b"HTTP/9.9", b"HTTP", b"", b"http/1.1", b"HTTP/1.1 "]
PLACES = [
    "/", "/ar/", "/en/", "/ar/camps/", "/en/camps/dachau/", "/ar/routes/", "/en/claims/", "/ar/sources/ushmm-death-marches/",
    "/en/sources/ushmm-death-marches/3.5/", "/ar/sources/ushmm-death-marches/3.5@12-40/", "/id/camp/dachau", "/id/camp/dachau.jsonld",
    "/id/passage/ushmm-death-marches:3.5@1-9.txt", "/id/source/ushmm-death-marches.tei.xml", "/id/claims.csv", "/en/map/", "/ar/timeline/",
    "/en/search/?q=camp", "/ar/verify/?q=", "/oembed?url=http%3A%2F%2F127.0.0.1%2Fid%2Fclaim%2Fx", "/en/about/data/", "/static/",
    "/about/data/claim.schema.json", "/ar/embed/claim/himmler-evacuation-order/", "/en/search.json?q=", "/suggest?q=", "/healthz", "/readyz",
]  # fmt: skip
PIECES = [
    "..", "%2e%2e", "%00", "%0d%0aX:y", "%ff%fe", "%ed%a0%80", "'", '"', "<script>", "{{7*7}}", "%", "%%", "%u0041", ";", "|", "\\", "//", "/./",
    "@", "3.5@9-1", "3.5@999999999999999999999-9", ":", "0", "-1", "1e9", "AND 1=1", "NEAR(", "*", "\u200f", "\u202e", "س", "ﷺ", "🕯", "\x7f",
    "?", "&", "=", "#", "a" * 300, "%D8%B4" * 50, ".jsonld", ".tei.xml", ".csv.csv", "index.html", ".git/config", "wp-login.php",
]  # fmt: skip
NAMES = [
    b"Accept", b"Accept-Language", b"Accept-Encoding", b"Accept-Charset", b"If-None-Match", b"If-Modified-Since", b"If-Range", b"Range",
    b"Host", b"X-Forwarded-Proto", b"X-Forwarded-Host", b"X-Forwarded-For", b"Forwarded", b"Cookie", b"Referer", b"User-Agent", b"Origin",
    b"Content-Length", b"Transfer-Encoding", b"Content-Type", b"Expect", b"Upgrade", b"Connection", b"TE", b"Authorization", b"X" * 200,
    b"Proxy", b"X-Http-Method-Override", b"X-Original-URL", b"Wsgi.input", b"Script_Name",
]  # fmt: skip
VALUES = [
    b"", b"*", b"*/*", b"\xff\xfe", b"\x00", b"bytes=0-", b"bytes=9-1", b"bytes=-1,-2,0-0", b'W/"x"', b'"' * 50, b"en;q=2", b"ar;q=-1,en;q=nan",
    b",".join([b"xx-YY;q=0.1"] * 300), b"application/ld+json;q=0.5,text/html;q=", b"gzip;q=0,br;q=0,identity;q=0", b"chunked", b"-1", b"1e400",
    b"a" * 7000, b"http://evil.example/", b"evil.example", b"../../etc/passwd", b"100-continue", b"Thu, 99 Xxx 2099 99:99:99 GMT", b"127.0.0.1",
    "شواهد".encode(), b"application/geo+json", b"text/turtle", b"() { :; }; echo", b"identity", b"br, gzip",
]  # fmt: skip

# What a server's parser refuses before the archive sees it: half of the requests are without, so that they come further.
REFUSED_EARLY = {b"Host", b"Content-Length", b"Transfer-Encoding", b"Expect", b"\x00", b"Script_Name", b"Connection"}
SOUND_NAMES, SOUND_VALUES = ([one for one in some if one not in REFUSED_EARLY and len(one) < 4_000] for some in (NAMES, VALUES))


def sound(chance: random.Random, host: bytes) -> bytes:
    """A request that follows the rules of HTTP and makes no sense otherwise."""
    path, _mark, query = chance.choice(PLACES).partition("?")
    for _time in range(chance.choice([0, 0, 1, 2])):
        at = chance.randrange(len(path) + 1)
        path = path[:at] + quote(chance.choice(PIECES), safe="/%@:.-") + path[at:]
    query += quote(chance.choice(PIECES) * chance.choice([0, 1, 3]), safe="&=%")
    lines = [chance.choice([b"GET", b"GET", b"HEAD"]) + f" {path}?{query} HTTP/1.1".encode(), b"Host: " + host]
    lines += [chance.choice(SOUND_NAMES) + b": " + chance.choice(SOUND_VALUES) for _time in range(chance.choice([0, 1, 3, 8]))]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def request(chance: random.Random, host: bytes) -> bytes:
    """One request, half of them sound, most of the others nearly right."""
    if chance.random() < 0.5:
        return sound(chance, host)
    kind = chance.random()
    if kind < 0.04:
        return chance.randbytes(chance.choice([0, 1, 20, 500, 9000]))
    target = chance.choice(PLACES)
    for _time in range(chance.choice([0, 0, 0, 0, 1, 1, 2, 5])):
        at = chance.randrange(len(target) + 1)
        piece = chance.choice(PIECES)
        target = target[:at] + (quote(piece) if chance.random() < 0.5 else piece) + target[at:]
    if kind > 0.985:
        target += "?q=" + "x" * chance.choice([5000, 20_000, 200_000])
    raw = target.encode("utf-8", "surrogateescape")
    if kind < 0.9:
        raw = raw.replace(b" ", b"%20")
    lines = [chance.choice(METHODS) + b" " + raw + b" " + chance.choice(VERSIONS)]
    if chance.random() < 0.95:
        lines.append(b"Host: " + host)
    for _time in range(chance.choice([0, 0, 0, 1, 2, 4, 70])):
        lines.append(chance.choice(NAMES) + chance.choice([b": ", b": ", b": ", b":", b" : ", b"\t"]) + chance.choice(VALUES))
    ending = chance.choice([b"\r\n"] * 9 + [b"\n"])
    return (
        ending.join(lines) + ending * 2 + chance.choice([b"", b"", b"", b"0\r\n\r\n", b"GET /en/ HTTP/1.1\r\n\r\n", b"\x00" * 50])
    )


def answer(port: int, sent: bytes) -> bytes:
    """All that comes back, or as much as came within the time."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        try:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # an answer may come, and the connection be closed, before all is sent
        got = b""
        try:
            while part := connection.recv(65536):
                got += part
        except OSError:
            pass
        return got


def judge(got: bytes) -> tuple[str, str]:
    """The status of an answer, and what is wrong with it."""
    status = re.match(rb"HTTP/1\.[01] (\d\d\d)", got)
    seen = status[1].decode() if status else "closed" if not got else "no status line"
    leak = LEAKS.search(got.split(b"\r\n\r\n", 1)[0] if seen[0] == "2" else got)
    return seen, f"leak: {leak[0]!r}" if leak else "5xx" if seen[0] == "5" else ""


def usual(port: int, host: bytes) -> list[bytes]:
    """What readers are answered, without the moment."""
    asked = (b"GET " + quote(one, safe="/?=&%@:").encode() + b" HTTP/1.1\r\nHost: " + host + b"\r\n\r\n" for one in PLACES)
    return [re.sub(rb"\r\nDate: [^\r]*", b"", answer(port, one)) for one in asked]


def children(pid: int) -> list[int]:
    """The workers of a gunicorn."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def serve(work: Path) -> tuple[subprocess.Popen, int]:
    """A fresh archive under gunicorn on a port of its own."""
    port = free_port()
    env = {**os.environ, "VAR_ROOT": str(work), "CANONICAL_ORIGIN": f"http://127.0.0.1:{port}", "PYTHONUTF8": "1"}
    for words in (["collectstatic", "--noinput", "-v", "0"], ["migrate", "-v", "0"], ["load_fixtures"]):
        manage(env, *words)
    env |= {
        "BIND": f"127.0.0.1:{port}",
        "WORKERS": "2",
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "info",
        "METRICS_PORT": str(free_port()),
    }
    env["RESPONSE_CACHE_MB"] = "8"  # full before half of the run is over, so that what grows after that is something else
    with (work / "log").open("wb") as log:
        server = subprocess.Popen([sys.executable, "-m", "gunicorn", "archive.wsgi"], cwd=ROOT, env=env, stdout=log, stderr=log)
    while True:
        try:
            answer(port, b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            return server, port
        except OSError:
            time.sleep(0.2)


def run(count: int, seed: int) -> dict[str, object]:
    """Sends ``count`` requests and tells what became of them."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        server, port = serve(work)
        chance, seen, faults, memory = random.Random(seed), Counter(), [], []  # noqa: S311
        began, workers = time.monotonic(), children(server.pid)
        host = f"127.0.0.1:{port}".encode()
        before = usual(port, host)
        with ThreadPoolExecutor(4) as pool:
            for _tenth in range(10):
                sent = [request(chance, host) for _one in range(count // 10)]
                for one, got in zip(sent, pool.map(lambda one: answer(port, one), sent), strict=True):
                    kind, fault = judge(got)
                    seen[kind] += 1
                    faults += [(fault, one[:300], got[:300])] if fault else []
                memory.append(round(sum(map(resident, children(server.pid)))))
        same, poisoned = children(server.pid) == workers, usual(port, host) != before
        server.terminate()
        server.wait(30)
        log = (work / "log").read_bytes()
    return {
        "requests": sum(seen.values()),
        "seconds": round(time.monotonic() - began),
        "answers": dict(sorted(seen.items())),
        "faults": [[str(part) for part in one] for one in faults[:20]],
        "faults in all": len(faults),
        "the workers are the same": same,
        "readers are answered otherwise than before": poisoned,
        "tracebacks in the log": log.count(b"Traceback"),
        "log": log[-2000:].decode(errors="replace") if b"Traceback" in log else "",
        "memory of the workers, MB, after each tenth": memory,
    }


def main() -> None:
    """Prints the outcome; ends with 1 if anything happened that may not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=50_000)
    parser.add_argument("--seed", type=int, default=1945)
    chosen = parser.parse_args()
    told = run(chosen.count, chosen.seed)
    print(json.dumps(told, indent=1, ensure_ascii=False))
    memory = told["memory of the workers, MB, after each tenth"]
    steady = memory[-1] <= memory[4] * 1.1 + 5
    clean = told["faults in all"] == 0 and not told["readers are answered otherwise than before"]
    sys.exit(not (clean and told["the workers are the same"] and not told["tracebacks in the log"] and steady))


if __name__ == "__main__":
    main()
