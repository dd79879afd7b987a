"""Logs are JSON, a line a record, and name no reader and nothing that she asked for."""

import json
import logging

import pytest

from archive.web.monitoring.logs import JsonFormatter, anonymize


def line(message, *words, **more):
    record = logging.makeLogRecord({"name": "django.request", "levelname": "ERROR", "msg": message, "args": words, **more})
    text = JsonFormatter().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_a_line_says_when_how_grave_who_and_what():
    told = line("Loaded %s", "الأرشيف", created=1735689600.5)
    assert told == {
        "time": "2025-01-01T00:00:00.500+00:00",
        "level": "error",
        "logger": "django.request",
        "message": "Loaded الأرشيف",
    }


def test_what_else_hangs_on_a_record_is_not_told():
    assert "secret" not in json.dumps(line("Gone", request="<WSGIRequest: GET '/en/search/?q=secret'>", status_code=500))


def test_fields_stand_beside_the_message():
    assert line("answered", fields={"status": 200, "path": "/ar/"})["path"] == "/ar/"


def test_an_error_is_told_whole_without_what_was_asked_for():
    try:
        raise ValueError("no answer for /en/search/?q=secret from 203.0.113.77")
    except ValueError as error:
        told = line("Failed", exc_info=(ValueError, error, error.__traceback__))
    assert "Traceback" in told["error"]
    assert "secret" not in told["error"]
    assert "203.0.113.77" not in told["error"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Invalid request from ip=203.0.113.77: bad", "Invalid request from ip=203.0.113.0: bad"),
        ("from [2001:db8:aaaa:bbbb::1]:443", "from [2001:db8:aaaa::]:443"),
        ("from 2001:DB8:0:1:2:3:4:5.", "from 2001:db8::."),
        ("Error handling request /ar/search/?q=%D8%B4&x=1", "Error handling request /ar/search/"),
        ("GET '/verify/?text=a' failed", "GET '/verify/' failed"),
        ("Listening at: http://127.0.0.1:8000 (12)", "Listening at: http://127.0.0.1:8000 (12)"),
        ("at 12:30:45 in ::1, version 1.2.3.4.5", "at 12:30:45 in ::1, version 1.2.3.4.5"),
        ("Why? Because.", "Why? Because."),
    ],
)
def test_readers_and_what_they_ask_are_taken_out(text, left):
    assert anonymize(text) == left
