"""``python -m tests.production.capacity``: what an answer costs in processor time, where it comes from a cache and where it is made. ``make capacity``

Processor time of the servers alone, so that the client, and whatever else the machine does, counts for little. Prints a table.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

from tests.production.topology import APPS, Topology

PAGE = "/en/camps/dachau/"
HEAD = "| answer | processor time, ms | a second and core | bytes |\n|---|---|---|---|\n"
TICK = os.sysconf("SC_CLK_TCK")
_fresh = count()


def processor(pid: int) -> float:
    """Seconds of processor time that a process and its present children have had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(fields[11]) + int(fields[12])) / TICK + sum(processor(int(child)) for child in children)


def memory(pid: int) -> list[int]:
    """What each child of a process keeps in memory, in MB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = (line for child in children for line in Path(f"/proc/{child}/status").read_text().splitlines())
    return [int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")]


def measured(production: Topology, name: str, port: int, times: int, address: Callable[[], str], **headers: str) -> None:
    """Asks so many times, once the servers have done what they do when they are first asked, and prints what one answer cost all together."""
    servers = [process.pid for process in production.processes.running.values()]
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    sizes = [_one(connection, address(), headers) for _time in range(times)]
    begun = sum(map(processor, servers))
    sizes += [_one(connection, address(), headers) for _time in range(times)]
    cost = (sum(map(processor, servers)) - begun) / times
    sys.stdout.write(f"| {name} | {cost * 1000:.3f} | {1 / cost:,.0f} | {max(sizes):,} |\n")
    sys.stdout.flush()


def _one(connection: HTTPConnection, address: str, headers: dict[str, str]) -> int:
    connection.request("GET", address, headers={"Host": "127.0.0.1", **headers})
    answer = connection.getresponse()
    size = len(answer.read())
    assert answer.status in (200, 304), answer.status
    return size


def main() -> None:
    """The whole table, and the memory of the workers."""
    with Topology() as production:
        nginx, gunicorn = production.ports["nginx"], production.ports["app-a"]
        connection = HTTPConnection("127.0.0.1", nginx)
        connection.request("GET", PAGE, headers={"Host": "127.0.0.1"})
        answer = connection.getresponse()
        tag, _body = answer.headers["ETag"], answer.read()
        sys.stdout.write(HEAD)
        measured(production, "kept by nginx", nginx, 3_000, lambda: PAGE)
        measured(production, "304 of nginx", nginx, 3_000, lambda: PAGE, **{"If-None-Match": tag})
        measured(production, "kept by gunicorn", gunicorn, 500, lambda: PAGE)
        measured(production, "prepared, read by gunicorn from PostgreSQL", nginx, 500, lambda: f"{PAGE}?n={next(_fresh)}")
        measured(production, "made anew: gunicorn and PostgreSQL", nginx, 60, lambda: f"{PAGE}?claims=1&n={next(_fresh)}")
        workers = [size for name in APPS for size in memory(production.processes.running[name].pid)]
        sys.stdout.write(f"\nWorkers, MB: {sorted(workers)}\n")


if __name__ == "__main__":
    main()
