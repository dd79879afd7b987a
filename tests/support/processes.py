"""Processes that are started, waited for, killed and ended one by one, each with a log of its own."""

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
        """Starts a process in a group of its own, so that what it starts can be ended with it."""
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                command, env=dict(environment), cwd=cwd, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
            )

    def send(self, name: str, number: signal.Signals) -> None:
        """Sends a signal to the process alone."""
        self.running[name].send_signal(number)

    def kill(self, name: str) -> None:
        """Takes a process and all that it started away at once, as a crash of its machine would."""
        process = self.running.pop(name)
        _group(process.pid, signal.SIGKILL)
        process.wait()

    def kill_worker(self, name: str) -> None:
        """Takes away one of the processes that a process has started."""
        os.kill(min(self.workers(name)), signal.SIGKILL)

    def workers(self, name: str) -> set[int]:
        """The processes that a process has started."""
        master = self.running[name].pid
        return set(map(int, Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()))

    def end(self, name: str, number: signal.Signals = signal.SIGTERM) -> None:
        """Asks a process to end, and waits for that; one that does not is killed."""
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
        """What a process has said."""
        return (self.logs / f"{name}.log").read_text(encoding="utf-8", errors="replace")


def _group(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, number)


def wait_for(what: str, true: Callable[[], bool], seconds: float = 30.0) -> None:
    """Waits until something is so. Raises TimeoutError, which says what was waited for."""
    until = time.monotonic() + seconds
    while not true():
        if time.monotonic() > until:
            raise TimeoutError(what)
        time.sleep(0.05)


def status(address: str) -> int:
    """The status of an answer; 0 if there is none."""
    try:
        with urlopen(address, timeout=5) as answer:  # noqa: S310
            return answer.status
    except URLError as error:
        return getattr(error, "code", 0)
    except OSError:
        return 0
