"""Malformed requests over raw sockets to the archive under gunicorn, configured as in production: ``make fuzz``.

Requests depend on a seed, so that a run can be repeated. Faults are: a response of class 5xx; a traceback, path or version in a response
or in the log; a worker that ends; other responses to readers than before; memory that grows in the second half of the run.
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

# Refused by the server's parser before the archive sees the request; half of the requests have none of these.
REFUSED_EARLY = {b"Host", b"Content-Length", b"Transfer-Encoding", b"Expect", b"\x00", b"Script_Name", b"Connection"}
SOUND_NAMES, SOUND_VALUES = (
    [text for text in texts if text not in REFUSED_EARLY and len(text) < 4_000] for texts in (NAMES, VALUES)
)


def make_valid_request(chance: random.Random, host: bytes) -> bytes:
    """Return a request that is valid HTTP and makes no sense otherwise."""
    path, _mark, query = chance.choice(PLACES).partition("?")
    for _time in range(chance.choice([0, 0, 1, 2])):
        at = chance.randrange(len(path) + 1)
        path = path[:at] + quote(chance.choice(PIECES), safe="/%@:.-") + path[at:]
    query += quote(chance.choice(PIECES) * chance.choice([0, 1, 3]), safe="&=%")
    lines = [chance.choice([b"GET", b"GET", b"HEAD"]) + f" {path}?{query} HTTP/1.1".encode(), b"Host: " + host]
    lines += [chance.choice(SOUND_NAMES) + b": " + chance.choice(SOUND_VALUES) for _time in range(chance.choice([0, 1, 3, 8]))]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def make_request(chance: random.Random, host: bytes) -> bytes:
    """Return a request: half of them are valid, most of the others nearly so."""
    if chance.random() < 0.5:
        return make_valid_request(chance, host)
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


def send(port: int, request: bytes) -> bytes:
    """Return the response, or what was received before the timeout."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the server may respond and close the connection before everything is sent
        response = b""
        try:
            while part := connection.recv(65536):
                response += part
        except OSError:
            pass
        return response


def judge(response: bytes) -> tuple[str, str]:
    """Return the status of a response, and its fault or an empty text."""
    match = re.match(rb"HTTP/1\.[01] (\d\d\d)", response)
    status = match[1].decode() if match else "closed" if not response else "no status line"
    leak = LEAKS.search(response.split(b"\r\n\r\n", 1)[0] if status[0] == "2" else response)
    return status, f"leak: {leak[0]!r}" if leak else "5xx" if status[0] == "5" else ""


def fetch_places(port: int, host: bytes) -> list[bytes]:
    """Return the responses of all PLACES, without their dates."""
    requests = (b"GET " + quote(place, safe="/?=&%@:").encode() + b" HTTP/1.1\r\nHost: " + host + b"\r\n\r\n" for place in PLACES)
    return [re.sub(rb"\r\nDate: [^\r]*", b"", send(port, request)) for request in requests]


def list_workers(pid: int) -> list[int]:
    """Return the process ids of gunicorn's workers."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def serve(work: Path) -> tuple[subprocess.Popen, int]:
    """Start a new archive under gunicorn; return the process and its port."""
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
    env["RESPONSE_CACHE_MB"] = "8"  # full before half of the run, so that later growth is something else
    with (work / "log").open("wb") as log:
        server = subprocess.Popen([sys.executable, "-m", "gunicorn", "archive.wsgi"], cwd=ROOT, env=env, stdout=log, stderr=log)
    while True:
        try:
            send(port, b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            return server, port
        except OSError:
            time.sleep(0.2)


def run(count: int, seed: int) -> dict[str, object]:
    """Send ``count`` requests; return the figures and faults."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        server, port = serve(work)
        chance, statuses, faults, memory = random.Random(seed), Counter(), [], []  # noqa: S311
        began, workers = time.monotonic(), list_workers(server.pid)
        host = f"127.0.0.1:{port}".encode()
        before = fetch_places(port, host)
        with ThreadPoolExecutor(4) as pool:
            for _tenth in range(10):
                requests = [make_request(chance, host) for _request in range(count // 10)]
                responses = pool.map(lambda request: send(port, request), requests)
                for request, response in zip(requests, responses, strict=True):
                    status, fault = judge(response)
                    statuses[status] += 1
                    faults += [(fault, request[:300], response[:300])] if fault else []
                memory.append(round(sum(map(resident, list_workers(server.pid)))))
        same, poisoned = list_workers(server.pid) == workers, fetch_places(port, host) != before
        server.terminate()
        server.wait(30)
        log = (work / "log").read_bytes()
    return {
        "requests": sum(statuses.values()),
        "seconds": round(time.monotonic() - began),
        "responses": dict(sorted(statuses.items())),
        "faults": [[str(part) for part in fault] for fault in faults[:20]],
        "faults in all": len(faults),
        "the workers are the same": same,
        "readers get other responses than before": poisoned,
        "tracebacks in the log": log.count(b"Traceback"),
        "log": log[-2000:].decode(errors="replace") if b"Traceback" in log else "",
        "memory of the workers, MB, after each tenth": memory,
    }


def main() -> None:
    """Print the report; exit with 1 after a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=50_000)
    parser.add_argument("--seed", type=int, default=1945)
    chosen = parser.parse_args()
    report = run(chosen.count, chosen.seed)
    print(json.dumps(report, indent=1, ensure_ascii=False))
    memory = report["memory of the workers, MB, after each tenth"]
    steady = memory[-1] <= memory[4] * 1.1 + 5
    clean = report["faults in all"] == 0 and not report["readers get other responses than before"]
    sys.exit(not (clean and report["the workers are the same"] and not report["tracebacks in the log"] and steady))


if __name__ == "__main__":
    main()
