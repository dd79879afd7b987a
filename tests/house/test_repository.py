"""The repository has known folders only, and no addresses of registries, machine paths or compiled files."""

import re
import subprocess

import pytest

from tests.support.repository import ROOT

# Joined from parts so that this file does not match.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("python" + "hosted", "org"),
        ("npm" + "js", "org"),
        ("npm" + "js", "com"),
        ("yarn" + "pkg", "com"),
    )
]
REGISTRIES += ["deb." + "debian", "security." + "debian", "files." + "python"]
FOLDERS = {".ci", ".github", "archive", "camps", "deploy", "docs", "fixtures", "locale", "marches", "templates", "tests"}
FORBIDDEN = re.compile("|".join(map(re.escape, REGISTRIES)) + r"|(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|home/\w+)/")


def list_files() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_the_main_package_can_be_read_at_a_glance():
    """The folder is the table of contents of the architecture (docs/decisions/0006-code-layout.md)."""
    entries = {name.split("/")[1] for name in list_files() if name.startswith("archive/")}
    assert len(entries) <= 32, sorted(entries)


def test_top_level_has_known_folders_only():
    assert {name.partition("/")[0] for name in list_files() if "/" in name} == FOLDERS


def test_no_registry_and_no_machine_path_is_named():
    matches = []
    for name in list_files():
        text = (ROOT / name).read_bytes().decode("utf-8", "ignore")
        matches += [f"{name}: {match[0]}" for match in FORBIDDEN.finditer(text)]
    assert not matches


@pytest.mark.parametrize(
    "line", ["https://" + REGISTRIES[0] + "/simple", "at /ro" + "ot/venv", "--index-url https://registry." + REGISTRIES[2]]
)
def test_forbidden_name_is_recognized(line):
    assert FORBIDDEN.search(line)


def test_no_compiled_file_is_committed():
    assert [name for name in list_files() if name.endswith((".mo", ".pyc", ".sqlite3", ".br", ".gz"))] == []
