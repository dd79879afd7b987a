"""Functions that run in a forked process, for tests that kill it or limit it."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable


def start(function: Callable[[], int]) -> int:
    """Start a process that calls ``function`` and exits with its result; return the id. An exception is exit status 99."""
    sys.stdout.flush()
    process = os.fork()
    if process:
        return process
    status = 99
    try:
        status = function()
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def wait(process: int) -> int:
    """Return the exit status of a process; minus the number of the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def run(function: Callable[[], int]) -> int:
    """Call ``function`` in its own process and return the exit status."""
    return wait(start(function))


def kill_self(*_arguments: object) -> None:
    """End the process at once, as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)
