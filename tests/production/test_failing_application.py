"""nginx in front of processes that fail: its own page in place of theirs, and a failed request is repeated once."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tests.support import deploy_files
from tests.support.binaries import give_to_nobody, let_all_enter, nginx
from tests.support.live_server import fetch
from tests.support.ports import free_port
from tests.support.processes import status as request_status
from tests.support.processes import wait_for

pytestmark = pytest.mark.one_engine
SECURITY_HEADERS = (
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "referrer-policy",
    "cross-origin-opener-policy",
)


@contextmanager
def serve_failures(asked: list[str]) -> Iterator[int]:
    """Serve the status that a path names; enter paths in ``asked``."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            body = b"bytes of the process"
            self.send_response(200 if self.path == "/healthz" else int(self.path.strip("/")))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def failing(tmp_path_factory):
    """Run nginx before two failing processes; return its address and the paths that reached them."""
    run, port, asked = tmp_path_factory.mktemp("nginx"), free_port(), []
    let_all_enter(run)
    give_to_nobody(run)
    with serve_failures(asked) as first, serve_failures(asked) as second:
        conf = deploy_files.write_configuration(run, deploy_files.get_loopback_variables(run, port, (first, second)))
        process = subprocess.Popen([nginx(), "-e", "stderr", "-c", str(conf), "-g", "daemon off;"], cwd=run, env=os.environ)
        try:
            wait_for("nginx", lambda: request_status(f"http://127.0.0.1:{port}/healthz") == 200)
            yield f"http://127.0.0.1:{port}", asked
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


@pytest.mark.parametrize("code", [500, 502, 504])
def test_a_failure_has_the_page_and_headers_of_nginx(code, failing):
    origin, _asked = failing
    status, headers, body = fetch(f"{origin}/{code}")
    page = body.decode()
    assert (status, "bytes of the process" in page) == (code, False)
    assert "لا يمكن الوصول إلى الأرشيف الآن" in page
    assert "The archive cannot be reached now" in page
    assert [name for name in SECURITY_HEADERS if name not in headers] == []


def test_a_failed_page_is_requested_three_times_at_most(failing):
    origin, asked = failing
    fetch(f"{origin}/500")
    assert asked.count("/500") == 3


def test_a_response_that_says_what_is_damaged_is_kept(failing):
    origin, asked = failing
    status, _headers, body = fetch(f"{origin}/503")
    assert (status, body) == (503, b"bytes of the process")
    assert asked.count("/503") == 1
