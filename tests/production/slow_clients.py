"""Response times while 500 slow clients are connected: ``make bench-slow-clients``.

Half of the slow clients send an endless header at one byte a second; half read a page at a few bytes a second. Measured behind
the shipped nginx, and at gunicorn alone with each kind of worker. Prints a table; the exit status is 1 if nginx is slowed down.
``python -m tests.production.slow_clients CLIENTS`` takes another number.
"""

from __future__ import annotations

import socket
import statistics
import sys
import threading
import time
from contextlib import suppress
from http.client import HTTPException
from itertools import count

from tests.production.topology import Topology
from tests.production.traffic import ask

PAGE = "/en/camps/dachau/"
TIMES = 40
LIMIT = 2.0
PATIENCE = 5.0
HEAD = "| served by | usual median, ms | with {clients} slow clients, ms | ratio | unanswered |\n|---|---|---|---|---|\n"
_fresh = count()


class SlowClients:
    """Slow clients of a port, connected until the context ends."""

    def __init__(self, port: int, clients: int):
        self.port, self.clients = port, clients
        self.sockets: list[tuple[socket.socket, bool]] = []
        self.ended = threading.Event()

    def __enter__(self) -> SlowClients:
        for number in range(self.clients):
            self._open(reads=bool(number % 2))
        self.thread = threading.Thread(target=self._send_and_read, daemon=True)
        self.thread.start()
        time.sleep(2.0)
        return self

    def __exit__(self, *raised) -> None:
        self.ended.set()
        self.thread.join()
        for client, _reads in self.sockets:
            client.close()

    def _open(self, reads: bool) -> None:
        with suppress(OSError):
            client = socket.socket()
            client.settimeout(1.0)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.connect(("127.0.0.1", self.port))
            request = f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            client.sendall((request + ("\r\n" if reads else "X-Slow: ")).encode())
            client.setblocking(False)
            self.sockets.append((client, reads))

    def _send_and_read(self) -> None:
        while not self.ended.wait(1.0):
            for client, reads in list(self.sockets):
                try:
                    closed = (client.recv(4) == b"") if reads else (client.send(b"a") == 0)
                except BlockingIOError:
                    closed = False
                except OSError:
                    closed = True
                if closed:  # replace it
                    client.close()
                    self.sockets.remove((client, reads))
                    self._open(reads)


def time_requests(port: int, fresh: bool) -> tuple[list[float], int]:
    """Return the milliseconds that successive requests times, and how many had no response within five seconds."""
    times, unanswered = [], 0
    for _time in range(TIMES):
        start = time.perf_counter()
        try:
            status = ask(port, f"{PAGE}?n={next(_fresh)}" if fresh else PAGE, {}, patience=PATIENCE)[0]
        except (OSError, HTTPException):
            status = 0
        if status == 200:
            times.append((time.perf_counter() - start) * 1000)
        else:
            unanswered += 1
        if unanswered == 4:  # no recovery is expected
            break
    return times, unanswered


def measure(name: str, port: int, clients: int, fresh: bool) -> float:
    """Print a line; return the ratio of the medians, infinity without a median."""
    time_requests(port, fresh)
    usual = statistics.median(time_requests(port, fresh)[0])
    with SlowClients(port, clients):
        times, unanswered = time_requests(port, fresh)
    median = statistics.median([*times, *([float("inf")] * unanswered)])
    sys.stdout.write(
        f"| {name} | {usual:.1f} | {median:.1f} | {median / usual:.2f} | {unanswered} of {len(times) + unanswered} |\n"
    )
    sys.stdout.flush()
    return median / usual


def main() -> int:
    """Measure every way of serving; return the exit status."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with Topology(metrics=False) as production:
        sys.stdout.write(HEAD.format(clients=clients))
        port = production.ports["nginx"]
        ratios = [measure(f"nginx, {kind}", port, clients, kind == "a fresh page") for kind in ("a cached page", "a fresh page")]
        for threads in ("1", "8"):
            production.processes.end("app-a")
            production.start("app-a", THREADS=threads)
            name = "gunicorn alone, sync" if threads == "1" else f"gunicorn alone, gthread ({threads} threads)"
            measure(name, production.ports["app-a"], clients, fresh=False)
    return int(max(ratios) > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
