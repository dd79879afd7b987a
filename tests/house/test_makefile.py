"""The targets of make: all are listed, none deletes what it did not make, and none depends on where the folder was."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.support.repository import ROOT

pytestmark = pytest.mark.one_engine

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PHONY = set(re.search(r"^\.PHONY: ((?:.*\\\n)*.*)", MAKEFILE, re.MULTILINE)[1].replace("\\\n", " ").split())


def make(*arguments, cwd=ROOT, **variables) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")} | variables
    return subprocess.run(["make", *arguments], cwd=cwd, env=environment, capture_output=True, text=True)


def test_help_lists_every_target_in_groups():
    listed = make("help").stdout
    internal = set(re.findall(r"^#- .*\n([a-z-]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"^  ([a-z-]+) ", listed, re.MULTILINE)) == PHONY - internal
    groups = listed.split("\n\n")[1:]
    assert len(groups) >= 5
    assert all(group.count("\n") >= 1 for group in groups)


def test_every_target_without_file_is_phony():
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", MAKEFILE, re.MULTILINE))
    assert targets == PHONY


@pytest.fixture
def copy(tmp_path):
    """Return a folder with the Makefile alone, and generated files."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy(ROOT / "Makefile", folder)
    (folder / "archive" / "environment").mkdir(parents=True)
    for name in ("__init__.py", "environment/__init__.py", "environment/serving_address.py", "environment/variables.py"):
        shutil.copy(ROOT / "archive" / name, folder / "archive" / name)
    return folder


@pytest.mark.parametrize("target", ["clean", "help", "serve"])
@pytest.mark.parametrize("root", ["{}/Work archive/var", "{}/Work\tarchive", " {}/Work"])
def test_white_space_in_var_root_is_refused(root, target, copy, tmp_path):
    (tmp_path / "Work").mkdir()
    (tmp_path / "Work" / "thesis.txt").write_text("years of work")
    done = make(target, cwd=copy, VAR_ROOT=root.format(tmp_path))
    assert done.returncode != 0
    assert "VAR_ROOT is “" in done.stderr
    assert "no white space" in done.stderr
    assert (tmp_path / "Work" / "thesis.txt").exists()


def test_clean_deletes_generated_files_only(copy, tmp_path):
    var = tmp_path / "var"
    for name in (
        ".messages",
        ".static",
        "archive.sqlite3",
        "archive.sqlite3-wal",
        "static/a.css",
        "checked-1.sqlite3",
        "thesis.txt",
        "letters/one",
    ):
        (var / name).parent.mkdir(exist_ok=True, parents=True)
        (var / name).write_text("")
    (copy / "archive/__pycache__").mkdir()
    (copy / "notes.txt").write_text("")
    done = make("clean", cwd=copy, VAR_ROOT=str(var))
    assert done.returncode == 0
    assert "other files; they were not deleted" in done.stdout
    assert sorted(path.name for path in var.iterdir()) == ["letters", "thesis.txt"]
    assert sorted(path.name for path in copy.iterdir()) == ["Makefile", "archive", "notes.txt"]
    assert not (copy / "archive/__pycache__").exists()


def test_clean_leaves_a_folder_alone_in_which_nothing_was_made(copy, tmp_path):
    (tmp_path / "home" / "static").mkdir(parents=True)
    assert make("clean", cwd=copy, VAR_ROOT=str(tmp_path / "home")).returncode == 0
    assert (tmp_path / "home" / "static").is_dir()


def test_clean_deletes_an_emptied_folder(copy):
    (copy / "var").mkdir()
    (copy / "var/.messages").write_text("")
    assert make("clean", cwd=copy).returncode == 0
    assert not (copy / "var").exists()


@pytest.mark.parametrize("variables", [{"PORT": "abc"}, {"HOST": "192.0.2.55"}])
def test_serve_checks_the_address_before_anything_else(variables, copy):
    done = make("serve", f"PYTHON={sys.executable}", cwd=copy, **variables)
    assert done.returncode != 0
    assert f"{next(iter(variables))} is “" in done.stderr
    assert not (copy / ".venv").exists()


def test_no_script_of_the_environment_is_started_by_its_path():
    """Their first lines name the folder in which the environment was made; ruff and djade are programs."""
    assert set(re.findall(r"\.venv/bin/([\w-]+)", MAKEFILE)) <= {"python", "ruff", "djade"}


def test_first_start_without_network_says_what_it_needs(copy, tmp_path):
    """pip is one that finds no server."""
    pip = tmp_path / "python"
    pip.write_text(
        '#!/bin/sh\ncase "$*" in *install*) echo "ERROR: No matching distribution" >&2; exit 1;; *-c*|*venv*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;; esac\n'
    )
    pip.chmod(0o755)
    (copy / "requirements.lock").write_text("")
    done = make(".venv/.installed", f"PYTHON={pip}", cwd=copy)
    assert done.returncode != 0
    assert "needs the internet; later starts do not" in done.stderr
    assert not (copy / ".venv/.installed").exists()


def test_interrupted_command_leaves_no_traceback():
    code = """
import runpy, django.core.management as management
def interrupt(_arguments):
    raise KeyboardInterrupt
management.execute_from_command_line = interrupt
runpy.run_path("manage.py", run_name="__main__")
"""
    process = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (process.returncode, process.stderr) == (130, "")
