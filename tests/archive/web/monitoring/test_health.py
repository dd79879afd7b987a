"""A load balancer learns whether a process lives and can answer, whatever it calls the host, and learns no more than that."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from archive.models import Edition

pytestmark = pytest.mark.django_db


def test_alive_asks_nothing_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


def test_alive_asks_nothing_of_the_database_where_answers_are_kept_either(served, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert served.get("/healthz").status == 200


def test_ready_names_the_edition():
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "edition": Edition.objects.get().digest})


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_neither_is_kept_or_found_by_searchers_and_both_answer_any_host_and_scheme(address, settings, served):
    settings.SECURE_SSL_REDIRECT = True
    answer = Client().get(address, headers={"host": "10.0.0.7:8000"})
    assert answer.status_code == 200
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert not answer.has_header("Vary")
    assert served.get(address, "POST").status == 405
    assert Client().head(address).content == b""


def refused(*words):
    raise DatabaseError("connection to server at 10.0.0.9, port 5432 failed: /var/run")


def no_edition(monkeypatch):
    Edition.objects.all().delete()


def no_database(monkeypatch):
    monkeypatch.setattr(connection, "cursor", refused)


def old_migrations(monkeypatch):
    applied = MigrationRecorder(connection).applied_migrations()
    last = max(name for app, name in applied if app == "archive")
    MigrationRecorder(connection).record_unapplied("archive", last)


@pytest.mark.parametrize(("fault", "name"), [(no_edition, "edition"), (no_database, "database"), (old_migrations, "migrations")])
def test_what_is_not_ready_is_named_and_nothing_else_told(fault, name, monkeypatch):
    fault(monkeypatch)
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "failed": [name]})
    assert answer.headers["Cache-Control"] == "no-store"
