"""One version: pyproject.toml, CITATION.cff and the newest heading of CHANGELOG.md agree."""

import re
import tomllib
from datetime import date

import yaml

from tests.support.repository import ROOT

HEADING = re.compile(r"^## \[(.+?)\] - (\S+)$", re.MULTILINE)
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
RELEASES = HEADING.findall(CHANGELOG)


def test_version_and_date_are_the_same_everywhere():
    version, day = RELEASES[0]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == version
    assert (citation["version"], citation["date-released"]) == (version, date.fromisoformat(day))


def test_releases_are_numbered_and_dated_in_order():
    numbers = [tuple(map(int, version.split("."))) for version, _day in RELEASES]
    days = [date.fromisoformat(day) for _version, day in RELEASES]
    assert numbers == sorted({*numbers}, reverse=True)
    assert days == sorted(days, reverse=True)


def test_changes_are_in_known_groups():
    groups = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert {*re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE)} <= groups
