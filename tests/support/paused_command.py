"""A management command in its own process that pauses, for tests that kill it.

``python -m tests.support.paused_command DATABASE MOMENT COMMAND …``: ``DATABASE`` is JSON. After the first statement that contains
``MOMENT`` it prints it, and waits for a line of input. Rows written by COPY count as an INSERT.
"""

import json
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def run(database: dict, moment: str, command: list[str]) -> None:
    """Run the command as ``manage.py`` does."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    settings.DATABASES["default"] = database
    django.setup()
    waiting = [moment] if moment else []

    def pause_after(statement: str) -> None:
        if waiting and waiting[0] in statement:
            print(waiting.pop(), flush=True)  # noqa: T201
            sys.stdin.readline()

    def watch(execute, sql, parameters, many, context):
        result = execute(sql, parameters, many, context)
        pause_after(sql)
        return result

    from archive.models import bulk

    insert = bulk.insert_rows

    def watched_insert(model, rows):
        insert(model, rows)
        pause_after(f'INSERT INTO "{model._meta.db_table}"')

    bulk.insert_rows = watched_insert

    with connection.execute_wrapper(watch):
        call_command(*command)


if __name__ == "__main__":
    run(json.loads(sys.argv[1]), sys.argv[2], sys.argv[3:])
