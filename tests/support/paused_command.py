"""``python -m tests.support.paused_command <database> <moment> <command> …``: a management command in a process of its own, for tests that kill it.

It runs on the database that is given as JSON. After the first statement that has the words of ``moment`` it says so, and goes on
when it is given a line. Rows that PostgreSQL is given by COPY, which is no such statement, are told as if by INSERT.
"""

import json
import os
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def run(database: dict, moment: str, command: list[str]) -> None:
    """The command, as ``manage.py`` runs it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
    settings.DATABASES["default"] = database
    django.setup()
    waiting = [moment] if moment else []

    def tell(done: str) -> None:
        if waiting and waiting[0] in done:
            print(waiting.pop(), flush=True)  # noqa: T201
            sys.stdin.readline()

    def watch(execute, sql, parameters, many, context):
        result = execute(sql, parameters, many, context)
        tell(sql)
        return result

    from archive.models import bulk

    insert = bulk.insert_rows

    def watched_insert(model, rows):
        insert(model, rows)
        tell(f'INSERT INTO "{model._meta.db_table}"')

    bulk.insert_rows = watched_insert

    with connection.execute_wrapper(watch):
        call_command(*command)


if __name__ == "__main__":
    run(json.loads(sys.argv[1]), sys.argv[2], sys.argv[3:])
