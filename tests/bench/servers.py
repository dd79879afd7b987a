"""Servers to measure: separate processes on free ports of the loopback, with their own databases."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from tests.support import deploy_files
from tests.support.binaries import give_to_nobody, nginx
from tests.support.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


class Server(NamedTuple):
    """A running server: its origin, and its serving process."""

    origin: str
    pid: int


def prepare_archive(folder: Path, engine: str) -> dict[str, str]:
    """Load an archive; return the environment of its processes."""
    environment = {**os.environ, "VAR_ROOT": str(folder), "CANONICAL_ORIGIN": "http://127.0.0.1:8000", "PYTHONUTF8": "1"}
    if engine == "sqlite":
        environment |= {"DATABASE_URL": f"sqlite:///{folder / 'archive.sqlite3'}"}
    else:
        from tests import settings_postgres  # starts a server that ends with this process

        server = settings_postgres.DATABASES["default"]
        environment |= {"PGHOST": server["HOST"], "PGPORT": str(server["PORT"]), "LOAD_DATABASE_URL": "postgres://postgres@/bench"}
        environment |= {"DATABASE_URL": "postgres://bench_reader:word@/bench"}
        for statement in ("DROP DATABASE IF EXISTS bench WITH (FORCE)", "CREATE DATABASE bench"):
            subprocess.run(
                ["psql", "-q", "-U", "postgres", "-d", "postgres", "-c", statement], env=environment, check=True, **SILENT
            )
    for words in (["collectstatic", "--noinput", "-v", "0"], ["migrate", "-v", "0"], ["load_fixtures"]):
        manage(environment, *words)
    manage(environment, "grant_reader")
    return environment


def manage(environment: dict[str, str], *words: str) -> None:
    """Run a management command."""
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=True)


@contextmanager
def serving(application: str, environment: dict[str, str]):
    """Run gunicorn with one worker; yield the Server."""
    port = free_port()
    words = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    if not application.startswith("archive."):
        words += ["--config", str(ROOT / "tests" / "bench" / "baseline_gunicorn.py")]
    with _started([*words, "--no-control-socket", "--log-level", "error"], environment, port) as process:
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        yield Server(f"http://127.0.0.1:{port}", int(workers[0]))


@contextmanager
def datasette(folder: Path):
    """Run Datasette with default settings on a copy of the database; yield the Server, or None if it cannot be installed."""
    python = folder / "datasette" / "bin" / "python"
    result = subprocess.run([sys.executable, "-m", "venv", str(python.parents[1])], check=False)
    words = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "datasette"]
    if result.returncode or subprocess.run(words, check=False, **SILENT).returncode:
        yield None
        return
    copied, port = folder / "datasette" / "archive.db", free_port()
    with sqlite3.connect(folder / "archive.sqlite3") as source, sqlite3.connect(copied) as copy:
        source.backup(copy)
    serve = [str(python), "-m", "datasette", "serve", str(copied), "--port", str(port)]
    with _started(serve, dict(os.environ), port) as process:
        yield Server(f"http://127.0.0.1:{port}", process.pid)


@contextmanager
def _started(words: list[str], environment: dict[str, str], port: int):
    """Run a server; yield its process once it responds."""
    with subprocess.Popen(words, cwd=ROOT, env=environment, **SILENT) as process:
        try:
            _wait_for(port)
            yield process
        finally:
            process.terminate()


def _wait_for(port: int) -> None:
    for _time in range(1200):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("a server did not start")


@contextmanager
def shipped_nginx(folder: Path, behind: Server):
    """Run nginx as deployed, with its cache in front of a server; yield the Server."""
    port, run = free_port(), folder / "nginx"
    upstream = int(behind.origin.rpartition(":")[2])
    conf = deploy_files.write_configuration(run, deploy_files.get_loopback_variables(run, port, (upstream, upstream)))
    give_to_nobody(run)
    with _nginx(conf, port) as server:
        yield server


@contextmanager
def baked_nginx(folder: Path, environment: dict[str, str]):
    """Run nginx on the baked files of an archive; yield the Server."""
    port, run = free_port(), folder / "over"
    run.mkdir()
    manage(environment, "bake", str(folder / "baked"), "--listen", f"127.0.0.1:{port}")
    for path in (folder, run, folder / "baked"):
        path.chmod(0o755)
    conf = run / "nginx.conf"
    places = " ".join(f"{name}_temp_path {run}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    conf.write_text(
        f"worker_processes auto; pid {run}/pid; events {{}} http {{ access_log off; {places} include {folder}/baked/nginx.conf; }}"
    )
    with _nginx(conf, port) as server:
        yield server


@contextmanager
def _nginx(conf: Path, port: int):
    """Run nginx; yield the Server with the process id of the master."""
    words = [nginx(), "-e", "stderr", "-c", str(conf), "-g", "daemon off;"]
    with _started(words, dict(os.environ), port) as process:
        yield Server(f"http://127.0.0.1:{port}", process.pid)


def save_response(address: str, headers: dict[str, str], file: Path) -> Path:
    """Write the headers and body of a response, for ``baselines.bare``; return the file."""
    own = {"Server", "Date", "Connection"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:  # noqa: S310
        file.write_text(json.dumps([header for header in answer.headers.items() if header[0] not in own]))
        file.with_suffix(".body").write_bytes(answer.read())
    return file


def get(server: Server, path: str, query: str, coding: str) -> None:
    """Send a request and discard the response."""
    address = f"{server.origin}{quote(path.encode('latin-1'))}{'?' if query else ''}{query}"
    with urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": coding})) as answer:  # noqa: S310
        answer.read()


def measure_processor_time(pid: int) -> float:
    """Return the seconds of processor time of a process and its children."""
    started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(_read_processor_time(child) for child in (pid, *started))


def _read_processor_time(pid: int | str) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Return the resident memory of a process, in MB."""
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024
