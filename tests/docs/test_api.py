"""docs/api.md and the READMEs: each curl command is run, and its answer is compared with the one that the document shows."""

import os
import re
import subprocess

import pytest
from django.urls import URLResolver, resolve
from django.utils.translation import override

from archive import urls
from tests.support.repository import ROOT
from tests.support.threaded_server import serve_in_thread
from tests.support.wsgi_client import WSGIClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]

REFERENCE = "docs/api.md"
DOCUMENTS = (REFERENCE, "README.md", "README.ar.md")
ORIGIN = "http://127.0.0.1:8000"
EXAMPLE = re.compile(r"^```console\n\$ (curl .+)\n((?:.*\n)*?)```$", re.MULTILINE)
EXAMPLES = [(name, *example) for name in DOCUMENTS for example in EXAMPLE.findall((ROOT / name).read_text("utf-8"))]
ADDRESS = re.compile(rf"(?<!url=){re.escape(ORIGIN)}([^\s'?]*)")
OMISSION = re.compile("\n?…\n|…")
SECONDS = 60


def run(command: str) -> str:
    """Return what a command of the document prints. Its requests are answered from the test's own database."""
    with serve_in_thread(WSGIClient().application) as origin:
        shell_command = ADDRESS.sub(rf"{origin}\1", command).replace("curl ", "curl -q -s ", 1)
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
        result = subprocess.run(
            ["sh", "-c", shell_command], env=environment, capture_output=True, encoding="utf-8", timeout=SECONDS, check=False
        )
    assert result.returncode == 0
    return result.stdout


def agrees(answer: str, excerpt: str) -> bool:
    """Return True if the text matches ``excerpt``, in which “…” matches anything."""
    pieces = [re.escape(piece) for piece in OMISSION.split(excerpt.rstrip("\n"))]
    return bool(re.fullmatch("(?s:.*?)".join(pieces), answer.rstrip("\n")))


def split(answer: str) -> tuple[str, dict[str, str], str]:
    """Divide an answer into its status (without the version of HTTP), its headers (names in lower case) and its body."""
    head, _blank, body = answer.replace("\r\n", "\n").partition("\n\n")
    status, *lines = head.splitlines()
    return (
        status.partition(" ")[2],
        {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in lines)},
        body,
    )


@pytest.mark.parametrize(("document", "command", "excerpt"), EXAMPLES)
def test_answer_is_the_documented_one(document, command, excerpt):
    answer = run(command)
    if not excerpt.startswith("HTTP/"):
        assert agrees(answer, excerpt), answer
        return
    status, headers, body = split(answer)
    expected_status, expected_headers, expected_body = split(excerpt)
    assert status == expected_status
    for name, value in expected_headers.items():
        assert agrees(headers.get(name, "(none)"), value), name
    if expected_body:
        assert agrees(body, expected_body), body


def machine_addresses() -> set[str]:
    """Return the names of all addresses but those of pages."""
    groups = [pattern.url_patterns for pattern in urls.urlpatterns if isinstance(pattern, URLResolver)]
    without_language = [pattern for pattern in urls.urlpatterns if not isinstance(pattern, URLResolver)]
    with_language = [pattern for group in groups for pattern in group if str(pattern.pattern)[-1:] not in ("/", "$", "")]
    return {pattern.name for pattern in without_language + with_language if pattern.name} - {"front"}


@override("en")
def test_every_machine_address_is_documented():
    commands = " ".join(command for document, command, _excerpt in EXAMPLES if document == REFERENCE)
    documented = {resolve(path).url_name for path in ADDRESS.findall(commands) if path not in ("/healthz", "/readyz")}
    assert machine_addresses() - documented == set()


@pytest.mark.parametrize(
    ("answer", "excerpt", "expected"),
    [
        ("one\ntwo\nthree\n", "one\n…\nthree\n", True),
        ("one\ntwo\nthree\n", "one\n…\n", True),
        ("one\ntwo\nthree\n", "one\n…\nfour\n", False),
        ("a, b, c", "a, …c", True),
        ("a, b, c", "a, b", False),
    ],
)
def test_omission_matches_anything(answer, excerpt, expected):
    assert agrees(answer, excerpt) is expected
