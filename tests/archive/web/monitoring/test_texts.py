"""Texts that are damaged in the database are not served, and /readyz, a metric and the log say so until they are repaired."""

from __future__ import annotations

import time
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from archive.models import Source
from archive.web.monitoring import metrics, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def monitor(monkeypatch):
    """Return a monitor as in a new process."""
    monitor = texts.TextMonitor()
    for module in ("health", "texts"):
        monkeypatch.setattr(f"archive.web.monitoring.{module}.MONITOR", monitor)
    monkeypatch.setattr("archive.web.middleware.MONITOR", monitor)
    return monitor


def damage_text() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE archive_source SET text = replace(text, 'ف', 'ق')")


def test_a_damaged_text_is_not_served_and_readiness_says_so_until_it_is_repaired(monitor, caplog):
    source, client = Source.objects.get(), Client()
    address = f"/id/source/{source.identifier}.txt"
    monitor.check_all()
    assert client.get("/readyz").status_code == 200
    assert client.get(address).content.decode() == source.text
    damage_text()
    for path in (address, f"/en/sources/{source.identifier}/", f"/ar/sources/{source.identifier}/3/"):
        response = client.get(path)
        assert response.status_code == 503, path
        assert response.headers["Cache-Control"] == "no-store"
        assert "The text of this source is damaged" in response.content.decode()
        assert "نص هذا المصدر تالف" in response.content.decode()
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (503, {"ready": False, "failed": ["texts"]})
    [line] = [record for record in caplog.records if record.name == "archive.web.monitoring.texts"]
    assert line.fields["source"] == source.identifier
    assert line.fields["last_sound"].startswith("20")
    assert line.fields["loaded"].endswith("Z")
    call_command("load_fixtures", again=True, stdout=StringIO())
    assert client.get("/readyz").status_code == 200
    assert client.get(address).content.decode() == source.text


def test_every_text_is_hashed_within_the_rotation_and_new_ones_at_once(monitor, monkeypatch):
    sources, checked, now = [f"source-{number:03}" for number in range(100)], [], [time.time()]
    monkeypatch.setattr(texts, "list_sources", lambda: list(sources))
    monkeypatch.setattr(texts, "is_text_sound", lambda source: checked.append(source) or True)
    monkeypatch.setattr(texts.time, "time", lambda: now[0])
    monitor.check_all()
    assert checked == sources
    checked.clear()
    requests = 500
    for _number in range(requests):
        now[0] += texts.ROTATION_SECONDS / requests
        assert monitor.check_next() == []
    assert set(checked) == set(sources)
    assert len(checked) <= requests + 1
    sources.append("new")
    monitor.check_next()
    assert "new" in checked


def test_metrics_say_when_all_texts_were_last_sound(monitor, monkeypatch):
    recorded = []
    monkeypatch.setattr(metrics, "record_texts", lambda last_sound, unsound: recorded.append((last_sound, unsound)))
    start = time.time()
    monitor.check_all()
    damage_text()
    Client().get(f"/id/source/{Source.objects.get_queryset().values_list('identifier', flat=True).get()}.txt")
    monitor.check_next()
    assert [unsound for _last_sound, unsound in recorded] == [0, 1]
    assert start <= recorded[0][0] == recorded[1][0]


def test_reading_a_row_without_its_text_is_possible():
    damage_text()
    assert Source.objects.defer("text").get().identifier
