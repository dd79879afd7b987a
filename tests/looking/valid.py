"""Every kind of page, in both languages, checked by the W3C's HTML checker: ``make validate-html``. The exit status is 1 after an error or a warning."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.support.live_server import fetch
from tests.support.page_kinds import KINDS, LANGUAGES
from tests.support.repository import ROOT
from tests.support.temporary_site import print_line, serve_temporary_site

CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def save_pages(origin: str, folder: Path) -> dict[str, str]:
    """Write every page into the folder; return a description of each by file name."""
    names = {}
    for kind in KINDS:
        for language in LANGUAGES:
            status, _, page = fetch(origin + kind.address(language), language)
            assert status == kind.status, (kind, status)
            name = f"{len(names):03}.html"
            (folder / name).write_bytes(page)
            names[name] = f"{language} {kind.name}"
    return names


def check_files(files: list[Path]) -> list[dict]:
    """Return the checker's messages: type, url, lastLine, message, extract."""
    command = ["java", "-jar", str(CHECKER), "--stdout", "--exit-zero-always", "--format", "json", *map(str, files)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["messages"]


def main() -> int:
    """Print the messages of each page; return the exit status."""
    with serve_temporary_site(example=True) as (origin, folder):
        names = save_pages(origin, folder)
        messages = check_files(sorted(folder.glob("*.html")))
    for message in messages:
        page = names[message["url"].rpartition("/")[2]]
        print_line(
            f"{page}, line {message.get('lastLine', '?')}: {message.get('subType', message['type'])}: {message['message']}\n    {message.get('extract', '').strip()}"
        )
    print_line(f"{len(names)} pages checked: {len(messages)} errors and warnings")
    return 1 if messages else 0


if __name__ == "__main__":
    sys.exit(main())
