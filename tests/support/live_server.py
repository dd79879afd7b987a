"""The archive as served by ``make serve``, with its own folder and database."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from tests.support.march_example import publish_examples
from tests.support.ports import free_port
from tests.support.repository import ROOT

PATIENCE = 90


@contextmanager
def serve_site(folder: Path, *, example: bool = False, origin: str = "", warm: bool = False) -> Iterator[str]:
    """Serve the archive while the context lasts; yield its address.

    ``example`` adds the invented sources and the invented march; ``origin`` is the origin of permanent addresses; ``warm`` renders all pages first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".messages").touch()
    fixtures = publish_examples(folder / "content") if example else ROOT / "fixtures"
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {"VAR_ROOT": str(folder), "FIXTURES_ROOT": str(fixtures), "PORT": str(port), "WORKERS": "1", "HOST": "127.0.0.1"}
    settings["CANONICAL_ORIGIN"] = origin or address
    unset = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHON")
    environment = {name: value for name, value in os.environ.items() if name not in unset} | settings
    # Installation and messages are up to date; make need not check them.
    command = ["make", "-o", ".venv/.installed", "-o", f"{folder}/.messages", "serve"]
    with (folder / "log").open("wb") as log:
        serving = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            wait_for(f"{address}/en/", serving, folder / "log")
            if warm:
                subprocess.run([sys.executable, "manage.py", "warm"], cwd=ROOT, env=environment, stdout=log, check=True)
            yield address
        finally:
            if serving.poll() is None:
                os.killpg(serving.pid, signal.SIGTERM)
            serving.wait(PATIENCE)


@contextmanager
def serve_without_archive(folder: Path) -> Iterator[str]:
    """Serve the application without a database, for what it refuses before it reads one; yield its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings_preview", "CANONICAL_ORIGIN": address, "VAR_ROOT": str(folder)}
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | settings
    environment |= {"BIND": f"127.0.0.1:{port}", "WORKERS": "1"}
    command = [sys.executable, "-m", "gunicorn", "archive.wsgi"]
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as serving,
    ):
        try:
            wait_for(f"{address}/healthz", serving, folder / "log")
            yield address
        finally:
            serving.terminate()


def wait_for(address: str, serving: subprocess.Popen, log: Path) -> None:
    """Wait for a page. Raises RuntimeError with the log if the server ends or does not response."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and serving.poll() is None:
        try:
            fetch(address)
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(log.read_text(encoding="utf-8"))


def fetch(address: str, language: str = "en", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers (names in lower case) and body as sent, whatever the status."""
    request = Request(address, headers={"Accept-Language": language, "Accept": "text/html,*/*", **headers})  # noqa: S310
    try:
        response = urlopen(request, timeout=PATIENCE)  # noqa: S310
    except HTTPError as error:
        response = error
    with response:
        return response.status, {name.lower(): value for name, value in response.headers.items()}, response.read()
