"""An invalid origin is refused with a message when the archive starts."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from archive.environment.canonical_origin import parse_canonical_origin
from tests.support.repository import ROOT


@pytest.mark.parametrize(
    "origin",
    ["http://127.0.0.1:8000", "https://archive.example", "https://xn--mgba.example", "http://localhost:1", "http://[::1]:8000"],
)
def test_an_origin_is_taken_with_or_without_a_slash_at_its_end(origin):
    assert parse_canonical_origin(origin) == parse_canonical_origin(f"{origin}/") == origin


@pytest.mark.parametrize(
    ("origin", "problem"),
    [
        ("", "begins neither"),
        ("archive.example", "begins neither"),
        ("ftp://archive.example", "begins neither"),
        ("HTTPS://archive.example", "begins neither"),
        ("https:archive.example", "begins neither"),
        ("https://", "begins neither"),
        ("https://user:word@archive.example", "no host"),
        ("https://Archive.example", "no host"),
        ("https://أرشيف.example", "no host"),
        ("https://archive.example:none", "Port could not be cast"),
        ("https://archive.example:99999", "Port out of range"),
        ("https://archive.example/shawahid", "something follows"),
        ("https://archive.example//", "something follows"),
        ("https://archive.example?x", "something follows"),
        ("https://archive.example#x", "something follows"),
        ("https://archive.example\nx", "something follows"),
        ("https://[::1", "Invalid IPv6"),
    ],
)
def test_invalid_origin_is_refused_with_the_reason(origin, problem):
    with pytest.raises(ImproperlyConfigured, match=problem):
        parse_canonical_origin(origin)


def test_application_does_not_start_with_an_invalid_origin():
    environment = {**os.environ, "CANONICAL_ORIGIN": "archive.example/x"}
    words = [sys.executable, "-c", "import archive.wsgi"]
    result = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode != 0
    assert "CANONICAL_ORIGIN is “archive.example/x”" in result.stderr
