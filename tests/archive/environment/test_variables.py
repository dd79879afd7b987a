"""A variable with a value that is not allowed ends every process with one sentence: its name, its value and what is expected."""

import os
import re
import runpy
import subprocess
import sys
from types import SimpleNamespace

import pytest

from tests.support.repository import ROOT

pytestmark = pytest.mark.one_engine

# Of the variables in docs/settings.md: values that are refused.
INVALID = {
    "CANONICAL_ORIGIN": ["archive.example", "https://archive.example/en"],
    "ALLOWED_HOSTS": ["https://archive.example", "archive.example:8000"],
    "REPORT_URL": ["archive.example/errors", "mailto:"],
    "SECURITY_CONTACT": ["archive.example/errors", "mailto:"],
    "HSTS_INCLUDE_SUBDOMAINS": ["perhaps"],
    "HSTS_PRELOAD": ["perhaps", "true"],
    "DATABASE_URL": ["mysql://server/archive"],
    "LOAD_DATABASE_URL": ["archive.sqlite3"],
    "DATABASE_ACCESS": ["append"],
    "SQLITE_JOURNAL": ["walk"],
    "CONN_MAX_AGE": ["-1", "a minute"],
    "VAR_ROOT": ["manage.py"],
    "FIXTURES_ROOT": ["manage.py"],
    "STATIC_ROOT": ["manage.py"],
    "RESPONSE_CACHE_MB": ["32 MB", "-1", "٣٢"],
    "RESPONSE_CACHE_ROOT": ["manage.py"],
    "MAIN_PAGES": ["all", "-1"],
    "SHARED_CACHE_SECONDS": ["1.5"],
    "LOG_LEVEL": ["loud"],
    "LOG_FORMAT": ["xml"],
    "DEBUG": ["perhaps"],
    "PREVIEW": ["2"],
    "BIND": ["127.0.0.1", "127.0.0.1:abc", "127.0.0.1:70000"],
    "WORKERS": ["0", "many"],
    "THREADS": ["0"],
    "METRICS_PORT": ["http"],
}
# Every text is allowed, or another program reads them.
FREE = {"SECRET_KEY", "METRICS_HOST", "PROMETHEUS_MULTIPROC_DIR", "SERVING_NOTICE"}
OF_GUNICORN = {"BIND", "WORKERS", "THREADS", "METRICS_PORT"}
# Addresses of databases may have a password, and are not shown.
SECRET = {"DATABASE_URL", "LOAD_DATABASE_URL"}


def run(*command: str, **variables: str) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"} | variables
    return subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100)


def assert_is_sentence(process: subprocess.CompletedProcess, name: str, value: str) -> None:
    assert process.returncode not in (0, -15)
    assert "Traceback" not in process.stderr
    line = next(line for line in process.stderr.splitlines() if name in line)
    assert "Expected: " in line or " Expected " in line
    assert "Try: " in line
    assert name in SECRET or f"“{value}”" in line


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in INVALID.items() for value in values])
def test_invalid_variable_is_named_with_its_value_and_what_is_expected(name, value):
    if name in OF_GUNICORN:
        process = run("-c", "exec(open('gunicorn.conf.py').read())", **{name: value})
    else:
        access = {"DATABASE_ACCESS": "write"} if name == "LOAD_DATABASE_URL" else {}
        process = run("-c", "import archive.wsgi", **access, **{name: value})
    assert_is_sentence(process, name, value)


def test_every_documented_variable_is_tested():
    documented = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/settings.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert documented == {*INVALID, *FREE}


@pytest.mark.parametrize(("name", "value"), [("LOG_LEVEL", "loud"), ("CANONICAL_ORIGIN", "nowhere")])
def test_gunicorn_and_commands_end_with_the_sentence(name, value, tmp_path):
    variables = {name: value, "BIND": f"unix:{tmp_path}/socket", "WORKERS": "8"}
    for command in (("manage.py", "check"), ("-m", "gunicorn", "archive.wsgi")):
        process = run(*command, **variables)
        assert_is_sentence(process, name, value)
        assert value in process.stderr.splitlines()[0]
        assert process.stderr.count(f"“{value}”") == 1


def test_sentence_of_a_database_does_not_show_its_address():
    process = run("-c", "import archive.wsgi", DATABASE_URL="mysql://reader:secret@server/archive")
    assert "DATABASE_URL" in process.stderr
    assert "secret" not in process.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "printed"), [(1, "==> serving\n"), (2, "")])
def test_notice_is_printed_by_the_first_worker_once_it_can_respond(age, printed, monkeypatch, capsys):
    monkeypatch.setenv("SERVING_NOTICE", "==> serving")
    configuration = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    configuration["post_worker_init"](SimpleNamespace(age=age))
    assert capsys.readouterr().out == printed
