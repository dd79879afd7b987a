"""Requests that nginx refuses itself: the archive's page with the security headers, and no reader's address in a log."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.support import deploy_files
from tests.support.binaries import give_to_nobody, let_all_enter, nginx
from tests.support.ports import free_port
from tests.support.processes import status as request_status
from tests.support.processes import wait_for

pytestmark = pytest.mark.one_engine

HOST = "Host: 127.0.0.1\r\n"
READER = "127.0.0.77"
SECURITY_HEADERS = {
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
}
REFUSED = {
    "post": (f"POST /en/ HTTP/1.1\r\n{HOST}Content-Length: 0\r\n\r\n", 405),
    "unknown method": (f"BREW /en/ HTTP/1.1\r\n{HOST}\r\n", 405),
    "no request line": ("\x16\x03\x01 secretword\r\n\r\n", 400),
    "no host": ("GET /en/ HTTP/1.1\r\n\r\n", 400),
    "two hosts": (f"GET /en/ HTTP/1.1\r\n{HOST}{HOST}\r\n", 400),
    "old version without host": ("GET /en HTTP/1.0\r\n\r\n", 400),
    "static file without host": ("GET /static/a.css HTTP/1.0\r\n\r\n", 400),
    "version of the future": (f"GET /en/ HTTP/9.9\r\n{HOST}\r\n", 400),
    "body too large": (f"GET /en/ HTTP/1.1\r\n{HOST}Content-Length: 5000\r\n\r\n", 413),
    "line too long": (f"GET /{'a' * 9000} HTTP/1.1\r\n{HOST}\r\n", 414),
    "header too long": (f"GET /en/ HTTP/1.1\r\n{HOST}X: {'a' * 9000}\r\n\r\n", 431),
    "two lengths": (f"GET /en/ HTTP/1.1\r\n{HOST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    "unknown coding": (f"GET /en/ HTTP/1.1\r\n{HOST}Transfer-Encoding: zip\r\n\r\n", 400),
    "page of errors": (f"GET /refused.html HTTP/1.1\r\n{HOST}\r\n", 404),
    "no challenge": (f"GET /.well-known/acme-challenge/none HTTP/1.1\r\n{HOST}\r\n", 404),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Run nginx in front of a process that answers with the host it was asked for; return its port, folder and log."""
    run, port = tmp_path_factory.mktemp("nginx"), free_port()
    let_all_enter(run)
    give_to_nobody(run)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = f"asked for {self.headers['Host']}".encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as upstream, (run / "errors.log").open("wb") as log:
        Thread(target=upstream.serve_forever, daemon=True).start()
        ports = (upstream.server_port, upstream.server_port)
        conf = deploy_files.write_configuration(run, deploy_files.get_loopback_variables(run, port, ports))
        command = [nginx(), "-e", "stderr", "-c", str(conf), "-g", "daemon off;"]
        process = subprocess.Popen(command, cwd=run, env=os.environ, stderr=log)
        try:
            wait_for("nginx", lambda: request_status(f"http://127.0.0.1:{port}/healthz") == 200)
            yield port, run, upstream.server_port
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
            upstream.shutdown()


def send(port: int, request: str) -> tuple[int, dict[str, str], str]:
    """Return status, headers and body of the response to raw bytes, sent from the address READER."""
    with socket.create_connection(("127.0.0.1", port), timeout=20, source_address=(READER, 0)) as connection:
        connection.sendall(request.encode("latin-1"))
        response = HTTPResponse(connection)
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return response.status, headers, response.read().decode()


@pytest.mark.parametrize("name", REFUSED)
def test_refused_request_gets_our_page_with_the_security_headers(name, server):
    request, expected = REFUSED[name]
    port, run, upstream = server
    status, headers, body = send(port, request)
    assert status == expected
    assert set(headers) >= SECURITY_HEADERS
    assert headers["cache-control"] == "no-store"
    assert headers.get("allow") == ("GET, HEAD" if status == 405 else None)
    assert 'lang="ar"' in body
    assert 'lang="en"' in body
    assert "nginx" not in body
    assert str(upstream) not in body + str(headers)
    logged = (run / "errors.log").read_text() + (run / "answers.log").read_text()
    assert READER not in logged
    assert "client:" not in logged


def test_checks_of_health_need_no_host(server):
    status, _headers, body = send(server[0], "GET /readyz HTTP/1.0\r\n\r\n")
    assert (status, body) == (200, "asked for localhost")


def test_host_of_a_request_reaches_the_archive(server):
    assert send(server[0], "GET /en/ HTTP/1.0\r\nHost: archive.example:8080\r\n\r\n")[2] == "asked for archive.example:8080"


def test_pages_have_the_style_that_their_policy_allows():
    for name in ("refused.html", "too-long.html", "unavailable.html"):
        page = (deploy_files.DEPLOY / "nginx" / name).read_text(encoding="utf-8")
        unavailable = (deploy_files.DEPLOY / "nginx" / "unavailable.html").read_text(encoding="utf-8")
        assert page.partition("<style>")[2].partition("</style>")[0] == unavailable.partition("<style>")[2].partition("</style>")[0]
