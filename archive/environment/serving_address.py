"""The address that make listens on, checked before anything is prepared; standard library only.

``python -m archive.environment.serving_address PORT 127.0.0.1 8000`` ends with a sentence if the port, the value of the variable ``PORT``,
cannot be used, and warns if other machines can read the site. ``--origin HOST PORT`` prints the origin for readers.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from collections.abc import Iterator

from archive.environment.variables import MAX_PORT, InvalidVariable, parse_number

# Ports tried for the advice after a busy one.
MAX_PORTS_TRIED = 50
# An address for documentation (RFC 5737). Connecting a datagram socket sends nothing, and chooses the network interface.
REMOTE_ADDRESS = ("192.0.2.1", 9)
ANY_HOSTS = ("", "0.0.0.0", "::")  # noqa: S104 (compared)


def check_port(variable: str, host: str, port: str) -> None:
    """Raise InvalidVariable unless this process may listen on the port. Nothing listens."""
    number = parse_number(variable, port, 8000, 1, MAX_PORT)
    try:
        _bind(host, number)
    except socket.gaierror:
        raise InvalidVariable("HOST", host, "an address or name of this machine", "HOST=127.0.0.1") from None
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise InvalidVariable("HOST", host, "an address or name of this machine", "HOST=127.0.0.1") from None
        reason = "a port that no other program uses" if error.errno == errno.EADDRINUSE else "a port that you may use"
        raise InvalidVariable(variable, port, reason, f"{variable}={_find_free_port(host, number)}") from None


def choose_origin(host: str, port: str) -> str:
    """Return the origin that readers use: with all addresses of the machine, the one in its network."""
    name = (find_network_address() or "127.0.0.1") if host in ANY_HOSTS else host
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def describe_readers(host: str, port: str) -> Iterator[str]:
    """Yield lines of warning if other machines can read the site."""
    if is_loopback(host):
        return
    yield f"==> Every machine that reaches this one can read the archive: HOST is {host}."
    if host in ANY_HOSTS and not find_network_address():
        yield "    No address of this machine in a network was found: addresses in pages lead to 127.0.0.1, and other machines are refused."
        yield f"    Try: make serve HOST={host} CANONICAL_ORIGIN=http://ADDRESS:{port}"
    else:
        origin = choose_origin(host, port)
        yield f"    Readers open {origin}/, unless CANONICAL_ORIGIN is set; permanent addresses in pages begin with it, and other names are refused."


def is_loopback(host: str) -> bool:
    """Return whether only programs of this machine reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def find_network_address() -> str:
    """Return this machine's IPv4 address in its network; empty if it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(REMOTE_ADDRESS)
        except OSError:
            return ""
        address = probe.getsockname()[0]
    return "" if is_loopback(address) or address in ANY_HOSTS else address


def _bind(host: str, port: int) -> None:
    family, kind, protocol, _name, address = socket.getaddrinfo(
        host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)


def _find_free_port(host: str, port: int) -> int:
    for number in range(max(port, 1024) + 1, min(port + MAX_PORTS_TRIED, MAX_PORT)):
        try:
            _bind(host, number)
        except OSError:
            continue
        return number
    return 8000


if __name__ == "__main__":
    if sys.argv[1] == "--origin":
        sys.stdout.write(choose_origin(*sys.argv[2:4]))
        sys.exit()
    try:
        check_port(*sys.argv[1:4])
    except InvalidVariable as error:
        sys.exit(f"==> {error}")
    sys.stdout.writelines(f"{line}\n" for line in describe_readers(*sys.argv[2:4]))
