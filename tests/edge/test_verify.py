"""docs/verify.md: its commands verify what a printed page says, against the site and against its static edition. Needs nginx."""

from __future__ import annotations

import http.client
from pathlib import Path

import pytest

from archive.ledger.canonical import digest_line
from archive.ledger.chain import LEDGER_FOLDER
from tests.support.invented_editions import REWORDED
from tests.support.verify_document import read_script, run_script


@pytest.fixture(scope="module")
def served(baked_fixtures, sites):
    """Return the ports of the site and of its static edition, the host, and the versions of a claim."""
    site, baked, host, _folder = sites
    return {"site": site, "baked": baked}, host, list_versions(baked_fixtures / LEDGER_FOLDER)


def list_versions(ledger: Path) -> list[tuple[int, str]]:
    """Return the versions of the reworded claim, each with its edition."""
    start = f'{{"identifier":"{REWORDED}","kind":"claim",'.encode()
    files = sorted(ledger.glob("*.jsonl"))
    lines = ((int(path.stem), line) for path in files for line in path.read_bytes().splitlines())
    return [(edition, digest_line(line)) for edition, line in lines if line.startswith(start)]


@pytest.mark.parametrize("server", ["site", "baked"])
@pytest.mark.parametrize("position", [0, -1])
def test_citation_is_verified(served, tmp_path, server, position):
    ports, _host, versions = served
    edition, version = versions[position]
    sheet = {
        "archive": f"http://127.0.0.1:{ports[server]}",
        "claim": REWORDED,
        "version": version[:16],
        "edition": str(edition),
        "passage": "ushmm-death-marches:3.3",
        "text": "09cfd77110fea7e2",
        "kind": "camp",
        "identifier": "dachau",
    }
    result = run_script(read_script(sheet), tmp_path / "work")
    assert result.returncode == 0, result.stdout + result.stderr
    assert "The quotation is in the source, letter for letter." in result.stdout


@pytest.mark.parametrize("server", ["site", "baked"])
def test_printed_address_of_a_former_version_has_a_page(served, server):
    ports, host, versions = served
    connection = http.client.HTTPConnection("127.0.0.1", ports[server], timeout=60)
    connection.request("GET", f"/id/claim/{REWORDED}/{versions[0][1][:16]}", headers={"Host": host, "Accept-Language": "en"})
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    assert response.status == 200
    assert "Thousands of prisoners died of “exposure”, of being starved, and of exhaustion." in body
