"""All commands: their help names defaults, and a database that cannot be used is a sentence with the way out."""

import argparse
import os
import re
import signal
import subprocess
import sys
from importlib import import_module

import pytest
from django.core.management import CommandError, call_command

from archive.editions.bake.baker import SiteBaker
from archive.management.console import ArchiveCommand
from tests.support.repository import APPS, ROOT

COMMANDS = sorted(
    f"{app}.management.commands.{path.stem}" for app in APPS for path in (ROOT / app).glob("management/commands/[a-z]*.py")
)


def list_options(module: str) -> list[argparse.Action]:
    command = import_module(module).Command()
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]


@pytest.mark.one_engine
@pytest.mark.parametrize("module", COMMANDS)
def test_help_names_the_default_of_every_option(module):
    command = import_module(module).Command()
    assert isinstance(command, ArchiveCommand)
    shown = re.sub(r"\s+", "", command.create_parser("manage.py", module.rpartition(".")[2]).format_help())
    for action in list_options(module):
        assert action.help, action.dest
        if action.default not in (None, "", False) and not action.required:
            default = action.default if isinstance(action.default, str | int) else str(action.default)
            assert f"default:{str(default).replace(' ', '')}" in shown.replace("-\n", ""), action.dest


def manage(*words: str, **variables: str) -> subprocess.CompletedProcess:
    unset = ("DJANGO_SETTINGS_MODULE", "DATABASE_ACCESS")
    environment = {name: value for name, value in os.environ.items() if name not in unset} | variables
    return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True)


def list_words(command: str, tmp_path) -> list[str]:
    return [command, *([str(tmp_path / "baked")] if command == "bake" else [])]


@pytest.mark.one_engine
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("command", ["archive_digest", "warm", "bake"])
def test_missing_database_file_is_named(command, language, tmp_path):
    (tmp_path / "static").mkdir()
    file = tmp_path / "none.sqlite3"
    variables = {"VAR_ROOT": str(tmp_path), "DATABASE_URL": f"sqlite:///{file}"}
    process = manage(*list_words(command, tmp_path), "--lang", language, **variables)
    assert process.returncode == 3
    assert str(file) in process.stderr
    assert "manage.py migrate" in process.stderr
    assert "Traceback" not in process.stderr
    assert not (tmp_path / "baked").exists()


@pytest.mark.one_engine
@pytest.mark.parametrize("command", ["archive_digest", "warm", "bake", "load_fixtures"])
def test_missing_table_names_the_command_that_makes_it(command, tmp_path):
    (tmp_path / "static").mkdir()
    (tmp_path / "empty.sqlite3").touch()
    process = manage(*list_words(command, tmp_path), VAR_ROOT=str(tmp_path), DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3")
    assert process.returncode == 3
    assert "no such table" in process.stderr
    assert "Try: manage.py migrate, then manage.py load_fixtures." in process.stderr


@pytest.fixture
def static_root(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"listen": "127.0.0.1:abc"}, "--listen is “127.0.0.1:abc”"),
        ({"listen": "127.0.0.1:70000"}, "--listen"),
        ({"listen": "80; include /etc/passwd"}, "--listen"),
        ({"listen": ""}, "--listen"),
        ({"root": 'a"b'}, 'a"b'),
        ({"root": "/srv/$document_root"}, "$document_root"),
    ],
)
def test_options_of_bake_are_checked_before_anything_is_written(options, words, tmp_path, static_root):
    with pytest.raises(CommandError) as error:
        call_command("bake", tmp_path / "site", **options)
    assert words in str(error.value)
    assert error.value.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["static"]


@pytest.mark.parametrize("listen", ["80", "127.0.0.1:8080", "[::1]:80", "*:80", "unix:/run/site.sock", "archive.example:443"])
def test_addresses_that_nginx_listens_on_are_accepted(listen):
    bake = import_module("archive.management.commands.bake")
    bake.check_options(ROOT / "no-such-folder", listen, "/srv/الأرشيف site")


@pytest.mark.parametrize(("language", "words"), [("en", "cannot be written"), ("ar", "تتعذر الكتابة")])
def test_folder_that_cannot_be_written_is_a_sentence(language, words, tmp_path, static_root):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match=words):
        call_command("bake", tmp_path / "file" / "site", lang=language)


def test_bake_refuses_a_file_in_place_of_its_folder(tmp_path, static_root):
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match="was not baked"):
        call_command("bake", tmp_path / "file")


@pytest.mark.django_db
def test_bake_deletes_its_temporary_folder_on_sigterm(tmp_path, static_root, monkeypatch):
    def bake(self):
        yield "/ar/"
        assert len(list(tmp_path.glob(".site.*"))) == 1
        os.kill(os.getpid(), signal.SIGTERM)
        yield "/en/"

    monkeypatch.setattr(SiteBaker, "bake", bake)
    handler = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as end:
        call_command("bake", tmp_path / "site")
    assert end.value.code == 143
    assert [path.name for path in tmp_path.iterdir()] == ["static"]
    assert signal.getsignal(signal.SIGTERM) == handler
