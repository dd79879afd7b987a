"""A management command in its own process that pauses, for tests that kill it.

The processes are forks of one that has imported the archive. It has no connection to a database: those of SQLite may not be forked.
"""

from __future__ import annotations

import os
from multiprocessing import get_context
from multiprocessing.connection import Connection

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload(["tests.support.imported_archive"])


class PausedCommand:
    """A command that runs on a database (``settings`` as in DATABASES), and pauses after the first statement that contains ``moment``."""

    def __init__(self, settings: dict[str, object], moment: str, *command: str) -> None:
        self.pause, theirs = FORKS.Pipe()
        self.process = FORKS.Process(target=run, args=(dict(os.environ), settings, moment, command, theirs))
        self.process.start()
        theirs.close()

    def wait_for_pause(self) -> str:
        """Return the moment, when it has come. Raises EOFError if the command ends before."""
        return self.pause.recv()

    def go_on(self) -> None:
        """Let the command go on."""
        self.pause.send("")

    def kill(self) -> None:
        """End the command at once, as a power cut would."""
        self.process.kill()

    def end(self) -> int:
        """Return the exit status, when the command has ended; minus the number of the signal that ended it."""
        self.process.join()
        self.pause.close()
        return self.process.exitcode


def run(environment: dict[str, str], database: dict[str, object], moment: str, command: tuple[str, ...], pause: Connection) -> None:
    """Run the command as ``manage.py`` does. Rows written by COPY count as an INSERT."""
    os.environ.update(environment)
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, connections
    from django.db.utils import ConnectionHandler

    from archive.models import bulk

    settings.DATABASES["default"] = database
    connections["default"] = ConnectionHandler({"default": database})["default"]
    waiting = [moment] if moment else []

    def pause_after(statement: str) -> None:
        if waiting and waiting[0] in statement:
            pause.send(waiting.pop())
            pause.recv()

    def watch(execute, sql, parameters, many, context):
        result = execute(sql, parameters, many, context)
        pause_after(sql)
        return result

    insert = bulk.insert_rows

    def watched_insert(model, rows):
        insert(model, rows)
        pause_after(f'INSERT INTO "{model._meta.db_table}"')

    bulk.insert_rows = watched_insert
    with connection.execute_wrapper(watch):
        call_command(*command)
