"""The site served by gunicorn, and its baked edition served by nginx."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.editions.bake.baker import SiteBaker
from tests.support.binaries import nginx
from tests.support.ports import free_ports
from tests.support.repository import ROOT

CONFIGURATION = """daemon off; {2} pid {0}/pid; error_log {0}/error.log; worker_processes 1; events {{}}
http {{ access_log off; client_body_temp_path {0}/b; proxy_temp_path {0}/p; fastcgi_temp_path {0}/f; uwsgi_temp_path {0}/u;
scgi_temp_path {0}/s; include {1}/nginx.conf; }}"""


class UnlinkedBaker(SiteBaker):
    """Bakes the addresses at which it starts, and none that they link to."""

    def _links(self, address, response):
        return ()


def wait_for_port(port: int) -> None:
    """Wait until something listens on the port. Raises AssertionError after 20 seconds."""
    for _attempt in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing listens on {port}")


@contextmanager
def serve_site_and_baked_edition(work: Path, fixtures: Path | None = None) -> Iterator[tuple[int, int, str, Path]]:
    """Serve both from a folder while the context lasts; yield both ports, the host, and the folder of the baked edition.

    ``fixtures``: the folder whose ledger is loaded; by default that of the repository.
    """
    site, baked = free_ports(2)
    host = f"127.0.0.1:{site}"
    env = {
        **os.environ,
        "VAR_ROOT": str(work / "var"),
        "CANONICAL_ORIGIN": f"http://{host}",
        "DJANGO_SETTINGS_MODULE": "archive.settings",
        **({"FIXTURES_ROOT": str(fixtures)} if fixtures else {}),
    }
    env.pop("DATABASE_URL", None)
    (work / "var").mkdir()

    def manage(*arguments: str) -> None:
        command = [sys.executable, "-m", "tests.support.fast_compression", *arguments]
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)

    manage("migrate", "-v", "0")
    manage("collectstatic", "--noinput", "-v", "0")
    manage("load_fixtures")
    manage("bake", str(work / "out"), "--listen", f"127.0.0.1:{baked}")
    gunicorn = ["gunicorn", "archive.wsgi", "-b", host, "-w", "2", "--no-control-socket", "--log-level", "error"]
    server = subprocess.Popen([sys.executable, "-m", *gunicorn], cwd=ROOT, env=env)
    try:
        wait_for_port(site)
        with serve_files(work, work / "out", baked):
            yield site, baked, host, work / "out"
    finally:
        server.terminate()
        server.wait(20)


@contextmanager
def serve_files(work: Path, folder: Path, port: int) -> Iterator[None]:
    """Serve a baked folder by nginx while the context lasts; ``port``: the one that it was baked for."""
    (work / "nginx.conf").write_text(CONFIGURATION.format(work, folder, "user root;" if os.getuid() == 0 else ""))
    server = subprocess.Popen([nginx(), "-p", str(work), "-c", str(work / "nginx.conf")])
    try:
        wait_for_port(port)
        yield
    finally:
        server.terminate()
        server.wait(20)
