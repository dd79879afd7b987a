"""Links of the documents: relative links name files, fragments name headings, and the index has every decision."""

import re
from pathlib import Path

import pytest

from tests.support.repository import ROOT

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "fixtures" / "README.md"]
LINK = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
DECISIONS = ROOT / "docs" / "decisions"


def anchors(text: str) -> set[str]:
    """Return the anchors of a document: those that are written out, and those that GitHub makes of its headings."""
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(text)}
    return slugs | {*re.findall(r'id="([^"]+)"', text)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_files_and_headings(document: Path):
    for target, anchor in LINK.findall(document.read_text("utf-8")):
        if target.startswith(("http://", "https://")):
            continue
        file = (document.parent / target).resolve() if target else document
        assert file.exists(), target
        assert file.is_relative_to(ROOT)
        assert not anchor or anchor in anchors(file.read_text("utf-8")), f"{target}#{anchor}"


def test_every_decision_is_in_the_index():
    index = (DECISIONS / "README.md").read_text("utf-8")
    assert [path.name for path in sorted(DECISIONS.glob("[0-9]*.md")) if f"({path.name})" not in index] == []


@pytest.mark.parametrize(("name", "limit"), [("README.md", 120), ("README.ar.md", 120), ("CONTRIBUTING.md", 150)])
def test_first_pages_are_short(name, limit):
    assert len((ROOT / name).read_text("utf-8").splitlines()) <= limit
