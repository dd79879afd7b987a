"""Free ports of 127.0.0.1 for the servers of tests and benchmarks."""

from __future__ import annotations

import socket


def free_ports(count: int) -> list[int]:
    """Return ``count`` ports that nothing listens on."""
    sockets = [socket.socket() for _number in range(count)]
    try:
        for listener in sockets:
            listener.bind(("127.0.0.1", 0))
        return [listener.getsockname()[1] for listener in sockets]
    finally:
        for listener in sockets:
            listener.close()


def free_port() -> int:
    """Return a port that nothing listens on."""
    return free_ports(1)[0]
