"""A small ``make torture``, with the same seed: every kind of damage and of interrupted command once or twice."""

import os
import subprocess
import sys

import pytest

from tests.support.repository import ROOT

pytestmark = [pytest.mark.one_engine, pytest.mark.xdist_group("torture")]


def test_nothing_is_lost_by_changed_bytes_kills_and_full_disks():
    command = [sys.executable, "-m", "tests.bench.torture", "12", "6", "5"]
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    result = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    [total] = [line.split()[1:] for line in result.stdout.splitlines() if line.startswith("all ")]
    tried, _detected, _harmless, repaired, lost = map(int, total)
    assert (repaired, lost) == (tried, 0)
    assert tried >= 23
