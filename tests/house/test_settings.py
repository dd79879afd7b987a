"""Settings fit for the internet, migrations that match the models, documents that name what there is."""

import os
import re
import subprocess
import sys

import pytest

from tests.support.repository import APPS, ROOT

# Without what tests in a browser set for themselves.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "archive.settings",
    "CANONICAL_ORIGIN": "https://archive.example",
    "SECRET_KEY": "a-key-of-production-that-is-long-enough-and-has-many-different-characters-0123456789",
}


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-W", "error", "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**ENVIRONMENT, **environment}, check=False)


def test_production_settings_pass_the_deployment_checks():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert result.returncode == 0, result.stderr


def test_insecure_setting_is_detected():
    result = manage("check", "--deploy", "--fail-level", "WARNING", **{**PRODUCTION, "CANONICAL_ORIGIN": "http://archive.example"})
    assert result.returncode != 0


@pytest.mark.django_db
def test_no_migration_is_missing():
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def documents() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "fixtures/README.md"]
    )


def test_every_command_is_documented():
    commands = [path.stem for app in APPS for path in (ROOT / app).glob("management/commands/[a-z]*.py")]
    assert len(commands) >= 3
    assert [name for name in commands if name not in documents()] == []


def test_every_setting_of_the_environment_is_documented():
    files = [ROOT / name for name in ("archive/settings.py", "archive/environment/variables.py", "gunicorn.conf.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    read = re.findall(r'(?:env\.str|environ\.get|read_\w+)\(\s*"([A-Z_]+)"', code)
    settings = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert len(read) >= 20
    assert [name for name in read if f"| `{name}` |" not in settings] == []
