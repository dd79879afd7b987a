"""Health checks report liveness and readiness to any host, and nothing else."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from archive.models import LoadedState
from archive.web.monitoring.health import list_latest_migrations

pytestmark = pytest.mark.django_db


def test_liveness_makes_no_query(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = Client().get("/healthz")
    assert (response.status_code, response.json()) == (200, {"alive": True})


def test_liveness_makes_no_query_behind_the_cache(cached_client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert cached_client.get("/healthz").status == 200


def test_readiness_names_the_edition():
    response = Client().get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True, "edition": LoadedState.objects.get().digest})


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_checks_are_not_cached_or_indexed_and_accept_any_host_and_scheme(address, settings, cached_client):
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get(address, headers={"host": "10.0.0.7:8000"})
    assert response.status_code == 200
    assert (response.headers["Cache-Control"], response.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert not response.has_header("Vary")
    assert cached_client.get(address, "POST").status == 405
    assert Client().head(address).content == b""


def refused(*words):
    raise DatabaseError("connection to server at 10.0.0.9, port 5432 failed: /var/run")


def no_edition(monkeypatch):
    LoadedState.objects.all().delete()


def no_database(monkeypatch):
    monkeypatch.setattr(connection, "cursor", refused)


def old_migrations(monkeypatch):
    [last] = [name for app, name in list_latest_migrations() if app == "archive"]
    MigrationRecorder(connection).record_unapplied("archive", last)


@pytest.mark.parametrize(("fault", "name"), [(no_edition, "edition"), (no_database, "database"), (old_migrations, "migrations")])
def test_failed_readiness_names_only_the_failed_part(fault, name, monkeypatch):
    fault(monkeypatch)
    response = Client().get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False, "failed": [name]})
    assert response.headers["Cache-Control"] == "no-store"
