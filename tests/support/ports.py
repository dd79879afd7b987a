"""Ports of loopback for servers that tests and benches start."""

from __future__ import annotations

import socket


def free_ports(count: int) -> list[int]:
    """So many ports of 127.0.0.1 that nothing listens on."""
    sockets = [socket.socket() for _one in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def free_port() -> int:
    """One such port."""
    return free_ports(1)[0]
