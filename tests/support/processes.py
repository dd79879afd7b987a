"""Processes that can be started, killed and ended by name, each with a log."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen


@dataclass
class Processes:
    """Running processes by name. Their output goes to ``<name>.log`` in the folder ``logs``."""

    logs: Path
    running: dict[str, subprocess.Popen] = field(default_factory=dict)

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str], cwd: Path) -> None:
        """Start a process in its own group, which includes its children."""
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, env=dict(environment), cwd=cwd, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def send(self, name: str, number: signal.Signals) -> None:
        """Send a signal to the process only."""
        self.running[name].send_signal(number)

    def kill(self, name: str) -> None:
        """Kill a process and its children at once."""
        process = self.running.pop(name)
        _group(process.pid, signal.SIGKILL)
        process.wait()

    def kill_worker(self, name: str) -> None:
        """Kill one child of a process."""
        os.kill(min(self.workers(name)), signal.SIGKILL)

    def workers(self, name: str) -> set[int]:
        """Return the ids of the children of a process."""
        master = self.running[name].pid
        return set(map(int, Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()))

    def end(self, name: str, number: signal.Signals = signal.SIGTERM) -> None:
        """Ask a process to end; kill it after 20 seconds."""
        process = self.running[name]
        process.send_signal(number)
        try:
            process.wait(20)
            self.running.pop(name)
        except subprocess.TimeoutExpired:
            self.kill(name)

    def alive(self, name: str) -> bool:
        return self.running[name].poll() is None

    def log(self, name: str) -> str:
        """Return the output of a process."""
        return (self.logs / f"{name}.log").read_text(encoding="utf-8", errors="replace")


def _group(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, number)


def wait_for(description: str, condition: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until ``condition`` returns true. Raises TimeoutError with the description."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            raise TimeoutError(description)
        time.sleep(0.05)


def status(address: str) -> int:
    """Return the status of a response, 0 without one."""
    try:
        with urlopen(address, timeout=5) as response:  # noqa: S310
            return response.status
    except URLError as error:
        return getattr(error, "code", 0)
    except OSError:
        return 0
