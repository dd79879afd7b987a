"""Logs are JSON, one line per record, without addresses or queries of readers."""

import json
import logging

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import InvalidHeaderName

from archive.web.monitoring.logs import JsonFormatter, TextFormatter, anonymize
from archive.web.monitoring.server_log import ServerLogger


def format_line(message, *words, **more):
    record = logging.makeLogRecord({"name": "django.request", "levelname": "ERROR", "msg": message, "args": words, **more})
    text = JsonFormatter().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_line_has_time_level_logger_and_message():
    line = format_line("Loaded %s", "الأرشيف", created=1735689600.5)
    assert line == {
        "time": "2025-01-01T00:00:00.500+00:00",
        "level": "error",
        "logger": "django.request",
        "message": "Loaded الأرشيف",
    }


def test_other_attributes_of_a_record_are_not_logged():
    assert "secret" not in json.dumps(format_line("Gone", request="<WSGIRequest: GET '/en/search/?q=secret'>", status_code=500))


def test_fields_are_logged_with_the_message():
    assert format_line("answered", fields={"status": 200, "path": "/ar/"})["path"] == "/ar/"


def test_traceback_is_logged_without_query_and_address():
    try:
        raise ValueError("no answer for /en/search/?q=secret from 203.0.113.77")
    except ValueError as error:
        line = format_line("Failed", exc_info=(ValueError, error, error.__traceback__))
    assert "Traceback" in line["error"]
    assert "secret" not in line["error"]
    assert "203.0.113.77" not in line["error"]


@pytest.mark.parametrize(
    ("text", "anonymous"),
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
def test_text_is_anonymized(text, anonymous):
    assert anonymize(text) == anonymous


def test_text_names_no_reader():
    record = logging.makeLogRecord({"msg": "Error handling request %s of %s", "args": ("/en/search/?q=secret", "203.0.113.77")})
    assert TextFormatter().format(record) == "Error handling request /en/search/ of 203.0.113.0"


@pytest.mark.one_engine
@pytest.mark.parametrize("form", ["text", "json"])
def test_malformed_request_is_logged_by_its_fault_alone(form, monkeypatch, capsys):
    monkeypatch.setenv("LOG_FORMAT", form)
    logger = ServerLogger(Config())
    try:
        raise InvalidHeaderName("X secretword")
    except InvalidHeaderName as error:
        logger.warning(f"Invalid request from ip=203.0.113.77: {error}")
    logged = capsys.readouterr().err
    assert "Malformed request refused: InvalidHeaderName" in logged
    assert "203.0" not in logged
    assert "secretword" not in logged
