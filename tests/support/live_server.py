"""The archive as `make serve` serves it: gunicorn on loopback, in a folder and a database of its own."""

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

from tests.support.example_fixtures import add_example
from tests.support.ports import free_port
from tests.support.repository import ROOT

PATIENCE = 90


@contextmanager
def serve_site(folder: Path, *, example: bool = False, origin: str = "", warm: bool = False) -> Iterator[str]:
    """Gives where it is served while the context lasts.

    ``example`` lays the invented source over the published fixtures; permanent addresses begin with ``origin`` if there is one; ``warm``:
    every address is answered beforehand.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".messages").touch()
    fixtures = add_example(folder / "content") if example else ROOT / "fixtures"
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {"VAR_ROOT": str(folder), "FIXTURES_ROOT": str(fixtures), "PORT": str(port), "WORKERS": "1", "HOST": "127.0.0.1"}
    settings["CANONICAL_ORIGIN"] = origin or address
    unset = ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHON")
    environment = {name: value for name, value in os.environ.items() if name not in unset} | settings
    # Whoever calls has installed and compiled: make need not look at that again.
    command = ["make", "-o", ".venv/.installed", "-o", f"{folder}/.messages", "serve"]
    with (folder / "log").open("wb") as log:
        serving = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            wait_for(address, serving, folder / "log")
            if warm:
                subprocess.run([sys.executable, "manage.py", "warm"], cwd=ROOT, env=environment, stdout=log, check=True)
            yield address
        finally:
            if serving.poll() is None:
                os.killpg(serving.pid, signal.SIGTERM)
            serving.wait(PATIENCE)


def wait_for(address: str, serving: subprocess.Popen, log: Path) -> None:
    """Returns when the front page is answered; RuntimeError with the log if the server ends or stays silent."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and serving.poll() is None:
        try:
            fetch(f"{address}/en/")
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(log.read_text(encoding="utf-8"))


def fetch(address: str, language: str = "en", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (names in lower case) and the bytes as they were sent; an answer of any status is an answer."""
    asked = Request(address, headers={"Accept-Language": language, "Accept": "text/html,*/*", **headers})  # noqa: S310
    try:
        answer = urlopen(asked, timeout=PATIENCE)  # noqa: S310
    except HTTPError as error:
        answer = error
    with answer:
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
