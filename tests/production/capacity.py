"""Processor time of the servers per response, cached and rendered: ``make bench-capacity``.

The client and other processes are not counted. Prints a table.
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
HEAD = "| response | processor time, ms | a second and core | bytes |\n|---|---|---|---|\n"
TICK = os.sysconf("SC_CLK_TCK")
_fresh = count(1)


def read_processor_time(pid: int) -> float:
    """Return the seconds of processor time of a process and its present children."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(fields[11]) + int(fields[12])) / TICK + sum(read_processor_time(int(child)) for child in children)


def read_memory(pid: int) -> list[int]:
    """Return the resident memory of each child of a process, in MB."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = (line for child in children for line in Path(f"/proc/{child}/status").read_text().splitlines())
    return [int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")]


def measure(production: Topology, name: str, port: int, times: int, address: Callable[[], str], **headers: str) -> None:
    """Send ``times`` requests to warm up and ``times`` more; print the cost of one of the latter."""
    servers = [process.pid for process in production.processes.running.values()]
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    sizes = [_request(connection, address(), headers) for _time in range(times)]
    begun = sum(map(read_processor_time, servers))
    sizes += [_request(connection, address(), headers) for _time in range(times)]
    cost = (sum(map(read_processor_time, servers)) - begun) / times
    sys.stdout.write(f"| {name} | {cost * 1000:.3f} | {1 / cost:,.0f} | {max(sizes):,} |\n")
    sys.stdout.flush()


def _request(connection: HTTPConnection, address: str, headers: dict[str, str]) -> int:
    connection.request("GET", address, headers={"Host": "127.0.0.1", **headers})
    response = connection.getresponse()
    size = len(response.read())
    assert response.status in (200, 304), response.status
    return size


def main() -> None:
    """Print the table and the memory of the workers."""
    with Topology() as production:
        nginx, gunicorn = production.ports["nginx"], production.ports["app-a"]
        connection = HTTPConnection("127.0.0.1", nginx)
        connection.request("GET", PAGE, headers={"Host": "127.0.0.1"})
        response = connection.getresponse()
        tag, _body = response.headers["ETag"], response.read()
        sys.stdout.write(HEAD)
        measure(production, "cached by nginx", nginx, 3_000, lambda: PAGE)
        measure(production, "304 of nginx", nginx, 3_000, lambda: PAGE, **{"If-None-Match": tag})
        measure(production, "cached by gunicorn", gunicorn, 500, lambda: PAGE)
        measure(production, "cached, under an unread query", nginx, 500, lambda: f"{PAGE}?n={next(_fresh)}")
        measure(production, "rendered: gunicorn and PostgreSQL", nginx, 60, lambda: f"{PAGE}?claims={'0' * next(_fresh)}1")
        workers = [size for name in APPS for size in read_memory(production.processes.running[name].pid)]
        sys.stdout.write(f"\nWorkers, MB: {sorted(workers)}\n")


if __name__ == "__main__":
    main()
