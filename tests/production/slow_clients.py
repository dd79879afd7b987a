"""``python -m tests.production.slow_clients [CLIENTS]``: how long readers wait while 500 others dribble. ``make slow-clients``

Half of the slow clients send a header a byte a second and never end it; half ask for a page and read it a few bytes a second. Behind
the shipped nginx, and at gunicorn alone with each kind of worker. Prints a table; ends with 1 if nginx does not hold them off.
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


class Dribblers:
    """Slow clients of a port, held open until the context is left."""

    def __init__(self, port: int, clients: int):
        self.port, self.clients = port, clients
        self.sockets: list[tuple[socket.socket, bool]] = []
        self.over = threading.Event()

    def __enter__(self) -> Dribblers:
        for number in range(self.clients):
            self._open(reads=bool(number % 2))
        self.thread = threading.Thread(target=self._dribble, daemon=True)
        self.thread.start()
        time.sleep(2.0)
        return self

    def __exit__(self, *raised) -> None:
        self.over.set()
        self.thread.join()
        for one, _reads in self.sockets:
            one.close()

    def _open(self, reads: bool) -> None:
        with suppress(OSError):
            one = socket.socket()
            one.settimeout(1.0)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            one.connect(("127.0.0.1", self.port))
            asked = f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            one.sendall((asked + ("\r\n" if reads else "X-Slow: ")).encode())
            one.setblocking(False)
            self.sockets.append((one, reads))

    def _dribble(self) -> None:
        while not self.over.wait(1.0):
            for one, reads in list(self.sockets):
                try:
                    gone = (one.recv(4) == b"") if reads else (one.send(b"a") == 0)
                except BlockingIOError:
                    gone = False
                except OSError:
                    gone = True
                if gone:  # and another one comes for it
                    one.close()
                    self.sockets.remove((one, reads))
                    self._open(reads)


def waits(port: int, fresh: bool) -> tuple[list[float], int]:
    """Milliseconds that requests took, one after the other, and how many had no answer within five seconds."""
    took, unanswered = [], 0
    for _time in range(TIMES):
        begun = time.perf_counter()
        try:
            status = ask(port, f"{PAGE}?n={next(_fresh)}" if fresh else PAGE, {}, patience=PATIENCE)[0]
        except (OSError, HTTPException):
            status = 0
        if status == 200:
            took.append((time.perf_counter() - begun) * 1000)
        else:
            unanswered += 1
        if unanswered == 4:  # it will not become better
            break
    return took, unanswered


def measured(name: str, port: int, clients: int, fresh: bool) -> float:
    """Prints a line; gives the ratio of the medians, or infinity if there is none."""
    waits(port, fresh)
    usual = statistics.median(waits(port, fresh)[0])
    with Dribblers(port, clients):
        took, unanswered = waits(port, fresh)
    median = statistics.median([*took, *([float("inf")] * unanswered)])
    sys.stdout.write(f"| {name} | {usual:.1f} | {median:.1f} | {median / usual:.2f} | {unanswered} of {len(took) + unanswered} |\n")
    sys.stdout.flush()
    return median / usual


def main() -> int:
    """Every way of serving; the exit status."""
    clients = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with Topology(metrics=False) as production:
        sys.stdout.write(HEAD.format(clients=clients))
        port = production.ports["nginx"]
        held = [measured(f"nginx, {kind}", port, clients, kind == "a fresh page") for kind in ("a kept page", "a fresh page")]
        for threads in ("1", "8"):
            production.processes.end("app-a")
            production.start("app-a", THREADS=threads)
            name = "gunicorn alone, sync" if threads == "1" else f"gunicorn alone, gthread ({threads} threads)"
            measured(name, production.ports["app-a"], clients, fresh=False)
    return int(max(held) > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
