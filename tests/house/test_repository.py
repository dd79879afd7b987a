"""What the repository must not hold: addresses of registries, paths of a machine, compiled files."""

import re
import subprocess

import pytest

from tests.support.repository import ROOT

# Put together from parts, so that this file holds none of them.
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
FORBIDDEN = re.compile("|".join(map(re.escape, REGISTRIES)) + r"|(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|home/\w+)/")


def files() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_registry_and_no_path_of_a_machine_is_named():
    named = []
    for name in files():
        text = (ROOT / name).read_bytes().decode("utf-8", "ignore")
        named += [f"{name}: {match[0]}" for match in FORBIDDEN.finditer(text)]
    assert not named


@pytest.mark.parametrize(
    "line", ["https://" + REGISTRIES[0] + "/simple", "at /ro" + "ot/venv", "--index-url https://registry." + REGISTRIES[2]]
)
def test_a_forbidden_name_is_seen(line):
    assert FORBIDDEN.search(line)


def test_nothing_compiled_is_kept():
    assert [name for name in files() if name.endswith((".mo", ".pyc", ".sqlite3", ".br", ".gz"))] == []
