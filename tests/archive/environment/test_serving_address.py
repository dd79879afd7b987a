"""The address of make serve: a port that cannot be used is named in one sentence, and other readers are warned of."""

import socket
import subprocess
import sys

import pytest

from archive.environment import serving_address
from archive.environment.serving_address import check_port, choose_origin, describe_readers, is_loopback
from archive.environment.variables import InvalidVariable
from tests.support.repository import ROOT

pytestmark = pytest.mark.one_engine

ALL_ADDRESSES = "0.0.0.0"  # noqa: S104 (nothing listens)


@pytest.fixture
def busy_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield str(server.getsockname()[1])


def test_busy_port_is_refused_with_another_one(busy_port):
    with pytest.raises(InvalidVariable, match=rf"^PORT is “{busy_port}”\. Expected: a port that no .* Try: PORT=\d+$") as refused:
        check_port("PORT", "127.0.0.1", busy_port)
    check_port("PORT", "127.0.0.1", str(refused.value).rpartition("=")[2])


def test_command_ends_with_one_line(busy_port):
    command = [sys.executable, "-m", "archive.environment.serving_address", "PREVIEW_PORT", "127.0.0.1", busy_port]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (process.returncode, process.stdout, process.stderr.count("\n")) == (1, "", 1)
    assert process.stderr.startswith(f"==> PREVIEW_PORT is “{busy_port}”.")


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "", "80 80", "٨٠٠٠"])
def test_port_that_is_no_number_is_named(port):
    with pytest.raises(InvalidVariable, match=rf"PORT is “{port}”. Expected: a whole number from 1 to 65535"):
        check_port("PORT", "127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.55", "no host"])
def test_host_that_is_not_this_machine_is_named(host):
    with pytest.raises(InvalidVariable, match=f"HOST is “{host}”"):
        check_port("PORT", host, "8000")


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        (ALL_ADDRESSES, "http://192.168.1.5:8000"),
        ("::", "http://192.168.1.5:8000"),
        ("school.example", "http://school.example:8000"),
    ],
)
def test_origin_is_the_address_that_readers_open(host, origin, monkeypatch):
    monkeypatch.setattr(serving_address, "find_network_address", lambda: "192.168.1.5")
    assert choose_origin(host, "8000") == origin


def test_other_readers_are_warned_of(monkeypatch):
    monkeypatch.setattr(serving_address, "find_network_address", lambda: "192.168.1.5")
    assert list(describe_readers("127.0.0.1", "8000")) == []
    warning = "\n".join(describe_readers(ALL_ADDRESSES, "8000"))
    assert "Every machine" in warning
    assert "http://192.168.1.5:8000/" in warning


def test_missing_network_is_said_with_the_way_out(monkeypatch):
    monkeypatch.setattr(serving_address, "find_network_address", lambda: "")
    assert "CANONICAL_ORIGIN=http://ADDRESS:8000" in "\n".join(describe_readers(ALL_ADDRESSES, "8000"))


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.2", True), ("localhost", True), ("::1", True), (ALL_ADDRESSES, False), ("10.0.0.1", False)]
)
def test_loopback_is_recognized(host, expected):
    assert is_loopback(host) == expected
